package io.liana.onboarding;

import io.liana.onboarding.FirstWeek.Kind;
import io.liana.onboarding.Step.Otherwise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a moment means for a newcomer: pure. The same newcomer at the same moment is always decided
 * the same way, which is why a rehearsal can be believed.
 */
final class NewcomerDecider {
  /** What comes this late looks like a fault; it is not done any more. */
  static final Duration LATE = Duration.ofHours(12);

  static final String END = "end";
  private static final String REMIND = ".remind";
  private static final String DEADLINE = ".deadline";
  private static final String TOLD = ".told";

  record Decided(Newcomer next, List<Effect> effects) {
    static Decided nothing(Newcomer same) {
      return new Decided(same, List.of());
    }
  }

  private NewcomerDecider() {}

  /** Somebody came in: everything that lies before them. */
  static Newcomer begin(Kind kind, Instant joinedAt) {
    Map<String, Instant> timers = new HashMap<>();
    for (Step step : kind.steps()) {
      switch (step) {
        case Step.Greet _,
            Step.Introduce _,
            Step.Rules _,
            Step.Remark _,
            Step.Tell _,
            Step.Buddy _,
            Step.Captcha _ ->
            timers.put(step.key(), joinedAt.plus(Duration.ofMinutes(step.after())));
        case Step.Probation _ -> {
          // has no hour of its own: it watches what they say
        }
      }
    }
    timers.put(END, joinedAt.plus(FirstWeek.LENGTH));
    return Newcomer.joined(joinedAt, timers);
  }

  static Decided decide(Kind kind, Newcomer newcomer, Moment moment) {
    if (!newcomer.running()) {
      return Decided.nothing(newcomer);
    }
    return switch (moment) {
      case Moment.Left _ ->
          new Decided(newcomer.ended(Newcomer.State.LEFT), List.of(new Effect.Withdraw(END)));
      case Moment.Renamed renamed ->
          Decided.nothing(newcomer.renamedAt() == null ? newcomer.renamed(renamed.at()) : newcomer);
      case Moment.Spoke spoke -> spoke(kind, newcomer, spoke);
      case Moment.Reacted reacted ->
          kind.step(reacted.step()).orElse(null) instanceof Step.Rules rules
              ? acknowledge(newcomer, rules, reacted.at())
              : Decided.nothing(newcomer);
      case Moment.Delivered delivered -> delivered(kind, newcomer, delivered);
      case Moment.Due due -> due(kind, newcomer, due);
    };
  }

  private static Decided spoke(Kind kind, Newcomer before, Moment.Spoke spoke) {
    Newcomer now = before.spokeAt() == null ? before.spoke(spoke.at()) : before;
    List<Effect> effects = new ArrayList<>();
    for (Step step : kind.steps()) {
      Decided decided =
          switch (step) {
            case Step.Rules rules ->
                now.done().contains(rules.key()) && says(spoke.text(), rules.words())
                    ? acknowledge(now, rules, spoke.at())
                    : Decided.nothing(now);
            case Step.Captcha captcha -> answer(now, captcha, spoke);
            case Step.Probation probation -> watch(now, probation, spoke);
            case Step.Greet _, Step.Introduce _, Step.Remark _, Step.Tell _, Step.Buddy _ ->
                Decided.nothing(now);
          };
      now = decided.next();
      effects.addAll(decided.effects());
    }
    return new Decided(now, effects);
  }

  private static Decided acknowledge(Newcomer newcomer, Step.Rules rules, Instant at) {
    return newcomer.acknowledgedAt() != null
        ? Decided.nothing(newcomer)
        : new Decided(
            newcomer.acknowledged(at), List.of(new Effect.Note(rules.key(), "acknowledged")));
  }

  private static Decided answer(Newcomer now, Step.Captcha captcha, Moment.Spoke spoke) {
    boolean asked = now.done().contains(captcha.key());
    return !asked || now.answeredAt() != null || !says(spoke.text(), captcha.answers())
        ? Decided.nothing(now)
        : new Decided(
            now.answered(spoke.at()).drop(captcha.key() + DEADLINE),
            List.of(new Effect.Note(captcha.key(), "answered")));
  }

  private static Decided watch(Newcomer now, Step.Probation probation, Moment.Spoke spoke) {
    Instant over = now.joinedAt().plus(Duration.ofHours(probation.hours()));
    if (spoke.plain() || spoke.messageKey() == null || !spoke.at().isBefore(over)) {
      return Decided.nothing(now);
    }
    // Each message is taken back once: its own key is part of what is done.
    String timer = probation.key() + ":" + spoke.messageKey();
    if (now.done().contains(timer)) {
      return Decided.nothing(now);
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.TakeBack(timer, spoke.messageKey()));
    Newcomer next = now.over(timer);
    String told = probation.key() + TOLD;
    if (!probation.text().isBlank() && !now.done().contains(told)) {
      effects.add(new Effect.Say(told, probation.text(), false, false, true));
      next = next.over(told);
    }
    return new Decided(next, effects);
  }

  /** A question counts from when it is seen: nobody is sent away for one that never came. */
  private static Decided delivered(Kind kind, Newcomer newcomer, Moment.Delivered delivered) {
    if (!(kind.step(delivered.step()).orElse(null) instanceof Step.Captcha captcha)
        || newcomer.answeredAt() != null
        || newcomer.done().contains(captcha.key() + DEADLINE)
        || newcomer.timers().containsKey(captcha.key() + DEADLINE)) {
      return Decided.nothing(newcomer);
    }
    return Decided.nothing(
        newcomer.later(
            captcha.key() + DEADLINE, delivered.at().plus(Duration.ofMinutes(captcha.minutes()))));
  }

