package io.liana.channel.wecom;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A way in that WeCom made for us: a code to scan, and the word whoever comes by it carries.
 *
 * @param code WeCom's {@code state}
 * @param fresh WeCom has the plan as it stands here
 * @param configId WeCom's name for it; null until it answered
 * @param picture address of the code to scan; null until WeCom told
 * @param evidence what WeCom answered last, when it was no success
 */
record Way(
    long id,
    String corp,
    Kind kind,
    String name,
    String code,
    Plan plan,
    State state,
    boolean fresh,
    @Nullable String configId,
    @Nullable String picture,
    @Nullable Instant askedAt,
    @Nullable Instant readAt,
    @Nullable String evidence,
    Instant createdAt) {

  enum Kind {
    /** 入群码: into the first of up to five customer groups that has room. */
    GROUP,
    /** 联系我: becomes the customer of one of up to a hundred members of staff. */
    STAFF;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  enum State {
    /** To be asked of WeCom. */
    DUE,
    /** Asked, and nothing heard yet. */
    ASKED,
    /** Asked, and no answer came: it may exist. */
    DOUBT,
    /** Asked, and WeCom's own list does not have it. */
    ABSENT,
    MADE,
    REFUSED,
    /** To be deleted at WeCom. */
    CLOSING,
    CLOSED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What it leads to.
   *
   * @param groups chat ids, in the order they are filled
   * @param grows WeCom opens another group when all are full
   * @param baseName of the groups it opens: the name and a running number behind it
   * @param baseNumber the first of these numbers
   * @param staff user ids
   * @param confirms a member of staff has to accept whoever scans
   */
  record Plan(
      List<String> groups,
      boolean grows,
      String baseName,
      int baseNumber,
      List<String> staff,
      boolean confirms) {}
}
