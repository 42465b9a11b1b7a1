package io.liana.playbook;

import io.liana.content.Template;
import io.liana.experiment.Experiment;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The written form of steps; makes them of what an operator gave, or says what is wrong. */
@Component
class StepReading {
  private static final int MOST_STEPS = 200;
  private static final int MOST_DAYS = 366;
  private static final int MOST_ARMS = 20;
  private static final int LONGEST_TITLE = 200;
  private static final int MOST_HOURS = 720;
  private static final int USUAL_HOURS = 24;
  private static final Pattern KEY = Pattern.compile("[a-z0-9_-]{1,40}");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
  private static final List<String> TYPES = List.of("say", "task");
  private static final Comparator<Step> ORDER =
      Comparator.comparingInt(Step::day).thenComparing(Step::at);

  /** As it is written, in the API and in the database. */
  record Written(
      @Nullable String type,
      @Nullable String key,
      @Nullable Integer day,
      @Nullable String at,
      @Nullable String text,
      @Nullable Integer hours,
      @Nullable List<String> arms) {}

  private final JsonMapper json;

  StepReading(JsonMapper json) {
    this.json = json;
  }

  String write(List<Step> steps) {
    return json.writeValueAsString(written(steps));
  }

  List<Step> kept(String document) {
    return List.of(json.readValue(document, Written[].class)).stream()
        .map(StepReading::step)
        .toList();
  }

  static List<Written> written(List<Step> steps) {
    return steps.stream().map(StepReading::written).toList();
  }

  static Written written(Step step) {
    List<String> arms = List.copyOf(new TreeSet<>(step.arms()));
    String at = step.at().format(HOUR);
    return switch (step) {
      case Step.Say say -> new Written("say", say.key(), say.day(), at, say.text(), null, arms);
      case Step.Do work ->
          new Written(
              "task", work.key(), work.day(), at, work.text(), (int) work.time().toHours(), arms);
    };
  }

  /**
   * In the order of their hours; of the same hour as they were given.
   *
   * @throws Problem 400 that names the field, e.g. {@code steps[3].at}
   */
  List<Step> read(@Nullable List<Written> given) {
    if (given == null || given.isEmpty() || given.size() > MOST_STEPS) {
      throw Given.wrong("steps", "must be 1 to %d".formatted(MOST_STEPS));
    }
    Set<String> keys = new HashSet<>();
    return IntStream.range(0, given.size())
        .mapToObj(i -> read("steps[%d]".formatted(i), given.get(i), keys))
        .sorted(ORDER)
        .toList();
  }

  private static Step read(String at, @Nullable Written given, Set<String> keys) {
    if (given == null) {
      throw Given.wrong(at, "is missing");
    }
    String key = matching(at + ".key", given.key(), KEY, "must be 1 to 40 of a-z, 0-9, _ and -");
    if (!keys.add(key)) {
      throw Given.wrong(at + ".key", "is used twice");
    }
    String type = Given.oneOf(at + ".type", given.type(), TYPES);
    if (type == null) {
      throw Given.wrong(at + ".type", "is missing");
    }
    between(at + ".day", given.day(), MOST_DAYS);
    matching(at + ".at", given.at(), TIME, "must be a time like 09:30");
    if (type.equals("say")) {
      Given.text(at + ".text", given.text(), 1, Template.LONGEST);
      variables(at + ".text", String.valueOf(given.text()));
    } else {
      Given.text(at + ".text", given.text(), 1, LONGEST_TITLE);
      if (given.hours() != null) {
        between(at + ".hours", given.hours(), MOST_HOURS);
      }
    }
    arms(at + ".arms", given.arms() == null ? List.of() : given.arms());
    return step(given);
  }

  private static void variables(String field, String text) {
    try {
      Template.parse(text, Step.VARIABLES);
    } catch (Problem wrong) {
      throw Given.wrong(field, "knows only {group}, {community} and {day}");
    }
  }

  private static void arms(String field, List<String> arms) {
    if (arms.size() > MOST_ARMS
        || !arms.stream().allMatch(arm -> arm != null && Experiment.isCode(arm))) {
      throw Given.wrong(field, "must name up to %d arms, such as 7:b".formatted(MOST_ARMS));
    }
  }

  private static String matching(
      String field, @Nullable String given, Pattern form, String otherwise) {
    if (given == null || !form.matcher(given).matches()) {
      throw Given.wrong(field, otherwise);
    }
    return given;
  }

  private static void between(String field, @Nullable Integer given, int most) {
    if (given == null || given < 1 || given > most) {
      throw Given.wrong(field, "must be 1 to %d".formatted(most));
    }
  }

  /** Of what is known to be right. */
  private static Step step(Written written) {
    String key = String.valueOf(written.key());
    int day = written.day() == null ? 1 : written.day();
    LocalTime at = LocalTime.parse(String.valueOf(written.at()));
    String text = String.valueOf(written.text()).strip();
    Set<String> arms =
        written.arms() == null ? Set.of() : Set.copyOf(new HashSet<>(written.arms()));
    return "say".equals(written.type())
        ? new Step.Say(key, day, at, text, arms)
        : new Step.Do(
            key,
            day,
            at,
            text,
            Duration.ofHours(written.hours() == null ? USUAL_HOURS : written.hours()),
            arms);
  }
}
