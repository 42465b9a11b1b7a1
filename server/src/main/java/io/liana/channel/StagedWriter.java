package io.liana.channel;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Copies events into their waiting place; nothing of it stays unless it is {@link #finish}ed. */
public final class StagedWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 16; // characters between two sends

  private final Connection connection;
  private final CopyIn copy;
  private final StringBuilder rows = new StringBuilder(BUFFER + 4_096);

  StagedWriter(Connection connection, String table) throws SQLException {
    this.connection = connection;
    this.copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy "
                    + table
                    + " (at, kind, who, bot, text, text_length, targets, reply_to, message_key, event_key) from stdin");
  }

  public void add(StagedEvent event) throws SQLException {
    rows.append(event.at()).append('\t').append(event.kind().code()).append('\t');
    value(event.who());
    rows.append('\t').append(event.bot() ? 't' : 'f').append('\t');
    value(event.text());
    rows.append('\t').append(event.length()).append('\t');
    targets(event);
    rows.append('\t');
    value(event.replyTo());
    rows.append('\t');
    value(event.messageKey());
    rows.append('\t');
    value(event.eventKey());
    rows.append('\n');
    if (rows.length() > BUFFER) {
      send();
    }
  }

  /** Everything is in; after this it can be settled. */
  public void finish() throws SQLException {
    send();
    copy.endCopy();
    connection.commit();
  }

  private void send() throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    rows.setLength(0);
  }

  private void value(@Nullable String value) {
    if (value == null) {
      rows.append("\\N");
    } else {
      escaped(value, false);
    }
  }

  private void targets(StagedEvent event) {
    rows.append('{');
    for (int i = 0; i < event.targets().size(); i++) {
      rows.append(i == 0 ? "\"" : ",\"");
      escaped(event.targets().get(i), true);
      rows.append('"');
    }
    rows.append('}');
  }

  /** The text format of COPY, and within it that of an array member. PostgreSQL has no U+0000. */
  private void escaped(String value, boolean inArray) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> rows.append(inArray ? "\\\\\\\\" : "\\\\");
        case '"' -> rows.append(inArray ? "\\\\\"" : "\"");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        case '\0' -> {}
        default -> {
          boolean half = Character.isSurrogate(c) && !isPair(value, i);
          rows.append(half ? '\uFFFD' : c);
        }
      }
    }
  }

  private static boolean isPair(String value, int at) {
    return Character.isHighSurrogate(value.charAt(at))
        ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
