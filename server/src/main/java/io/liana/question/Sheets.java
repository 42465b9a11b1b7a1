package io.liana.question;

import io.liana.content.Bilingual;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.question.CheckInController.CheckInSeen;
import io.liana.question.HabitController.HabitGiven;
import io.liana.question.HabitController.LifecycleSeen;
import io.liana.question.HabitController.RetentionGiven;
import io.liana.question.HabitController.RetentionSeen;
import io.liana.question.HabitController.StickinessSeen;
import io.liana.question.QuestionController.FunnelGiven;
import io.liana.question.QuestionController.FunnelSeen;
import io.liana.question.QuestionController.StepSeen;
import io.liana.question.Retained.Column;
import io.liana.question.Sheet.Part;
import io.liana.question.TrailController.TrailGiven;
import io.liana.question.TrailController.TrailSeen;
import io.liana.question.TrailController.TrailsSeen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a question that was kept, the way its page does, and lays the answer out in the rows the
 * page exports.
 */
@Component
public class Sheets {
  private static final Bilingual WORDS = Bilingual.read("/question/words.json");

  private final QuestionController questions;
  private final HabitController habits;
  private final TrailController trails;
  private final CheckInController checkIns;
  private final JsonMapper json;

  Sheets(
      QuestionController questions,
      HabitController habits,
      TrailController trails,
      CheckInController checkIns,
      JsonMapper json) {
    this.questions = questions;
    this.habits = habits;
    this.trails = trails;
    this.checkIns = checkIns;
    this.json = json;
  }

  /** How many weeks ahead, and from when; as the page of weeks keeps it. */
  record CheckInGiven(@Nullable Object weeks, @Nullable String until) {}

  /**
   * @param kind funnel, retention, lifecycle, stickiness, paths or check_in
   * @param language of the words in it, {@code zh-CN} or {@code en}
   * @throws io.liana.kernel.Problem what the endpoint of the kind would answer
   */
  public Sheet ask(
      String kind, CommunityId community, JsonNode question, Caller caller, String language) {
    String id = community.toString();
    return switch (kind) {
      case "funnel" -> {
        FunnelGiven given = read(question, FunnelGiven.class);
        yield funnel(given, questions.funnel(id, given, caller), language);
      }
      case "retention" -> {
        RetentionGiven given = read(question, RetentionGiven.class);
        yield retention(given, habits.retention(id, given, caller), language);
      }
      case "lifecycle" ->
          lifecycle(habits.lifecycle(id, read(question, HabitGiven.class), caller), language);
      case "stickiness" ->
          stickiness(habits.stickiness(id, read(question, HabitGiven.class), caller), language);
      case "paths" -> {
        TrailGiven given = read(question, TrailGiven.class);
        yield trails(given, trails.trails(id, given, caller), language);
      }
      case "check_in" -> {
        CheckInGiven given = read(question, CheckInGiven.class);
        int weeks = given.weeks() == null ? 12 : number(given.weeks());
        yield checkIn(checkIns.checkIn(id, given.until(), weeks, caller), language);
      }
      case String unknown -> throw new IllegalStateException("unknown kind " + unknown);
    };
  }

  private <T> T read(JsonNode question, Class<T> as) {
    try {
      return json.treeToValue(question, as);
    } catch (JacksonException e) {
      throw Given.wrong("question", "cannot be read: open it on its page and save it anew");
    }
  }

  private static int number(Object given) {
    return given.toString().matches("\\d{1,4}") ? Integer.parseInt(given.toString()) : 0;
  }

  private static Sheet funnel(FunnelGiven given, FunnelSeen seen, String language) {
    List<String> names = new ArrayList<>();
    Objects.requireNonNull(given.steps())
        .forEach(
            step -> {
              String event = event(Objects.requireNonNull(step).what(), language);
              Integer least = step.atLeast();
              String name =
                  least == null || least == 0
                      ? event
                      : WORDS.say(language, "funnel.long", Map.of("event", event, "n", least));
              names.add((names.size() + 1) + " " + name);
            });
    List<List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(row(WORDS.say(language, "funnel.everybody"), people(seen.steps())));
    seen.groups().forEach(one -> rows.add(row(one.group().name(), people(one.steps()))));
    return Sheet.of(
        seen.from(),
        seen.to(),
        seen.steps().getFirst().people() < Sheet.FEW,
        new Part(heading(WORDS.say(language, "funnel.group"), names), rows),
        new Part(
            heading(WORDS.say(language, "funnel.period"), names),
            seen.trend().stream().map(one -> row(one.from().toString(), one.people())).toList()));
  }

  private static List<Long> people(List<StepSeen> steps) {
    return steps.stream().map(StepSeen::people).toList();
  }

