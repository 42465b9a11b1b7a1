package io.liana.channel.wecom;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text in WeCom's library that greets whoever joins a customer group (入群欢迎语). No interface binds
 * one to a group: its owner chooses it on the phone.
 *
 * @param announces WeCom tells the owners of groups that it is there
 * @param templateId WeCom's name for it; null while nobody knows it
 */
record GroupWelcome(
    long id,
    String corp,
    String text,
    @Nullable Attachment attachment,
    boolean announces,
    State state,
    @Nullable String templateId,
    @Nullable String evidence,
    Instant createdAt) {

  enum State {
    /** Written down, the answer is not known yet. */
    ASKED,
    /** No answer came: it may be in the library, where only a person can look. */
    DOUBT,
    MADE,
    CLOSED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
