package io.liana.bench;

import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.github.houbb.sensitive.word.support.ignore.SensitiveWordCharIgnores;
import io.liana.moderation.AdvertJudge;
import io.liana.moderation.Finding;
import io.liana.moderation.JudgeSettings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/** Plants disguised words in real messages and counts who finds them. */
final class EvasionRecall {
  private static final int PLANTED = 2_000;

  private EvasionRecall() {}

  /** Either of its set-ups may find it: skipping signs makes it blind to words that hold some. */
  static void measure(Figures figures) throws IOException {
    List<String> messages = KernelTexts.messages();
    for (Evasion evasion : Evasion.values()) {
      boolean han = evasion == Evasion.TRADITIONAL;
      List<String> words = han ? KernelTexts.chineseWords() : KernelTexts.lexicon();
      AdvertJudge judge = AdvertJudge.standard();
      JudgeSettings settings = JudgeSettings.defaults().withWords(KernelTexts.compiled(words));
      SensitiveWordBs plain = words(words).init();
      SensitiveWordBs skipping =
          words(words).charIgnore(SensitiveWordCharIgnores.specialChars()).init();
      Random random = new Random(7);
      int ours = 0;
      int theirs = 0;
      for (int i = 0; i < PLANTED; i++) {
        String word = words.get(random.nextInt(words.size()));
        String message = messages.get(random.nextInt(messages.size()));
        String text = message + " " + evasion.disguise(word) + " " + message;
        Predicate<Finding> behind =
            f ->
                f.kind() == Finding.Kind.KEYWORD
                    && f.end() > message.length()
                    && f.start() <= text.length() - message.length();
        ours += judge.evidence(text, 0, settings).stream().anyMatch(behind) ? 1 : 0;
        theirs += plain.contains(text) || skipping.contains(text) ? 1 : 0;
      }
      figures.add(
          "recall." + evasion.name().toLowerCase(Locale.ROOT),
          ours / (double) PLANTED,
          "",
          theirs / (double) PLANTED);
    }
  }

  private static SensitiveWordBs words(List<String> words) {
    return SensitiveWordBs.newInstance().wordDeny(() -> words).wordAllow(List::of);
  }
}
