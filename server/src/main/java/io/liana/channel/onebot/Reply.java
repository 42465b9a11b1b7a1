package io.liana.channel.onebot;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How a call to the bot ended. */
sealed interface Reply {
  /**
   * @param words what the bot said about a failure, in its own words
   */
  record Answered(boolean ok, int code, String words, JsonNode data) implements Reply {
    static final int BAD_REQUEST = 1400;
    static final int NO_TOKEN = 1401;
    static final int WRONG_TOKEN = 1403;
    static final int UNKNOWN_ACTION = 1404;

    static Answered of(JsonNode frame) {
      int code = frame.path("retcode").asInt(0);
      boolean ok = !"failed".equals(frame.path("status").asString("")) && code >= 0 && code <= 1;
      var words = new StringBuilder();
      for (String field : new String[] {"wording", "message", "msg"}) {
        if (frame.path(field).isString() && words.indexOf(frame.path(field).asString()) < 0) {
          words.append(words.isEmpty() ? "" : " / ").append(frame.path(field).asString());
        }
      }
      return new Answered(ok, code, words.toString(), frame.path("data"));
    }

    String evidence() {
      return "retcode %d %s".formatted(code, words).strip();
    }

    boolean tokenRefused() {
      return !ok && (code == NO_TOKEN || code == WRONG_TOKEN);
    }

    /** QQ's own refusals have no codes of their own in OneBot; the words are all there is. */
    boolean says(String... parts) {
      String all = words.toLowerCase(Locale.ROOT);
      for (String part : parts) {
        if (all.contains(part)) {
          return true;
        }
      }
      return false;
    }
  }

  /** It went out and nothing came back: it may have been done. */
  record NoAnswer(String why) implements Reply {}

  /** It did not go out. */
  record NotSent(String why) implements Reply {}
}