  private static Sheet retention(RetentionGiven given, RetentionSeen seen, String language) {
    List<String> names =
        seen.columns().stream().map(one -> column(given.kind(), one, language)).toList();
    long people = seen.cohorts().stream().mapToLong(HabitController.CohortSeen::people).sum();
    return Sheet.of(
        seen.from(),
        seen.to(),
        people < Sheet.FEW,
        new Part(
            Stream.concat(
                    Stream.of(
                        WORDS.say(language, "habits.cohort"), WORDS.say(language, "habits.people")),
                    names.stream())
                .toList(),
            seen.cohorts().stream()
                .map(
                    one -> {
                      List<@Nullable Object> row = new ArrayList<>();
                      row.add(one.start().toString());
                      row.add(one.people());
                      one.cells().forEach(cell -> row.add(cell == null ? null : cell.people()));
                      return row;
                    })
                .toList()));
  }

  private static String column(@Nullable String kind, Column column, String language) {
    if (Objects.equals(kind, "rolling")) {
      return WORDS.say(language, "habits.nth_later", Map.of("n", column.from()));
    }
    return column.from() == column.to()
        ? WORDS.say(language, "habits.nth", Map.of("n", column.from()))
        : WORDS.say(language, "habits.span", Map.of("from", column.from(), "to", column.to()));
  }

  private static Sheet lifecycle(LifecycleSeen seen, String language) {
    return Sheet.of(
        seen.from(),
        seen.to(),
        false,
        new Part(
            said(
                language,
                "funnel.period",
                "habits.fresh",
                "habits.returning",
                "habits.resurrected",
                "habits.dormant"),
            seen.periods().stream()
                .map(
                    one ->
                        row(
                            one.start().toString(),
                            List.of(
                                one.fresh(), one.returning(), one.resurrected(), one.dormant())))
                .toList()));
  }

  private static Sheet stickiness(StickinessSeen seen, String language) {
    return Sheet.of(
        seen.from(),
        seen.to(),
        seen.people() < Sheet.FEW,
        new Part(
            said(language, "habits.active_periods", "habits.people", "habits.at_least"),
            seen.counts().stream()
                .map(one -> row(one.periods(), List.of(one.people(), percent(one.atLeast()))))
                .toList()));
  }

  private static Sheet trails(TrailGiven given, TrailsSeen seen, String language) {
    String event = event(given.event() == null ? "joined" : given.event(), language);
    boolean before = Objects.equals(given.direction(), "before");
    return Sheet.of(
        seen.from(),
        seen.to(),
        seen.people() < Sheet.FEW,
        new Part(
            said(language, "habits.path", "habits.visits", "habits.people", "habits.share"),
            seen.paths().stream()
                .map(
                    one ->
                        row(
                            path(one, "[" + event + "]", before, language),
                            List.of(one.visits(), one.people(), percent(one.share()))))
                .toList()));
  }

  private static String path(TrailSeen path, String event, boolean before, String language) {
    if (path.steps().isEmpty()) {
      return WORDS.say(
          language,
          before ? "habits.paths_first" : "habits.paths_last",
          Map.of("event", event.substring(1, event.length() - 1)));
    }
    Stream<String> steps = path.steps().stream().map(step -> event(step, language));
    return String.join(
        " → ",
        (before ? Stream.concat(steps, Stream.of(event)) : Stream.concat(Stream.of(event), steps))
            .toList());
  }

  private static Sheet checkIn(CheckInSeen seen, String language) {
    List<List<@Nullable Object>> times =
        seen.times().stream()
            .map(
                one ->
                    row(
                        one.times(),
                        List.of(
                            one.observed(),
                            one.expected() == null ? "–" : Math.round(one.expected()))))
            .toList();
    List<List<@Nullable Object>> alive =
        IntStream.range(0, seen.model() == null ? 0 : seen.alive().length)
            .mapToObj(
                tenth ->
                    row(
                        "%d–%d%%".formatted(tenth * 10, tenth * 10 + 10),
                        List.of(seen.alive()[tenth])))
            .toList();
    LocalDate until = seen.until();
    return new Sheet(
        null,
        until,
        Stream.of(
                new Part(
                    said(language, "weekly.times", "weekly.observed", "weekly.expected"), times),
                new Part(said(language, "weekly.alive", "weekly.members"), alive))
            .filter(part -> !part.rows().isEmpty())
            .toList(),
        seen.members() < Sheet.FEW,
        false);
  }

  private static List<@Nullable Object> row(Object first, List<?> others) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(first);
    row.addAll(others);
    return row;
  }

  private static List<String> heading(String first, List<String> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  private static List<String> said(String language, String... keys) {
    return Stream.of(keys).map(key -> WORDS.say(language, key)).toList();
  }

  private static String event(@Nullable String code, String language) {
    return WORDS.say(language, "event." + code);
  }

  /** As the console writes it. */
  private static String percent(@Nullable Double share) {
    if (share == null) {
      return "–";
    }
    double rounded = Math.round(share * 1000) / 10.0;
    return rounded == Math.rint(rounded) ? "%d%%".formatted((long) rounded) : rounded + "%";
  }
}
