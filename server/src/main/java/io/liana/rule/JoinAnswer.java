package io.liana.rule;

import io.liana.moderation.TextNormaliser;

/**
 * What somebody wrote who asks to be let in, made comparable: width, case and marks do not matter.
 */
final class JoinAnswer {
  // Where a group asks a question, QQ sends the question along: "问题：…\n答案：…".
  private static final String[] ANSWER = {"答案：", "答案:"};

  private JoinAnswer() {}

  static String fold(String text) {
    return TextNormaliser.fold(text).glued();
  }

  /** Without the question it answers: the words looked for may well stand in the question. */
  static String of(String comment) {
    for (String mark : ANSWER) {
      int at = comment.indexOf(mark);
      if (at >= 0) {
        return fold(comment.substring(at + mark.length()));
      }
    }
    return fold(comment);
  }

  static boolean holds(Condition.Answered wanted, String comment) {
    String answer = of(comment);
    boolean found =
        wanted.words().stream()
            .anyMatch(
                word ->
                    wanted.match() == Trigger.Match.EXACT
                        ? answer.equals(word)
                        : answer.contains(word));
    return found != wanted.not();
  }
}
