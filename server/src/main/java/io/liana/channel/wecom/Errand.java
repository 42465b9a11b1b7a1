package io.liana.channel.wecom;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something to ask of WeCom about one subject.
 *
 * @param endsAt useless after that; null for never
 * @param version what was wished when it was claimed
 */
record Errand(
    long id,
    String corp,
    Kind kind,
    String subject,
    JsonNode body,
    @Nullable Instant endsAt,
    int tries,
    long version) {

  enum Kind {
    /** Look for groups we do not know. */
    CHATS,
    /** Bring one group up to date. */
    CHAT,
    /** Read one customer again. */
    CUSTOMER,
    /** Greet a new customer; WeCom allows it for twenty seconds. */
    WELCOME,
    /** Read the tags of the corporation again. */
    TAGS,
    /** Change the tags of one customer. */
    TAG,
    /** Read the conversation archive on. */
    ARCHIVE,
    /** Load what was sent with an archived message. */
    ARCHIVE_MEDIA,
    /** Have a part of a mass send put on the phones, and follow it. */
    MASS,
    /** Read what others in the corporation sent to many. */
    SPENT,
    /** Read WeCom's own numbers of days that are over. */
    STATISTICS,
    /** Read how members of staff talked with customers on days that are over. */
    BEHAVIOR,
    /** Have a moment made, and follow it. */
    MOMENT,
    /** Have groups or customers handed over, and follow it. */
    TRANSFER,
    /** Send and change the cards of one member of staff. */
    CARDS,
    /** Upload ahead what the greeting of new customers needs. */
    MEDIA,
    /** Have a way in made, changed or deleted, or read what it became. */
    WAY;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something somebody wants done; the same kind and subject wished twice is done once.
   *
   * @param ends useless after that; null for never
   */
  record Wish(Kind kind, String subject, Map<String, ?> body, Instant due, @Nullable Instant ends) {

    Wish and(Wish later) {
      Map<String, Object> both = new HashMap<>(body);
      both.putAll(later.body);
      return new Wish(kind, subject, both, due.isBefore(later.due) ? due : later.due, later.ends);
    }
  }

  /** How one attempt ended. */
  sealed interface Ending {
    record Done() implements Ending {}

    /** Once more after {@code delay}, which does not count as a failure. */
    record Later(Duration delay) implements Ending {}

    /** It failed for now. */
    record Again(Duration delay, String evidence) implements Ending {}

    /** It will not work; the evidence is kept for a person. */
    record GivenUp(String evidence) implements Ending {}
  }
}
