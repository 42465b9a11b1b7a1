package io.liana.moderation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds links, also without a scheme and with a disguised dot ({@code abc点com}, {@code abc[.]com},
 * {@code abc。cn}). Works outward from each dot; no pattern, linear in the text.
 */
final class LinkScanner {
  private static final int LONGEST_HOST = 120;

  /** Endings that are also file name extensions count only with a scheme, www. or a path. */
  private static final Set<String> FILE_LIKE =
      Set.of(
          "md", "py", "sh", "rs", "so", "pl", "ps", "cc", "zip", "mov", "ms", "st", "la", "am",
          "as", "do", "is", "it", "in", "at", "be", "to", "no", "me", "my", "us", "id", "ai", "js",
          "ts", "gg", "im", "ac", "sc", "ml", "mk", "pm", "bz");

  /** Endings that identify a web address even when its dot is disguised. */
  private static final Set<String> UNMISTAKABLE =
      Set.of(
          "com", "cn", "net", "org", "top", "xyz", "vip", "cc", "club", "site", "shop", "info",
          "icu", "online", "store", "tk", "pw", "fun", "live", "ltd", "wang", "app", "me", "ru");

  private static final Set<String> ENDINGS = Set.copyOf(CharacterFolds.lines("web-endings.txt"));
  private static final boolean[] ENDING_PAIRS = endingPairs();
  private static final int LONGEST_ENDING =
      ENDINGS.stream().mapToInt(String::length).max().orElse(0);

  private final FoldedText text;
  private final List<Contact> found;

  LinkScanner(FoldedText text, List<Contact> found) {
    this.text = text;
    this.found = found;
  }

  /** A sign an address may be built around; others open a bracketed dot, which holds one too. */
  static boolean addressSign(char folded) {
    return switch (folded) {
      case '.', ':', '点', '丶', '。', '·', '・', '[', '(', '{', '【' -> true;
      default -> false;
    };
  }

  void scan() {
    int at = 0;
    char[] plain = text.plain;
    int length = text.length;
    while (at < length) {
      char c = plain[at];
      if (c >= 'a' && c <= 'z' || c >= '一' && c != '点') {
        at++; // most of any text
        continue;
      }
      int dotEnd = dotEnd(at);
      if (dotEnd > 0) {
        int next = text.plain[at] == '.' && dotEnd == at + 1 ? plainDot(at) : disguised(at, dotEnd);
        at = Math.max(next, dotEnd);
      } else if (text.plain[at] == ':' && schemeBefore(at)) {
        at = Math.max(withScheme(at), at + 1);
      } else {
        at++;
      }
    }
  }

  /** End of a dot or of something read as one, else 0. */
  private int dotEnd(int at) {
    return switch (text.plain[at]) {
      case '.', '点', '丶', '。', '·', '・' -> at + 1;
      case '[', '(', '{', '【' -> bracketedDot(at);
      default -> 0;
    };
  }

  private int bracketedDot(int at) {
    if (at + 2 < text.length && closing(text.plain[at + 2]) && dotLike(text.plain[at + 1])) {
      return at + 3;
    }
    boolean spelt =
        at + 4 < text.length
            && text.plain[at + 1] == 'd'
            && text.plain[at + 2] == 'o'
            && text.plain[at + 3] == 't'
            && closing(text.plain[at + 4]);
    return spelt ? at + 5 : 0;
  }

  private static boolean closing(char c) {
    return c == ']' || c == ')' || c == '}' || c == '】';
  }

  private static boolean dotLike(char c) {
    return c == '.' || c == '点' || c == '。' || c == '丶';
  }

  private int plainDot(int dot) {
    int start = dot;
    while (start > 0 && hostCharacter(start - 1) && dot - start < LONGEST_HOST) {
      start--;
    }
    int end = dot + 1;
    while (end < text.length && hostCharacter(end) && end - start < LONGEST_HOST) {
      end++;
    }
    while (end > dot && text.plain[end - 1] == '.') {
      end--;
    }
    if (start == dot || end <= dot + 1) {
      return dot + 1;
    }
    boolean scheme = start > 2 && text.plain[start - 1] == '/' && text.plain[start - 2] == '/';
    boolean www = end - start > 4 && text.plain[start] == 'w' && text.plain[start + 3] == '.';
    int endingStart = end;
    while (text.plain[endingStart - 1] != '.') {
      endingStart--;
    }
    if (!scheme && !www && !mayBeEnding(endingStart, end)) {
      return end; // most dots stand in code and version numbers
    }
    String host = new String(text.plain, start, end - start);
    String ending = host.substring(endingStart - start);
    boolean known = ENDINGS.contains(ending);
    if (start > 0 && text.plain[start - 1] == '@' && known) {
      return mail(start, end);
    }
    boolean sure = scheme || host.startsWith("www.") || known && pathFollows(end);
    if (!(sure || known && !FILE_LIKE.contains(ending)) || host.contains("..")) {
      return end;
    }
    return add("web", host, start, end);
  }

