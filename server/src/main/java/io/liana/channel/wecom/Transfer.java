package io.liana.channel.wecom;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A hand-over of customer groups or customers from one member of staff to another.
 *
 * @param resigned who hands over has left; WeCom has an interface of its own for that
 */
record Transfer(
    long id, MassSend.Kind kind, boolean resigned, String from, String to, Instant createdAt) {

  enum State {
    DUE,
    /** Asked; customers take a day, and may refuse. */
    WAITING,
    DONE,
    /** The customer did not want it. */
    REFUSED,
    /** Whoever takes over has as many customers as WeCom allows. */
    LIMIT,
    FAILED,
    /** Not asked: WeCom allows two hand-overs in ninety days. */
    LEFT_OUT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Item(
      String subject,
      String name,
      String state,
      @Nullable String evidence,
      @Nullable Instant endedAt) {}
}
