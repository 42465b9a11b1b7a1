package io.liana.channel.wecom;

import io.liana.channel.MessageMedia;
import io.liana.channel.MessageMedia.State;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was sent with archived messages, in pieces. */
@Repository
class ArchiveMediaStore {
  /** What an archived message tells of the file sent with it. */
  record Sent(
      String message, String kind, String name, String fileId, String md5, long size, Instant at) {}

  record Loading(
      long id,
      String fileId,
      String md5,
      Instant at,
      State state,
      String nextIndex,
      int pieces,
      long received) {}

  private final JdbcClient jdbc;

  ArchiveMediaStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when it is known already. */
  boolean insert(String corp, Sent sent, State state) {
    return jdbc.sql(
                """
                insert into channel_wecom_archive_media (corp, message, kind, name, file_id, md5, size, at, state)
                values (:corp, :message, :kind, :name, :file, :md5, :size, :at, :state)
                on conflict do nothing
                """)
            .param("corp", corp)
            .param("message", sent.message())
            .param("kind", sent.kind())
            .param("name", sent.name())
            .param("file", sent.fileId())
            .param("md5", sent.md5())
            .param("size", sent.size())
            .param("at", sent.at().atOffset(ZoneOffset.UTC))
            .param("state", state.code())
            .update()
        == 1;
  }

  Optional<Loading> find(String corp, String message) {
    return jdbc.sql(
            """
            select id, file_id, md5, at, state, next_index, pieces, received from channel_wecom_archive_media
             where corp = :corp and message = :message
            """)
        .param("corp", corp)
        .param("message", message)
        .query(
            (row, n) ->
                new Loading(
                    row.getLong("id"),
                    row.getString("file_id"),
                    row.getString("md5"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    State.of(row.getString("state")),
                    row.getString("next_index"),
                    row.getInt("pieces"),
                    row.getLong("received")))
        .optional();
  }

  /** In the caller's transaction. False when somebody else was faster with the same slice. */
  boolean add(Loading media, ArchiveSource.Slice slice) {
    boolean first =
        jdbc.sql(
                    """
                    update channel_wecom_archive_media
                       set next_index = :next, pieces = pieces + 1, received = received + :length
                     where id = :id and pieces = :pieces and state = 'waiting'
                    """)
                .param("id", media.id())
                .param("next", slice.nextIndex())
                .param("length", slice.bytes().length)
                .param("pieces", media.pieces())
                .update()
            == 1;
    if (first) {
      jdbc.sql(
              "insert into channel_wecom_archive_piece (media_id, n, bytes) values (:id, :n, :bytes)")
          .param("id", media.id())
          .param("n", media.pieces())
          .param("bytes", slice.bytes())
          .update();
    }
    return first;
  }

  byte[] piece(long media, int n) {
    return jdbc.sql("select bytes from channel_wecom_archive_piece where media_id = :id and n = :n")
        .param("id", media)
        .param("n", n)
        .query((row, i) -> row.getBytes("bytes"))
        .single();
  }

  /** It is complete; where the same content is here already, that one serves both. */
  void kept(String corp, Loading media, String hash, String type) {
    jdbc.sql(
            """
            update channel_wecom_archive_media m
               set state = 'kept', hash = :hash, type = :type, size = received, evidence = null,
                   content_id = coalesce((select id from channel_wecom_archive_media where corp = :corp and hash = :hash and content_id = id limit 1), m.id)
             where id = :id
            """)
        .param("corp", corp)
        .param("id", media.id())
        .param("hash", hash)
        .param("type", type)
        .update();
    jdbc.sql(
            """
            delete from channel_wecom_archive_piece p using channel_wecom_archive_media m
             where p.media_id = :id and m.id = :id and m.content_id <> m.id
            """)
        .param("id", media.id())
        .update();
  }

  /** It will not come; what came of it is thrown away. */
  void ended(Loading media, State state, @Nullable String evidence) {
    jdbc.sql(
            "update channel_wecom_archive_media set state = :state, evidence = :evidence where id = :id and state = 'waiting'")
        .param("id", media.id())
        .param("state", state.code())
        .param("evidence", evidence)
        .update();
    jdbc.sql("delete from channel_wecom_archive_piece where media_id = :id")
        .param("id", media.id())
        .update();
  }

  Map<String, MessageMedia> of(String corp, Collection<String> messages) {
    Map<String, MessageMedia> found = new HashMap<>();
    jdbc.sql(
            """
            select message, state, kind, name, type, size from channel_wecom_archive_media
             where corp = :corp and message = any (:messages)
            """)
        .param("corp", corp)
        .param("messages", messages.toArray(String[]::new))
        .query(
            (row, n) ->
                found.put(
                    row.getString("message"),
                    new MessageMedia(
                        State.of(row.getString("state")),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("type"),
                        row.getLong("size"))))
        .list();
    return found;
  }

  /** Piece by piece: nothing of its size is ever in memory at once. */
  void write(String corp, String message, OutputStream out) throws IOException {
    var content =
        jdbc.sql(
                """
                select c.id, c.pieces from channel_wecom_archive_media m join channel_wecom_archive_media c on c.id = m.content_id
                 where m.corp = :corp and m.message = :message
                """)
            .param("corp", corp)
            .param("message", message)
            .query((row, n) -> Map.entry(row.getLong("id"), row.getInt("pieces")))
            .single();
    for (int n = 0; n < content.getValue(); n++) {
      out.write(piece(content.getKey(), n));
    }
  }
}
