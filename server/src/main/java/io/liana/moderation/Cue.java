package io.liana.moderation;

import org.jspecify.annotations.Nullable;

/** Words that tell what a number or name beside them is. Looked up only near a candidate. */
enum Cue {
  QQ_GROUP("qq_group", "群", "群号", "频道"),
  WECHAT("wechat", "微信", "v", "公众号", "小程序号"),
  PHONE("phone", "电话", "手机号", "手机", "热线", "tel", "phone", "call", "拨打", "致电"),
  TELEGRAM("telegram", "telegram"),
  WHATSAPP("whatsapp", "whatsapp"),
  QQ("qq", "qq", "q"),
  ACCOUNT("account", "加我", "加好友", "联系", "咨询", "找我", "私聊", "购买", "客服", "代理", "添加", "滴滴", "加", "找");

  private static final int REACH = 9; // glued characters looked back over

  final String category;
  private final String[] words;

  Cue(String category, String... words) {
    this.category = category;
    this.words = words;
  }

  /** The cue that ends nearest before this plain index; the longer word wins a tie. */
  static @Nullable Cue before(FoldedText text, int plainIndex) {
    int end = gluedBefore(text, plainIndex);
    Cue best = null;
    int bestEnd = -1;
    int bestLength = 0;
    int floor = Math.max(0, end - REACH);
    for (Cue cue : values()) {
      for (String word : cue.words) {
        int last = lastEnd(text, word, floor, end);
        if (last > bestEnd || last == bestEnd && word.length() > bestLength) {
          best = cue;
          bestEnd = last;
          bestLength = word.length();
        }
      }
    }
    return bestEnd < 0 ? null : best;
  }

  /** Number of glued characters that stand wholly before the plain index. */
  private static int gluedBefore(FoldedText text, int plainIndex) {
    int low = 0;
    int high = text.gluedLength;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (text.lastPlain[middle] < plainIndex) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int lastEnd(FoldedText text, String word, int floor, int end) {
    for (int start = end - word.length(); start >= floor; start--) {
      if (matches(text, word, start) && standsAlone(text, word, start)) {
        return start + word.length();
      }
    }
    return -1;
  }

  private static boolean matches(FoldedText text, String word, int start) {
    for (int i = 0; i < word.length(); i++) {
      if (text.glued[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A cue of letters must not be the tail or head of a longer word. */
  private static boolean standsAlone(FoldedText text, String word, int start) {
    if (word.charAt(0) >= 0x80) {
      return true;
    }
    int after = start + word.length();
    return !touchingLetter(text, start - 1, start) && !touchingLetter(text, after - 1, after);
  }

  private static boolean touchingLetter(FoldedText text, int left, int right) {
    return left >= 0
        && right < text.gluedLength
        && CharacterFolds.kind(text.glued[left]) == CharacterFolds.LETTER
        && CharacterFolds.kind(text.glued[right]) == CharacterFolds.LETTER
        && text.firstPlain[right] - text.lastPlain[left] == 1;
  }
}
