package io.liana.rule;

import io.liana.action.Action;
import io.liana.content.Template;
import io.liana.member.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads effects. */
final class EffectReader {
  private static final Set<String> IN_A_REPLY = Set.of("name", "group");
  private static final Set<String> IN_A_WARNING = Set.of("name", "group", "rule", "nth", "days");
  private static final int LONGEST_REFUSAL = 200; // platforms show one line
  private static final Duration NOTE_DUE = Duration.ofDays(7); // a note is read, not done

  private EffectReader() {}

  static Optional<Effect> read(Fields fields) {
    String type = fields.text("type", 40);
    Optional<Effect> effect = read(type, fields);
    if (effect.isPresent()) {
      fields.nothingElse();
    }
    return effect;
  }

  private static Optional<Effect> read(String type, Fields fields) {
    return switch (type) {
      case "reply" -> Optional.of(new Effect.Reply(words(fields, IN_A_REPLY)));
      case "recall" -> Optional.of(new Effect.Recall());
      case "warn" -> Optional.of(new Effect.Warn(words(fields, IN_A_WARNING)));
      case "mute" ->
          Optional.of(new Effect.Mute(Duration.ofMinutes(fields.whole("minutes", 1, 43_200))));
      case "remove" -> Optional.of(remove(fields));
      case "blacklist" -> Optional.of(new Effect.Blacklist());
      case "notify" -> Optional.of(new Effect.Note(words(fields, Set.of())));
      case "task" ->
          Optional.of(
              new Effect.Task(
                  fields.text("title", 200), Duration.ofHours(fields.whole("due_hours", 1, 720))));
      case "approve" -> Optional.of(new Effect.AnswerJoin(Action.Entry.APPROVE, null));
      case "refuse" -> Optional.of(refuse(fields));
      case "leave" -> Optional.of(new Effect.AnswerJoin(Action.Entry.LEAVE, null));
      case "tag" -> Optional.of(new Effect.Tag(fields.text("tag", Tags.LONGEST)));
      case "record_violation" ->
          Optional.of(
              new Effect.RecordViolation(
                  TriggerReader.kind(fields), fields.wholeOr("points", 1, 0, 100_000)));
      default -> {
        if (!type.isEmpty()) {
          fields.problem("type", "unknown_type", Map.of("type", type));
        }
        yield Optional.empty();
      }
    };
  }

  static Duration noteDue() {
    return NOTE_DUE;
  }

  private static Effect remove(Fields fields) {
    String text = fields.optionalText("text", Template.LONGEST);
    if (text != null) {
      checkVariables(fields, text, IN_A_WARNING);
    }
    return new Effect.Remove(text);
  }

  private static Effect refuse(Fields fields) {
    String text = fields.optionalText("text", LONGEST_REFUSAL);
    if (text != null) {
      checkVariables(fields, text, IN_A_REPLY);
    }
    return new Effect.AnswerJoin(Action.Entry.REFUSE, text);
  }

  private static String words(Fields fields, Set<String> variables) {
    String text = fields.text("text", Template.LONGEST);
    checkVariables(fields, text, variables);
    return text;
  }

  private static void checkVariables(Fields fields, String text, Set<String> variables) {
    for (String variable : new Template(text).variables()) {
      if (!variables.contains(variable)) {
        fields.problem(
            "text",
            "unknown_variable",
            Map.of("variable", variable, "known", variables.stream().sorted().toList()));
      }
    }
  }
}
