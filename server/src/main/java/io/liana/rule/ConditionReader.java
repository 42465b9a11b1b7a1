package io.liana.rule;

import io.liana.channel.Person;
import io.liana.experiment.Experiment;
import io.liana.kernel.GroupId;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads conditions. */
final class ConditionReader {
  private enum Compare {
    LESS_THAN,
    AT_LEAST
  }

  private ConditionReader() {}

  static Optional<Condition> read(Fields fields) {
    String type = fields.text("type", 40);
    Optional<Condition> condition = read(type, fields);
    if (condition.isPresent()) {
      fields.nothingElse();
    }
    return condition;
  }

  private static Optional<Condition> read(String type, Fields fields) {
    return switch (type) {
      case "member_age" ->
          Optional.of(
              new Condition.MemberAge(
                  fields.oneOf("compare", Compare.class, Compare.LESS_THAN) == Compare.LESS_THAN,
                  Duration.ofHours(fields.whole("hours", 1, 1_000_000))));
      case "role" ->
          Optional.of(
              new Condition.HasRole(
                  Set.copyOf(new HashSet<>(fields.someOf("roles", Person.Role.class)))));
      case "time_between" ->
          Optional.of(new Condition.TimeBetween(time(fields, "from"), time(fields, "to")));
      case "not_whitelisted" -> Optional.of(new Condition.NotWhitelisted());
      case "group" -> Optional.of(new Condition.InGroup(groups(fields)));
      case "answer" -> Optional.of(answer(fields));
      case "asked_times" ->
          Optional.of(new Condition.AskedBefore(fields.whole("at_least", 2, 1_000)));
      case "blacklisted" -> Optional.of(new Condition.Blacklisted());
      case "arm" -> Optional.of(new Condition.InArm(arms(fields)));
      default -> {
        if (!type.isEmpty()) {
          fields.problem("type", "unknown_type", Map.of("type", type));
        }
        yield Optional.empty();
      }
    };
  }

  private static Condition answer(Fields fields) {
    Trigger.Match match = fields.oneOf("match", Trigger.Match.class, Trigger.Match.CONTAINS);
    if (match == Trigger.Match.PATTERN) {
      fields.problem("match", "not_a_choice", Map.of("choices", List.of("contains", "exact")));
    }
    List<String> words = fields.texts("words", 1, 200, 200).stream().map(JoinAnswer::fold).toList();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).isEmpty()) {
        fields.problem("words." + i, "no_letter_in_it", Map.of());
      }
    }
    return new Condition.Answered(match, words, fields.flagOr("not", false));
  }

  private static Set<String> arms(Fields fields) {
    List<String> arms = fields.texts("arms", 1, 100, 40);
    for (String arm : arms) {
      if (!arm.isBlank() && !Experiment.isCode(arm)) {
        fields.problem("arms", "not_an_arm", Map.of("arm", arm));
      }
    }
    return Set.copyOf(new HashSet<>(arms));
  }

  private static Set<GroupId> groups(Fields fields) {
    Set<GroupId> groups = new HashSet<>();
    for (String id : fields.texts("group_ids", 1, 1_000, 20)) {
      if (id.chars().allMatch(c -> c >= '0' && c <= '9') && id.length() < 19) {
        groups.add(new GroupId(Long.parseLong(id)));
      } else {
        fields.problem("group_ids", "not_an_id", Map.of("id", id));
      }
    }
    return Set.copyOf(groups);
  }

  private static LocalTime time(Fields fields, String field) {
    String text = fields.text(field, 5);
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      if (!text.isEmpty()) {
        fields.problem(field, "not_a_time", Map.of("time", text));
      }
      return LocalTime.MIDNIGHT;
    }
  }
}
