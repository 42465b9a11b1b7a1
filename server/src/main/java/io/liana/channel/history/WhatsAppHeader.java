package io.liana.channel.history;

import org.jspecify.annotations.Nullable;

/**
 * The start of a WhatsApp message: {@code [11/15/04, 3:01:01 AM] } on an iPhone, {@code 15/11/2004,
 * 03:01 - } on Android, {@code 15.11.04 03:01:01: } on phones of long ago.
 *
 * @param shape shape of the stamp and what stands behind it
 * @param rest where the rest of the line begins
 */
record WhatsAppHeader(Stamp stamp, String shape, int rest) {

  static @Nullable WhatsAppHeader of(String line) {
    Stamp stamp = StampScanner.stamp(line);
    if (stamp == null) {
      return null;
    }
    int blanksEnd = stamp.end();
    while (blanksEnd < line.length() && unseen(line.charAt(blanksEnd))) {
      blanksEnd++;
    }
    if (blanksEnd >= line.length()) {
      return null;
    }
    char tail = line.charAt(blanksEnd);
    boolean blankBehind =
        blanksEnd + 1 >= line.length() || Marks.isBlank(line.charAt(blanksEnd + 1));
    int rest = Math.min(blanksEnd + (blankBehind ? 2 : 1), line.length());
    if (stamp.bracket()) {
      return tail == ']' ? new WhatsAppHeader(stamp, stamp.shape() + "]", rest) : null;
    }
    boolean dash = (tail == '-' || tail == '–' || tail == '—') && blanksEnd > stamp.end();
    boolean colon = tail == ':' && blanksEnd == stamp.end() && stamp.time().second() >= 0;
    return blankBehind && (dash || colon)
        ? new WhatsAppHeader(stamp, stamp.shape() + (dash ? "-" : ":"), rest)
        : null;
  }

  private static boolean unseen(char c) {
    return Marks.isBlank(c) || Marks.isDirection(c);
  }
}
