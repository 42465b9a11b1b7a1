package io.liana.moderation;

import io.liana.moderation.SpamFeatures.Fact;
import java.util.List;

/** Counts the facts of one message; one pass over the plain view. */
final class MessageFacts {
  private static final int ACCOUNT_DIGITS = 5;
  private static final String CURRENCY_BEFORE = "¥$€£￥₽";
  private static final String CURRENCY_BEHIND = "r元块米刀毛$€¥￥₽";
  private static final String[] CURRENCY_WORDS = {"rmb", "usd", "/月", "/年", "包月", "一张", "折", "руб"};

  private MessageFacts() {}

  static boolean[] of(FoldedText text, List<Contact> contacts) {
    boolean[] facts = new boolean[Fact.values().length];
    for (Contact contact : contacts) {
      set(facts, kind(contact));
      set(facts, category(contact));
    }
    numbers(text, facts, contacts.isEmpty());
    int lines = 0;
    for (int i = 0; i < text.length; i++) {
      lines += text.plain[i] == '\n' ? 1 : 0;
    }
    facts[Fact.MANY_LINES.ordinal()] = lines >= 2;
    facts[Fact.DISGUISED_WORD.ordinal()] = text.disguises > 0;
    facts[Fact.SIGN.ordinal()] = text.signs > 0;
    facts[Fact.MANY_SIGNS.ordinal()] = text.signs > 3;
    facts[Fact.MANY_SYMBOLS.ordinal()] = text.length >= 10 && text.symbols() * 5 > text.length;
    facts[Fact.MANY_DIGITS.ordinal()] = text.length >= 10 && text.digits() * 3 > text.length;
    facts[Fact.QUESTION.ordinal()] = asks(text);
    return facts;
  }

  private static Fact kind(Contact contact) {
    return switch (contact.kind()) {
      case LINK -> Fact.LINK;
      case INVITE -> Fact.INVITE;
      default -> Fact.CONTACT;
    };
  }

  private static Fact category(Contact contact) {
    if (contact.kind() == Finding.Kind.INVITE) {
      return Fact.INVITE;
    }
    return switch (contact.category()) {
      case "phone" -> Fact.PHONE;
      case "qq" -> Fact.QQ;
      case "qq_group" -> Fact.QQ_GROUP;
      case "wechat" -> Fact.WECHAT;
      case "telegram", "whatsapp" -> Fact.MESSENGER;
      case "email" -> Fact.EMAIL;
      case "hidden" -> Fact.HIDDEN_LINK;
      case "web" -> Fact.LINK;
      default -> Fact.ACCOUNT;
    };
  }

  /** Prices, counted goods ({@code 21+}) and long numbers, with or without an at sign. */
  private static void numbers(FoldedText text, boolean[] facts, boolean noContact) {
    int at = 0;
    while (at < text.length) {
      if (text.kind(at) != CharacterFolds.DIGIT) {
        at++;
        continue;
      }
      int start = at;
      while (at < text.length && (text.kind(at) == CharacterFolds.DIGIT || decimal(text, at))) {
        at++;
      }
      boolean mentioned = start > 0 && text.plain[start - 1] == '@';
      if (at - start >= ACCOUNT_DIGITS) {
        facts[Fact.MENTIONED_NUMBER.ordinal()] |= mentioned;
        facts[Fact.BARE_NUMBER.ordinal()] |= noContact && !mentioned;
      }
      facts[Fact.COUNTED_GOODS.ordinal()] |= at < text.length && text.plain[at] == '+';
      facts[Fact.PRICE.ordinal()] |= priced(text, start, at);
    }
  }

  private static boolean decimal(FoldedText text, int at) {
    return text.plain[at] == '.'
        && at + 1 < text.length
        && text.kind(at + 1) == CharacterFolds.DIGIT;
  }

  private static boolean priced(FoldedText text, int start, int end) {
    if (start > 0 && CURRENCY_BEFORE.indexOf(text.plain[start - 1]) >= 0) {
      return true;
    }
    int next = end < text.length && text.kind(end) == CharacterFolds.SPACE ? end + 1 : end;
    if (next >= text.length) {
      return false;
    }
    boolean letterFollows = next + 1 < text.length && text.kind(next + 1) == CharacterFolds.LETTER;
    if (CURRENCY_BEHIND.indexOf(text.plain[next]) >= 0
        && !(text.plain[next] == 'r' && letterFollows)) {
      return true;
    }
    for (String word : CURRENCY_WORDS) {
      if (startsWith(text, next, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(FoldedText text, int at, String word) {
    if (at + word.length() > text.length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text.plain[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean asks(FoldedText text) {
    int last = text.length - 1;
    while (last >= 0 && text.kind(last) <= CharacterFolds.SYMBOL) {
      last--;
    }
    return last >= 0 && "?吗呢么嘛".indexOf(text.plain[last]) >= 0;
  }

  private static void set(boolean[] facts, Fact fact) {
    facts[fact.ordinal()] = true;
  }
}
