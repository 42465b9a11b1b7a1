package io.liana.rule;

import io.liana.moderation.Finding;
import io.liana.moderation.OperatorPattern;
import io.liana.moderation.TextNormaliser;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads triggers. */
final class TriggerReader {
  static final double ALIKE = 0.92; // one changed price or number in a 40-letter advert
  private static final int MOST_WORDS = 1_000;
  private static final int LONGEST_WORD = 500;
  private static final int LONGEST_CONTAINED = 63; // the lexicon looks for no longer ones
  private static final int MOST_DOMAINS = 500;
  private static final int LONGEST_DOMAIN = 253;
  private static final int DAY_SECONDS = 86_400;
  private static final int MOST_MINUTES = 3_650 * 1_440;

  /** What violations are called; the console has a word for each. */
  static final Set<String> KINDS =
      Set.of("advert", "keyword", "link", "contact", "flood", "repeat", "mentions", "other");

  private enum Threshold {
    REVIEW,
    ENFORCE
  }

  private enum ContactKind {
    WECHAT,
    QQ,
    QQ_GROUP,
    PHONE,
    TELEGRAM,
    WHATSAPP,
    EMAIL,
    ACCOUNT
  }

  private TriggerReader() {}

  static Optional<Trigger> read(Fields fields) {
    String type = fields.text("type", 40);
    Optional<Trigger> trigger = read(type, fields);
    if (trigger.isPresent()) {
      fields.nothingElse();
    }
    return trigger;
  }

  private static Optional<Trigger> read(String type, Fields fields) {
    return switch (type) {
      case "said" -> Optional.of(new Trigger.Said());
      case "advert" -> Optional.of(advert(fields));
      case "keyword" -> Optional.of(keyword(fields));
      case "link" -> Optional.of(new Trigger.Link(domains(fields, "allowed")));
      case "contact" -> Optional.of(contact(fields));
      case "mentions" -> Optional.of(new Trigger.Mentions(fields.whole("more_than", 0, 1_000)));
      case "flood" ->
          Optional.of(new Trigger.Flood(fields.whole("messages", 1, 1_000), window(fields)));
      case "repeat" ->
          Optional.of(
              new Trigger.Repeat(
                  fields.whole("times", 2, 1_000),
                  window(fields),
                  fields.ratioOr("likeness", ALIKE, 0.8)));
      case "edited" -> Optional.of(new Trigger.Edited());
      case "joined" ->
          Optional.of(
              new Trigger.Joined(
                  fields.oneOf("newcomer", Trigger.Newcomer.class, Trigger.Newcomer.ANY)));
      case "join_asked" -> Optional.of(new Trigger.JoinAsked());
      case "mentioned" -> Optional.of(new Trigger.Mentioned());
      case "violation" -> Optional.of(violated(fields));
      default -> {
        if (!type.isEmpty()) {
          fields.problem("type", "unknown_type", Map.of("type", type));
        }
        yield Optional.empty();
      }
    };
  }

  private static Trigger advert(Fields fields) {
    Threshold threshold = fields.oneOf("threshold", Threshold.class, Threshold.ENFORCE);
    return new Trigger.Advert(
        threshold == Threshold.REVIEW ? Finding.Level.REVIEW : Finding.Level.ENFORCE,
        domains(fields, "links_allowed"));
  }

  private static Trigger keyword(Fields fields) {
    Trigger.Match match = fields.oneOf("match", Trigger.Match.class, Trigger.Match.CONTAINS);
    List<String> words = fields.texts("words", 1, MOST_WORDS, LONGEST_WORD);
    for (int i = 0; i < words.size(); i++) {
      if (match == Trigger.Match.PATTERN) {
        checkPattern(fields, i, words.get(i));
      } else {
        checkWord(fields, i, TextNormaliser.fold(words.get(i)).glued(), match);
      }
    }
    return new Trigger.Keyword(match, List.copyOf(words));
  }

  private static void checkWord(Fields fields, int i, String folded, Trigger.Match match) {
    if (folded.isEmpty()) {
      fields.problem("words." + i, "no_letter_in_it", Map.of());
    } else if (match == Trigger.Match.CONTAINS && folded.length() > LONGEST_CONTAINED) {
      fields.problem(
          "words." + i,
          "too_long",
          Map.of("longest", LONGEST_CONTAINED, "length", folded.length()));
    }
  }

  private static void checkPattern(Fields fields, int i, String source) {
    try {
      OperatorPattern.compile(source, "check");
    } catch (IllegalArgumentException e) {
      fields.problem("words." + i, "bad_pattern", Map.of("why", String.valueOf(e.getMessage())));
    }
  }

  private static Trigger contact(Fields fields) {
    List<String> kinds = fields.texts("kinds", 0, ContactKind.values().length, 20);
    Set<String> known = new HashSet<>();
    for (ContactKind kind : ContactKind.values()) {
      known.add(kind.name().toLowerCase(Locale.ROOT));
    }
    for (String kind : kinds) {
      if (!known.contains(kind)) {
        fields.problem("kinds", "not_a_choice", Map.of("choices", List.copyOf(known)));
      }
    }
    return new Trigger.Contact(Set.copyOf(new HashSet<>(kinds)));
  }

  private static Trigger violated(Fields fields) {
    String kind = kind(fields);
    boolean byPoints = fields.take("points") != null;
    int nth = byPoints ? fields.wholeOr("nth", 0, 0, 0) : fields.whole("nth", 1, 100);
    Integer points = byPoints ? fields.whole("points", 1, 100_000) : null;
    return new Trigger.Violated(
        kind, nth, points, within(fields), fields.flagOr("ignore_if_higher", true));
  }

  /** The kind of violation, in a trigger or an effect. */
  static String kind(Fields fields) {
    String kind = fields.text("kind", 40);
    if (!kind.isEmpty() && !KINDS.contains(kind)) {
      fields.problem("kind", "not_a_choice", Map.of("choices", KINDS.stream().sorted().toList()));
    }
    return kind;
  }

  private static Duration within(Fields fields) {
    if (fields.take("within_minutes") != null) {
      if (fields.take("within_days") != null) {
        fields.problem("within_minutes", "both_given", Map.of("other", "within_days"));
      }
      return Duration.ofMinutes(fields.whole("within_minutes", 1, MOST_MINUTES));
    }
    return Duration.ofDays(fields.whole("within_days", 1, 3_650));
  }

  private static Duration window(Fields fields) {
    return Duration.ofSeconds(fields.whole("seconds", 1, DAY_SECONDS));
  }

  private static Set<String> domains(Fields fields, String field) {
    return fields.texts(field, 0, MOST_DOMAINS, LONGEST_DOMAIN).stream()
        .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