  private boolean pathFollows(int end) {
    return end < text.length
        && (text.plain[end] == '/' || text.plain[end] == ':' && digit(end + 1));
  }

  /** Cheap and never wrong about a real ending: as long as one and beginning like one. */
  private boolean mayBeEnding(int start, int end) {
    int length = end - start;
    int pair = length < 2 ? -1 : pair(text.plain[start], text.plain[start + 1]);
    return length <= LONGEST_ENDING && pair >= 0 && ENDING_PAIRS[pair];
  }

  private static int pair(char a, char b) {
    boolean letters = a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z';
    return letters ? (a - 'a') * 26 + b - 'a' : -1;
  }

  private static boolean[] endingPairs() {
    boolean[] pairs = new boolean[26 * 26];
    ENDINGS.forEach(ending -> pairs[pair(ending.charAt(0), ending.charAt(1))] = true);
    return pairs;
  }

  private int mail(int hostStart, int end) {
    int start = hostStart - 1;
    while (start > 0 && (hostCharacter(start - 1) || "_%+".indexOf(text.plain[start - 1]) >= 0)) {
      start--;
    }
    if (start < hostStart - 1) {
      String address = new String(text.plain, start, end - start);
      found.add(new Contact(Finding.Kind.CONTACT, "email", address, start, end));
    }
    return end;
  }

  private int disguised(int dot, int dotEnd) {
    int start = dot;
    while (start > 0
        && hostCharacter(start - 1)
        && text.plain[start - 1] != '.'
        && dot - start < LONGEST_HOST) {
      start--;
    }
    int end = dotEnd;
    while (end < text.length && asciiWord(text.plain[end]) && end - start < LONGEST_HOST) {
      end++;
    }
    if (dot - start < 2 || !UNMISTAKABLE.contains(new String(text.plain, dotEnd, end - dotEnd))) {
      return dotEnd;
    }
    String host =
        new String(text.plain, start, dot - start)
            + '.'
            + new String(text.plain, dotEnd, end - dotEnd);
    return add("hidden", host, start, end);
  }

  /** {@code http:} or {@code https:} with a host that has no usable dot. */
  private int withScheme(int colon) {
    int start = colon + 1;
    while (start < text.length && text.plain[start] == '/') {
      start++;
    }
    int end = start;
    boolean dots = false;
    while (end < text.length && hostCharacter(end) && end - start < LONGEST_HOST) {
      dots |= text.plain[end] == '.';
      end++;
    }
    if (dots || end - start < 4) {
      return colon + 1; // found from its dot, or no address at all
    }
    return add("hidden", new String(text.plain, start, end - start), start, end);
  }

  private boolean schemeBefore(int colon) {
    int p = colon > 4 && text.plain[colon - 1] == 's' ? colon - 1 : colon;
    return p >= 4
        && text.plain[p - 1] == 'p'
        && text.plain[p - 2] == 't'
        && text.plain[p - 3] == 't'
        && text.plain[p - 4] == 'h';
  }

  /** Adds the link, as an invitation when it is one, and returns where its path ends. */
  private int add(String category, String host, int start, int hostEnd) {
    int end = hostEnd;
    while (end < text.length && pathCharacter(text.plain[end])) {
      end++;
    }
    while (end > hostEnd && ".,;:!?)'\"".indexOf(text.plain[end - 1]) >= 0) {
      end--;
    }
    Contact invite = invite(host, start, hostEnd, end);
    found.add(invite != null ? invite : new Contact(Finding.Kind.LINK, category, host, start, end));
    return end;
  }

  private @Nullable Contact invite(String host, int start, int hostEnd, int end) {
    String bare = host.startsWith("www.") ? host.substring(4) : host;
    String address = bare + new String(text.plain, hostEnd, end - hostEnd);
    for (InvitePlatform platform : InvitePlatform.values()) {
      for (String prefix : platform.prefixes) {
        if (address.startsWith(prefix)) {
          int idStart = hostEnd + prefix.length() - bare.length();
          int idEnd = platform.code.equals("matrix") ? end : idEnd(idStart, end);
          boolean quotation = platform.bareName(prefix) && (idEnd < end || idEnd - idStart < 5);
          if (idStart >= hostEnd && idEnd - idStart >= 2 && !quotation) {
            return new Contact(
                Finding.Kind.INVITE, platform.code, original(idStart, idEnd), start, end);
          }
        }
      }
    }
    return null;
  }

  private int idEnd(int start, int end) {
    int at = start;
    while (at < end && (asciiWord(text.plain[at]) || "_-=&".indexOf(text.plain[at]) >= 0)) {
      at++;
    }
    return at;
  }

  private String original(int start, int end) {
    return text.original.substring(text.originalStart(start), text.originalEnd(end - 1));
  }

  private boolean digit(int at) {
    return at < text.length && text.kind(at) == CharacterFolds.DIGIT;
  }

  private boolean hostCharacter(int at) {
    char c = text.plain[at];
    return asciiWord(c) || c == '-' || c == '.';
  }

  private static boolean asciiWord(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  private static boolean pathCharacter(char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\'';
  }
}
