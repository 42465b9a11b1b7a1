package io.liana.moderation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The built-in patterns: phone, QQ and group numbers, WeChat and Telegram names, e-mail addresses,
 * links and invitations. Hand-written scanners, so that their time is linear in any text.
 */
final class ContactPatterns {
  private static final int FEWEST_DIGITS = 5;
  private static final int FEWEST_SPELT_LETTERS = 12; // six digits of two letters each
  private static final int LONGEST_NAME = 24;
  private static final int WIDEST_CUE_GAP = 4;

  private ContactPatterns() {}

  /** Everything found, in no particular order; allowed domains are not known here. */
  static List<Contact> scan(FoldedText text) {
    boolean numbers = text.digits() + text.hanDigits >= FEWEST_DIGITS;
    boolean names = text.letters() + text.digits() >= FEWEST_DIGITS;
    if (!numbers && !names) {
      return List.of();
    }
    List<Contact> found = new ArrayList<>();
    if (names && text.letters() >= 2 && text.mayHoldAddress) {
      new LinkScanner(text, found).scan();
    }
    if (numbers) {
      new NumberScanner(text, found).scanDigits();
    }
    if (text.letters() >= FEWEST_SPELT_LETTERS) {
      new NumberScanner(text, found).scanSpelt();
    }
    if (names && text.mayAnnounceName) {
      names(text, found);
    }
    if (found.size() > 1) {
      found.removeIf(contact -> insideAnother(contact, found));
    }
    return found;
  }

  /** The digits of a name or of an address are not a number of their own. */
  private static boolean insideAnother(Contact contact, List<Contact> all) {
    for (Contact other : all) {
      boolean covers = other.from() <= contact.from() && other.to() >= contact.to();
      if (covers && other.to() - other.from() > contact.to() - contact.from()) {
        return true;
      }
    }
    return false;
  }

  /** Names behind a cue: {@code 微信：abc_123}, {@code tg @abcde}. */
  private static void names(FoldedText text, List<Contact> found) {
    for (int g = 0; g + 1 < text.gluedLength; g++) {
      char c = text.glued[g];
      if (c == '信' && g > 0 && text.glued[g - 1] == '微') {
        name(text, g, "wechat", found);
      } else if (c == 'v' && alone(text, g)) {
        name(text, g, "wechat", found);
      } else if (c == 'm' && g >= 7 && endsWith(text, g, "telegram")) {
        name(text, g, "telegram", found);
      } else if (c == 'p' && g >= 7 && endsWith(text, g, "whatsapp")) {
        name(text, g, "whatsapp", found);
      }
    }
  }

  private static void name(FoldedText text, int cueEnd, String category, List<Contact> found) {
    int at = text.lastPlain[cueEnd] + 1;
    int limit = Math.min(text.length, at + WIDEST_CUE_GAP);
    boolean announced = false;
    while (at < limit && !asciiWord(text.plain[at])) {
      char c = text.plain[at];
      announced |= c == ':' || c == '号' || c == '@' || c == '是' || c == '-' || c == '=';
      if (text.kind(at) == CharacterFolds.HAN && "号是加我找搜".indexOf(c) < 0) {
        return;
      }
      at++;
    }
    int end = at;
    boolean mixed = false;
    boolean letter = false;
    while (end < text.length && end - at < LONGEST_NAME && nameCharacter(text.plain[end])) {
      mixed |= text.plain[end] < 'a'; // digits, _ has its own line below, -
      mixed |= text.plain[end] == '_';
      letter |= text.plain[end] >= 'a';
      end++;
    }
    boolean host = end < text.length && text.plain[end] == '.';
    if (end - at >= FEWEST_DIGITS && letter && !host && (mixed || announced)) {
      String value = new String(text.plain, at, end - at);
      found.add(new Contact(Finding.Kind.CONTACT, category, value, at, end));
    }
  }

  private static boolean alone(FoldedText text, int g) {
    int p = text.firstPlain[g];
    boolean before = p > 0 && asciiWord(text.plain[p - 1]);
    boolean after =
        p + 1 < text.length
            && (text.plain[p + 1] == ':' || text.plain[p + 1] == '-' || text.plain[p + 1] == '信');
    return !before && after;
  }

  private static boolean endsWith(FoldedText text, int last, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (text.glued[last - word.length() + 1 + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean asciiWord(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  private static boolean nameCharacter(char c) {
    return asciiWord(c) || c == '_' || c == '-';
  }

  /** The finding for a contact, or null when the settings allow it. */
  static @Nullable Finding finding(FoldedText text, Contact contact, JudgeSettings settings) {
    String reason =
        switch (contact.kind()) {
          case LINK -> settings.allowsDomain(contact.value()) ? "" : "link.outside_allow_list";
          case INVITE ->
              settings.allowsInvite(contact.value()) ? "" : "invite." + contact.category();
          default -> "contact." + contact.category();
        };
    return reason.isEmpty()
        ? null
        : Finding.exact(
            contact.kind(),
            contact.category(),
            Finding.Level.REVIEW,
            text.original,
            text.originalStart(contact.from()),
            text.originalEnd(contact.to() - 1),
            reason);
  }
}
