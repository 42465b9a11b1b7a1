package io.liana.channel.wecom;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message to many (群发): written once, put on the phones of staff by WeCom, delivered by their
 * tap.
 *
 * @param command the outbox key of the command it stands for; null where an operator wrote it
 * @param trial the first made of the contents that are tried; null where nothing is
 * @param arms whose content this is; none: everybody else's
 */
record MassSend(
    long id,
    String corp,
    Kind kind,
    String text,
    List<Attachment> attachments,
    @Nullable String command,
    Instant createdAt,
    @Nullable Long trial,
    List<String> arms) {

  enum Kind {
    CUSTOMERS,
    GROUPS;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** WeCom's word for it. */
    String chatType() {
      return this == CUSTOMERS ? "single" : "group";
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What is asked of WeCom at once: the targets of one member of staff, or of whoever talked with
   * them last.
   */
  record Part(
      long id,
      long mass,
      @Nullable String sender,
      State state,
      @Nullable String msgid,
      @Nullable Instant askedAt,
      @Nullable Instant readAt,
      List<Instant> reminded,
      @Nullable String evidence) {}

  enum State {
    DUE,
    /** The call was made, or was about to be; no answer is written down. */
    ASKED,
    /** No answer came: it is looked for in WeCom's list. */
    DOUBT,
    /** WeCom does not list it. Only a person may have it asked once more. */
    ABSENT,
    /** On the phones. */
    WAITING,
    REFUSED,
    STOPPED,
    /** Nothing of it waits any more. */
    OVER;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param sender who has to tap; null for whoever talked with them last
   */
  record Target(String id, String name, @Nullable String sender) {}

  record LeftOut(String id, String name, Reason reason) {}

  /** Why somebody who was asked for is not reached. */
  enum Reason {
    OVER_QUOTA,
    NOT_CUSTOMER,
    GONE,
    NO_OWNER,
    OTHER_OWNER;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whom it reaches and whom not. */
  record Reach(List<Target> reached, List<LeftOut> leftOut) {}

  /** What became of one target, as WeCom tells it. */
  enum Fate {
    WAITING,
    SENT,
    NOT_FRIEND,
    OVER_QUOTA;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Fate of(int status) {
      return switch (status) {
        case 0 -> WAITING;
        case 2 -> NOT_FRIEND;
        case 3 -> OVER_QUOTA;
        default -> SENT;
      };
    }
  }

  record Result(String target, String staff, Fate fate, @Nullable Instant at) {}
}
