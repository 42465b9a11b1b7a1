package io.liana.onboarding;

import io.liana.content.Template;
import io.liana.experiment.Experiment;
import io.liana.kernel.Given;
import io.liana.kernel.MemberId;
import io.liana.onboarding.FirstWeek.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The written form of a {@link FirstWeek}; makes one of what an operator gave, or says what is
 * wrong.
 */
@Component
class FirstWeekReading {
  private static final int MOST_KINDS = 20;
  private static final int MOST_STEPS = 20;
  private static final int MOST_WORDS = 20;
  private static final int MOST_ANSWERS = 10;
  private static final int MOST_HELPERS = 200;
  private static final int MOST_MINUTES = 7 * 24 * 60; // the week

  /** As it is written: ids are text. */
  private record Written(
      @Nullable List<Kind> kinds,
      @Nullable Integer againAfterDays,
      @Nullable List<String> helpers) {}

  private final JsonMapper json;

  FirstWeekReading(JsonMapper json) {
    this.json =
        json.rebuild()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // absent is 0, false
            .build();
  }

  JsonNode tree(FirstWeek week) {
    return json.valueToTree(
        new Written(
            week.kinds(),
            week.againAfterDays(),
            new TreeSet<>(week.helpers().stream().map(MemberId::value).toList())
                .stream().map(String::valueOf).toList()));
  }

  String write(FirstWeek week) {
    return tree(week).toString();
  }

  FirstWeek kept(String document) {
    return week(json.readValue(document, Written.class));
  }

  FirstWeek read(@Nullable JsonNode given) {
    if (given == null) {
      throw Given.wrong("document", "is missing");
    }
    FirstWeek week;
    try {
      week = week(json.treeToValue(given, Written.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw Given.wrong(
          "document",
          "is no first week: " + (line.length() <= 200 ? line : line.substring(0, 200) + "…"));
    }
    check(week);
    return week;
  }

  private static FirstWeek week(Written written) {
    return new FirstWeek(
        written.kinds() == null ? List.of() : written.kinds(),
        written.againAfterDays() == null ? 30 : written.againAfterDays(),
        written.helpers() == null
            ? Set.of()
            : new HashSet<>(written.helpers().stream().map(MemberId::parse).toList()));
  }

  private static void check(FirstWeek week) {
    between("again_after_days", week.againAfterDays(), 0, 3_650);
    if (week.kinds().size() > MOST_KINDS) {
      throw Given.wrong("kinds", "may be 20 at most");
    }
    if (week.helpers().size() > MOST_HELPERS) {
      throw Given.wrong("helpers", "may be 200 at most");
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < week.kinds().size(); i++) {
      String at = "kinds[%d]".formatted(i);
      Kind kind = week.kinds().get(i);
      key(at + ".key", kind.key());
      if (!keys.add(kind.key())) {
        throw Given.wrong(at + ".key", "is used twice");
      }
      Given.text(at + ".name", kind.name(), 1, 60);
      if (!kind.when().arms().stream().allMatch(Experiment::isCode)) {
        throw Given.wrong(at + ".when.arms", "must name arms of experiments, such as 7:b");
      }
      checkAnswers(at + ".when.answers", kind.when().answers());
      check(at, kind);
    }
  }

  private static void checkAnswers(String at, List<FirstWeek.Answered> answers) {
    if (answers.size() > MOST_ANSWERS) {
      throw Given.wrong(at, "may be 10 at most");
    }
    for (FirstWeek.Answered answer : answers) {
      if (answer.is().isEmpty() || answer.is().size() > MOST_WORDS) {
        throw Given.wrong(at + ".is", "must be 1 to 20");
      }
    }
  }

  private static void check(String at, Kind kind) {
    if (kind.steps().size() > MOST_STEPS) {
      throw Given.wrong(at + ".steps", "may be 20 at most");
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < kind.steps().size(); i++) {
      Step step = kind.steps().get(i);
      String field = "%s.steps[%d]".formatted(at, i);
      key(field + ".key", step.key());
      if (!keys.add(step.key()) || step.key().equals(NewcomerDecider.END)) {
        throw Given.wrong(field + ".key", "is used twice");
      }
      between(field + ".after", step.after(), 0, MOST_MINUTES);
      check(field, step);
    }
  }

  private static void check(String field, Step step) {
    switch (step) {
      case Step.Greet greet -> text(field + ".text", greet.text());
      case Step.Introduce introduce -> {
        text(field + ".text", introduce.text());
        check(field, introduce.reminder());
      }
      case Step.Rules rules -> {
        text(field + ".text", rules.text());
        words(field + ".words", rules.words());
        check(field, rules.reminder());
      }
      case Step.Remark remark -> text(field + ".text", remark.text());
      case Step.Tell tell -> text(field + ".text", tell.text());
      case Step.Buddy buddy -> {
        text(field + ".text", buddy.text());
        text(field + ".task", buddy.task());
      }
      case Step.Captcha captcha -> {
        text(field + ".text", captcha.text());
        words(field + ".answers", captcha.answers());
        between(field + ".minutes", captcha.minutes(), 1, 24 * 60);
        if (captcha.otherwise() == null) {
          throw Given.wrong(field + ".otherwise", "is missing");
        }
      }
      case Step.Probation probation -> {
        between(field + ".hours", probation.hours(), 1, 7 * 24);
        if (!Given.text(field + ".text", probation.text(), 0, Template.LONGEST).isEmpty()) {
          text(field + ".text", probation.text());
        }
      }
    }
  }

  private static void check(String field, Step.@Nullable Reminder reminder) {
    if (reminder != null) {
      between(field + ".reminder.hours", reminder.hours(), 1, 6 * 24);
      text(field + ".reminder.text", reminder.text());
    }
  }

  private static void text(String field, @Nullable String text) {
    String given = Given.text(field, text, 1, Template.LONGEST);
    Set<String> known = new TreeSet<>(FirstWeek.VARIABLES);
    new Template(given)
        .variables().stream().filter(one -> one.startsWith(FirstWeek.ANSWER)).forEach(known::add);
    Template.parse(given, known);
  }

  private static void words(String field, List<String> words) {
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      throw Given.wrong(field, "must be 1 to 20");
    }
    for (String word : words) {
      Given.text(field, word, 1, 60);
      if (!NewcomerDecider.says(word, List.of(word))) {
        throw Given.wrong(field, "must have a letter or a digit");
      }
    }
  }

  /** A key becomes part of the keys of what is sent. */
  private static void key(String field, @Nullable String key) {
    if (key == null || !key.matches("[a-z0-9-]{1,30}")) {
      throw Given.wrong(field, "must be 1 to 30 of a-z, 0-9 and -");
    }
  }

  private static void between(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw Given.wrong(field, "must be %d to %d".formatted(least, most));
    }
  }
}
