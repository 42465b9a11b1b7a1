package io.liana.channel.history;

/** A place in a line that moves on over what it is asked to take. */
class LineCursor {
  final String line;
  int at;

  LineCursor(String line, int at) {
    this.line = line;
    this.at = at;
  }

  final int twoDigits() {
    int start = at;
    int value = number(2);
    return at - start == 2 ? value : -1;
  }

  /** Up to {@code most} digits of any script; -1 when there is none or one more follows. */
  final int number(int most) {
    int start = at;
    int value = 0;
    while (at < line.length() && at - start < most) {
      int digit = Character.digit(line.charAt(at), 10);
      if (digit < 0) {
        break;
      }
      value = value * 10 + digit;
      at++;
    }
    boolean more = at < line.length() && Character.isDigit(line.charAt(at));
    return at == start || more ? -1 : value;
  }

  final boolean take(char wanted) {
    if (at < line.length() && line.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  final void skipDirections() {
    while (at < line.length() && Marks.isDirection(line.charAt(at))) {
      at++;
    }
  }

  final void skipBlanks() {
    while (at < line.length() && Marks.isBlank(line.charAt(at))) {
      at++;
    }
  }

  final void skipUnseen() {
    while (at < line.length()
        && (Marks.isBlank(line.charAt(at)) || Marks.isDirection(line.charAt(at)))) {
      at++;
    }
  }
}
