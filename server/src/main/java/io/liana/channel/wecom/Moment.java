package io.liana.channel.wecom;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something in the moments of customers (客户朋友圈), once staff tapped.
 *
 * @param staff who has to tap; empty for everybody
 * @param tags of the customers who may see it; empty for all
 * @param job WeCom's number while it is being made
 * @param moment WeCom's name for it
 */
record Moment(
    long id,
    String text,
    List<Attachment> attachments,
    List<String> staff,
    List<String> tags,
    State state,
    @Nullable String job,
    @Nullable String moment,
    @Nullable Instant askedAt,
    @Nullable Instant readAt,
    @Nullable String evidence,
    Instant createdAt) {

  enum State {
    DUE,
    /** The call was made, or was about to be; no answer is written down. */
    ASKED,
    /** No answer came: it is looked for in WeCom's list. */
    DOUBT,
    /** WeCom does not list it. Only a person may have it asked once more. */
    ABSENT,
    /** WeCom is making it. */
    JOB,
    /** On the phones. */
    WAITING,
    REFUSED,
    STOPPED,
    /** Nobody taps any more. */
    OVER;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** A customer; the name is null where we know none. */
  record Named(String id, @Nullable String name) {}

  /**
   * What became of it with one member of staff.
   *
   * @param liked the customers among those who liked it; WeCom names staff too, who only count
   * @param commented those who wrote under it, each once
   */
  record Hand(
      String staff,
      boolean published,
      int reached,
      int likes,
      int comments,
      List<Named> liked,
      List<Named> commented) {

    static Hand waiting(String staff) {
      return new Hand(staff, false, 0, 0, 0, List.of(), List.of());
    }
  }

  /** How the desk calls the taps it waits for. */
  String task() {
    return "moment:" + id;
  }
}