  private static Decided due(Kind kind, Newcomer newcomer, Moment.Due due) {
    Instant set = newcomer.timers().get(due.timer());
    if (set == null || set.isAfter(due.at()) || newcomer.done().contains(due.timer())) {
      return Decided.nothing(
          newcomer.done().contains(due.timer()) ? newcomer.drop(due.timer()) : newcomer);
    }
    if (due.timer().equals(END)) {
      return Decided.nothing(newcomer.ended(Newcomer.State.DONE));
    }
    String key = due.timer().replaceFirst("\\.(remind|deadline)$", "");
    Step step = kind.step(key).orElse(null);
    if (step == null) {
      return Decided.nothing(newcomer.over(due.timer()));
    }
    if (due.timer().endsWith(DEADLINE)) {
      return deadline(newcomer, due.timer(), step);
    }
    if (due.quietUntil() != null) {
      return Decided.nothing(newcomer.later(due.timer(), due.quietUntil()));
    }
    if (Duration.between(set, due.at()).compareTo(LATE) > 0) {
      return skip(newcomer, due.timer(), "late");
    }
    return due.timer().endsWith(REMIND)
        ? remind(newcomer, due.timer(), step)
        : go(newcomer, step, due.at());
  }

  private static Decided go(Newcomer newcomer, Step step, Instant now) {
    String key = step.key();
    return switch (step) {
      case Step.Greet greet -> say(newcomer, key, greet.text(), greet.privately(), true);
      case Step.Introduce introduce ->
          newcomer.spokeAt() != null
              ? skip(newcomer, key, "spoke")
              : again(
                  say(newcomer, key, introduce.text(), introduce.privately(), false),
                  key,
                  introduce.reminder(),
                  now);
      case Step.Rules rules ->
          newcomer.acknowledgedAt() != null
              ? skip(newcomer, key, "acknowledged")
              : again(
                  say(newcomer, key, rules.text(), rules.privately(), false),
                  key,
                  rules.reminder(),
                  now);
      case Step.Remark remark ->
          newcomer.renamedAt() != null
              ? skip(newcomer, key, "renamed")
              : say(newcomer, key, remark.text(), remark.privately(), false);
      case Step.Tell tell -> say(newcomer, key, tell.text(), tell.privately(), false);
      case Step.Captcha captcha -> say(newcomer, key, captcha.text(), false, false);
      case Step.Buddy buddy ->
          new Decided(
              newcomer.over(key), List.of(new Effect.GiveBuddy(key, buddy.text(), buddy.task())));
      case Step.Probation _ -> Decided.nothing(newcomer.over(key));
    };
  }

  private static Decided again(
      Decided said, String key, Step.@Nullable Reminder reminder, Instant now) {
    return reminder == null
        ? said
        : new Decided(
            said.next().later(key + REMIND, now.plus(Duration.ofHours(reminder.hours()))),
            said.effects());
  }

  private static Decided remind(Newcomer newcomer, String timer, Step step) {
    return switch (step) {
      case Step.Introduce introduce ->
          newcomer.spokeAt() != null
              ? skip(newcomer, timer, "spoke")
              : say(newcomer, timer, text(introduce.reminder()), introduce.privately(), false);
      case Step.Rules rules ->
          newcomer.acknowledgedAt() != null
              ? skip(newcomer, timer, "acknowledged")
              : say(newcomer, timer, text(rules.reminder()), rules.privately(), false);
      case Step.Greet _,
          Step.Remark _,
          Step.Tell _,
          Step.Buddy _,
          Step.Captcha _,
          Step.Probation _ ->
          Decided.nothing(newcomer.over(timer));
    };
  }

  private static String text(Step.@Nullable Reminder reminder) {
    return Objects.requireNonNull(reminder, "reminded without a reminder").text();
  }

  private static Decided deadline(Newcomer newcomer, String timer, Step step) {
    if (!(step instanceof Step.Captcha captcha) || newcomer.answeredAt() != null) {
      return skip(newcomer, timer, "answered");
    }
    return new Decided(
        newcomer.over(timer),
        List.of(
            captcha.otherwise() == Otherwise.REMOVE
                ? new Effect.Remove(timer)
                : new Effect.Ask(timer)));
  }

  private static Decided say(
      Newcomer newcomer, String timer, String text, boolean privately, boolean greeting) {
    return new Decided(
        newcomer.over(timer), List.of(new Effect.Say(timer, text, privately, greeting, false)));
  }

  private static Decided skip(Newcomer newcomer, String timer, String why) {
    return new Decided(newcomer.over(timer), List.of(new Effect.Skip(timer, why)));
  }

  /** Whether a text says one of the words, however it is written. */
  static boolean says(String text, Collection<String> words) {
    String said = folded(text);
    return words.stream().map(NewcomerDecider::folded).anyMatch(word -> holds(said, word));
  }

  /** A number is a word of its own: 12 does not say 2. */
  private static boolean holds(String said, String word) {
    if (word.isEmpty()) {
      return false;
    }
    return word.chars().allMatch(Character::isDigit)
        ? List.of(said.split("\\D+")).contains(word)
        : said.contains(word);
  }

  private static String folded(String text) {
    return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\p{Z}\\p{P}\\p{C}]+", "");
  }
}
