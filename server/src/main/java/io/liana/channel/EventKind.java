package io.liana.channel;

import java.util.Locale;

/** What kind of thing happened; the stored form is the lower-case name. */
public enum EventKind {
  MESSAGE,
  MEDIA,
  ACTION,
  EDIT,
  JOIN,
  LEAVE,
  INVITE,
  KICK,
  RECALL,
  RENAME,
  TOPIC,
  SYSTEM,
  /** Asks to be let in; the text is the comment, the message key the platform's handle. */
  JOIN_REQUEST,
  /** The text is the emoji, empty when it was taken back. */
  REACTION,
  /** The text is the new role. */
  ROLE,
  /** The text is until when (ISO 8601), empty when they may speak again. */
  MUTE,
  /** Who is in already scanned a code; by which one is in {@code via}. */
  SCAN;

  /** Anything a member says; the only kinds that count as a message in docs/metrics.md. */
  public boolean isMessage() {
    return this == MESSAGE || this == MEDIA || this == ACTION;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static EventKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
