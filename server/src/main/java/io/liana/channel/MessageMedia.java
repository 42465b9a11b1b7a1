package io.liana.channel;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was sent with a message, where the platform lets us keep it.
 *
 * @param kind image, voice, video, emotion or file
 * @param name as it was called; empty for none
 * @param type what the bytes are; null until they are here
 * @param size in bytes
 */
public record MessageMedia(
    State state, String kind, String name, @Nullable String type, long size) {

  public enum State {
    /** It is on its way. */
    WAITING,
    KEPT,
    TOO_LARGE,
    /** The platform no longer had it. */
    EXPIRED,
    /** The platform does not know it. */
    MISSING,
    /** What came is not what was sent. */
    BROKEN;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  // Nothing else is ever told to a browser to be more than bytes.
  private static final List<String> SHOWN =
      List.of("image/png", "image/jpeg", "image/gif", "video/mp4");

  /** How it may be served: to be saved, and shown inside a page of ours at most. */
  public String servedAs() {
    return type != null && SHOWN.contains(type) ? type : "application/octet-stream";
  }
}
