package io.liana.gate;

import io.liana.gate.Question.Kind;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pure: which questions are asked, and whether what came back answers them. */
final class Answers {
  static final int LONGEST_TEXT = 200;
  static final int LONGEST_LONG_TEXT = 2_000;
  static final String AGREED = "yes";
  // Mainland mobiles with or without 86, or a full international number.
  private static final Pattern MOBILE = Pattern.compile("(?:\\+?86)?(1[3-9]\\d{9})");
  private static final Pattern ABROAD = Pattern.compile("\\+[1-9]\\d{6,14}");

  private Answers() {}

  /** What is wrong with one answer. */
  enum Wrong {
    MISSING,
    TOO_LONG,
    NOT_AN_OPTION,
    NO_PHONE,
    NO_DATE,
    NO_REGION,
    NOT_ONE,
    UNKNOWN,
    NO_UPLOAD
  }

  /**
   * @param kept by the question's key, cleaned; only of questions that were asked
   * @param wrong by the question's key
   */
  record Checked(Map<String, List<String>> kept, Map<String, Wrong> wrong) {}

  /** The questions asked of who gives these answers, in order. */
  static List<Question> asked(List<Question> questions, Map<String, List<String>> given) {
    Set<String> shown = new LinkedHashSet<>();
    for (Question question : questions) {
      Question.When when = question.when();
      if (when == null
          || (shown.contains(when.question())
              && given.getOrDefault(when.question(), List.of()).stream()
                  .anyMatch(when.is()::contains))) {
        shown.add(question.key());
      }
    }
    return questions.stream().filter(question -> shown.contains(question.key())).toList();
  }

  /**
   * @param given by the question's key; an upload by what it is kept under
   */
  static Checked check(List<Question> questions, Map<String, List<String>> given) {
    Map<String, List<String>> clean = new LinkedHashMap<>();
    given.forEach(
        (key, values) ->
            clean.put(
                key, values.stream().map(String::strip).filter(one -> !one.isEmpty()).toList()));
    Map<String, Wrong> wrong = new LinkedHashMap<>();
    Set<String> known = new LinkedHashSet<>();
    questions.forEach(question -> known.add(question.key()));
    clean.keySet().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> wrong.put(key, Wrong.UNKNOWN));
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (Question question : asked(questions, clean)) {
      List<String> values = clean.getOrDefault(question.key(), List.of());
      Wrong fault = fault(question, values);
      if (fault != null) {
        wrong.put(question.key(), fault);
      } else if (!values.isEmpty()) {
        kept.put(question.key(), question.kind() == Kind.PHONE ? List.of(phone(values)) : values);
      }
    }
    return new Checked(kept, wrong);
  }

  private static @Nullable Wrong fault(Question question, List<String> values) {
    if (values.isEmpty()) {
      return question.required() ? Wrong.MISSING : null;
    }
    if (values.size() > 1 && question.kind() != Kind.MANY) {
      return Wrong.NOT_ONE;
    }
    String value = values.getFirst();
    return switch (question.kind()) {
      case TEXT -> longest(value, LONGEST_TEXT);
      case LONG_TEXT -> longest(value, LONGEST_LONG_TEXT);
      case ONE, MANY ->
          question.options().containsAll(values) && Set.copyOf(values).size() == values.size()
              ? null
              : Wrong.NOT_AN_OPTION;
      case PHONE -> phone(value) == null ? Wrong.NO_PHONE : null;
      case DATE, BIRTHDAY -> date(value) ? null : Wrong.NO_DATE;
      case REGION -> Provinces.known(value) ? null : Wrong.NO_REGION;
      case CONSENT -> value.equals(AGREED) ? null : Wrong.MISSING;
      case UPLOAD -> null; // what it is was checked when it was taken in
    };
  }

  private static @Nullable Wrong longest(String value, int most) {
    return value.codePointCount(0, value.length()) > most ? Wrong.TOO_LONG : null;
  }

  private static String phone(List<String> values) {
    return String.valueOf(phone(values.getFirst()));
  }

  /** The number as it is compared: without blanks, lines and the 86 of the mainland. */
  static @Nullable String phone(String given) {
    String digits = given.replaceAll("[\\s()（）.\\-–]", "").replaceFirst("^00", "+");
    var mobile = MOBILE.matcher(digits);
    if (mobile.matches()) {
      return mobile.group(1);
    }
    return ABROAD.matcher(digits).matches() && !digits.startsWith("+86") ? digits : null;
  }

  private static boolean date(String given) {
    try {
      LocalDate day = LocalDate.parse(given);
      return given.length() == 10 && day.getYear() >= 1900 && day.getYear() < 2200;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** How many questions of a quiz were answered right. */
  static int right(Gate.Quiz quiz, Map<String, List<String>> given) {
    int right = 0;
    for (int i = 0; i < quiz.items().size(); i++) {
      Set<String> wanted = new LinkedHashSet<>();
      quiz.items().get(i).right().forEach(place -> wanted.add(Integer.toString(place)));
      right += wanted.equals(Set.copyOf(given.getOrDefault("q" + i, List.of()))) ? 1 : 0;
    }
    return right;
  }
}
