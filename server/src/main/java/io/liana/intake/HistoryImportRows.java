package io.liana.intake;

import io.liana.channel.EventKind;
import io.liana.channel.StagedEvent;
import io.liana.channel.history.HistoryEvent;
import io.liana.channel.history.HistoryFormat;
import io.liana.channel.history.HistoryPerson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of the archive of the events of an export: whose they are, whom they address, and
 * a key that is the same whenever the same event is read again.
 */
final class HistoryImportRows {
  /**
   * Equal events are neighbours in time, so a window finds them; it need not hold the whole file.
   */
  private static final int WINDOW = 100_000;

  private final HistoryImportKeys keys;
  private final HistoryAddressees addressees;
  private final HistoryPeople people;
  private final Set<String> bots;
  private final MessageDigest digest = sha256();
  private final Map<Long, Integer> seen =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
          return size() > WINDOW;
        }
      };
  private String file = "";

  HistoryImportRows(
      HistoryImportKeys keys,
      HistoryAddressees addressees,
      HistoryPeople people,
      Set<String> bots) {
    this.keys = keys;
    this.addressees = addressees;
    this.people = people;
    this.bots = bots;
  }

  StagedEvent row(HistoryEvent event) {
    HistoryPerson sender = event.sender();
    boolean passiveKick = event.kind() == EventKind.KICK && event.target() == null;
    String who = sender == null || passiveKick ? null : keys.of(sender);
    boolean bot = event.bot() || (sender != null && isNamedBot(sender));
    List<String> targets = targets(event, who);
    people.heard(event, bot, keys);
    addressees.heard(event, who);
    return new StagedEvent(
        event.at(),
        event.kind(),
        who,
        bot,
        shownText(event),
        event.length(),
        targets,
        event.replyTo(),
        event.kind().isMessage() ? event.key() : null,
        eventKey(event));
  }

  private boolean isNamedBot(HistoryPerson person) {
    return !bots.isEmpty() && (bots.contains(person.name()) || bots.contains(person.key()));
  }

  private List<String> targets(HistoryEvent event, @Nullable String who) {
    HistoryPerson target = event.target();
    return switch (event.kind()) {
      case INVITE -> target == null ? List.of() : List.of(keys.of(target));
      case KICK -> {
        HistoryPerson removed = target == null ? event.sender() : target;
        yield removed == null ? List.of() : List.of(keys.of(removed));
      }
      case MESSAGE, MEDIA, ACTION -> addressees.of(event, who);
      default -> List.of();
    };
  }

  /** The archive keeps a new name where a new topic stands: in the text. */
  private static String shownText(HistoryEvent event) {
    HistoryPerson target = event.target();
    return event.kind() == EventKind.RENAME && target != null ? target.name() : event.text();
  }

  /**
   * The platform's own id, or else what the event says. Two equal lines of one minute are two
   * events: the first and the second of their kind.
   */
  private String eventKey(HistoryEvent event) {
    if (!event.file().equals(file)) { // an export that overlaps starts counting anew
      file = event.file();
      seen.clear();
    }
    if (event.key() != null) {
      return "h:" + event.kind().code() + ":" + event.key();
    }
    byte[] hash = digest.digest(content(event).getBytes(StandardCharsets.UTF_8));
    int before = seen.merge(ByteBuffer.wrap(hash).getLong(), 1, Integer::sum) - 1;
    String short16 =
        Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(hash, 16));
    return before == 0 ? "h:" + short16 : "h:" + short16 + ":" + before;
  }

  private String content(HistoryEvent event) {
    HistoryPerson sender = event.sender();
    HistoryPerson target = event.target();
    return event.at().getEpochSecond()
        + "\n"
        + event.kind().code()
        + "\n"
        + (sender == null ? "" : keys.of(sender))
        + "\n"
        + (target == null ? "" : target.key())
        + "\n"
        + event.length()
        + "\n"
        + event.text();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Formats that have no platform mentions, where a name at the start of a line addresses. */
  static boolean addressesByName(HistoryFormat format) {
    return format == HistoryFormat.IRC;
  }
}
