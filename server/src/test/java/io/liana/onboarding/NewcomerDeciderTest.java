package io.liana.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.kernel.Problem;
import io.liana.onboarding.FirstWeek.Kind;
import io.liana.onboarding.FirstWeek.Origin;
import io.liana.onboarding.FirstWeek.When;
import io.liana.onboarding.NewcomerDecider.Decided;
import io.liana.onboarding.Step.Otherwise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The pure half of the first week. */
class NewcomerDeciderTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T01:00:00Z");
  private static final Kind KIND =
      new Kind(
          "all",
          "All",
          When.ANY,
          List.of(
              new Step.Probation("words-only", 24, "Words only today."),
              new Step.Greet("greet", 0, false, "Welcome {name|friend}"),
              new Step.Captcha("sum", 0, "3 + 4?", List.of("7", "seven"), 10, Otherwise.REMOVE),
              new Step.Rules(
                  "rules", 2, false, "Read?", List.of("已读"), new Step.Reminder(24, "Still?")),
              new Step.Introduce("intro", 5, false, "Who?", new Step.Reminder(24, "Hm?")),
              new Step.Buddy("buddy", 10, "Ask {buddy}", "Look after them"),
              new Step.Remark("remark", 1_440, false, "City-name"),
              new Step.Tell("day-3", 4_320, false, "Three days")));

  private static Decided due(Newcomer newcomer, Instant at, String timer) {
    return NewcomerDecider.decide(KIND, newcomer, new Moment.Due(at, timer, null));
  }

  private static Moment says(Instant at, String text) {
    return new Moment.Spoke(at, text, true, "m" + at);
  }

  @Test
  void who_has_spoken_is_not_asked_who_they_are() {
    Newcomer chen = NewcomerDecider.begin(KIND, MONDAY);
    Newcomer spoke =
        NewcomerDecider.decide(KIND, chen, says(MONDAY.plusSeconds(60), "hello")).next();
    assertThat(due(spoke, MONDAY.plusSeconds(300), "intro").effects())
        .containsExactly(new Effect.Skip("intro", "spoke"));
    assertThat(due(chen, MONDAY.plusSeconds(300), "intro").effects())
        .containsExactly(new Effect.Say("intro", "Who?", false, false, false));
  }

  @Test
  void the_word_counts_once_it_was_asked_for() {
    Newcomer chen = NewcomerDecider.begin(KIND, MONDAY);
    assertThat(NewcomerDecider.decide(KIND, chen, says(MONDAY, "已读")).next().acknowledgedAt())
        .isNull();
    Newcomer asked = due(chen, MONDAY.plusSeconds(120), "rules").next();
    Decided read = NewcomerDecider.decide(KIND, asked, says(MONDAY.plusSeconds(180), "我 已读 了！"));
    assertThat(read.effects()).contains(new Effect.Note("rules", "acknowledged"));
    Instant tomorrow = MONDAY.plus(Duration.ofHours(25));
    assertThat(due(read.next(), tomorrow, "rules.remind").effects())
        .containsExactly(new Effect.Skip("rules.remind", "acknowledged"));
    assertThat(due(asked, tomorrow, "rules.remind").effects())
        .containsExactly(new Effect.Say("rules.remind", "Still?", false, false, false));
    Moment reacted = new Moment.Reacted(MONDAY.plusSeconds(190), "rules");
    assertThat(NewcomerDecider.decide(KIND, asked, reacted).next().acknowledgedAt()).isNotNull();
  }

  @Test
  void a_question_counts_from_when_it_arrived_and_is_answered_by_the_number_itself() {
    Newcomer chen = NewcomerDecider.begin(KIND, MONDAY);
    Newcomer asked = due(chen, MONDAY, "sum").next();
    assertThat(asked.timers()).doesNotContainKey("sum.deadline");
    Instant arrived = MONDAY.plus(Duration.ofHours(2));
    Newcomer seen =
        NewcomerDecider.decide(KIND, asked, new Moment.Delivered(arrived, "sum")).next();
    Instant deadline = arrived.plus(Duration.ofMinutes(10));
    assertThat(seen.timers()).containsEntry("sum.deadline", deadline);
    Decided wrong = NewcomerDecider.decide(KIND, seen, says(arrived, "17 or 70"));
    assertThat(due(wrong.next(), deadline, "sum.deadline").effects())
        .containsExactly(new Effect.Remove("sum.deadline"));
    Decided right = NewcomerDecider.decide(KIND, seen, says(arrived, "it is 7."));
    assertThat(right.effects()).containsExactly(new Effect.Note("sum", "answered"));
    assertThat(due(right.next(), deadline, "sum.deadline").effects()).isEmpty();
  }

  @Test
  void on_probation_links_and_pictures_are_taken_back_and_the_reason_is_told_once() {
    Newcomer chen = NewcomerDecider.begin(KIND, MONDAY);
    Decided first =
        NewcomerDecider.decide(
            KIND, chen, new Moment.Spoke(MONDAY.plusSeconds(5), "", false, "m1"));
    assertThat(first.effects())
        .containsExactly(
            new Effect.TakeBack("words-only:m1", "m1"),
            new Effect.Say("words-only.told", "Words only today.", false, false, true));
    Decided second =
        NewcomerDecider.decide(
            KIND, first.next(), new Moment.Spoke(MONDAY.plusSeconds(6), "", false, "m2"));
    assertThat(second.effects()).containsExactly(new Effect.TakeBack("words-only:m2", "m2"));
    Instant tomorrow = MONDAY.plus(Duration.ofHours(24));
    assertThat(
            NewcomerDecider.decide(KIND, second.next(), new Moment.Spoke(tomorrow, "", false, "m3"))
                .effects())
        .isEmpty();
  }

  @Test
  void quiet_hours_put_a_step_off_and_what_is_half_a_day_late_is_left_out() {
    Newcomer chen = NewcomerDecider.begin(KIND, MONDAY);
    Instant morning = MONDAY.plus(Duration.ofHours(9));
    Decided night = NewcomerDecider.decide(KIND, chen, new Moment.Due(MONDAY, "greet", morning));
    assertThat(night.effects()).isEmpty();
    assertThat(due(night.next(), morning, "greet").effects()).hasSize(1);
    assertThat(due(chen, MONDAY.plus(Duration.ofHours(13)), "greet").effects())
        .containsExactly(new Effect.Skip("greet", "late"));
  }

  @Test
  void the_first_kind_that_fits_is_theirs() {
    var week =
        new FirstWeek(
            List.of(
                new Kind(
                    "vip",
                    "Vip",
                    new When(Set.of(7L), Set.of(), Set.of("vip"), Set.of(), Set.of(), List.of()),
                    List.of()),
                new Kind(
                    "poster",
                    "Poster",
                    new When(Set.of(7L), null, null, null, null, null),
                    List.of()),
                KIND),
            30,
            Set.of());
    assertThat(kind(week, 7L, "vip", "old")).isEqualTo("vip");
    assertThat(kind(week, 7L, "old")).isEqualTo("poster");
    assertThat(kind(week, null, "vip")).isEqualTo("all");
  }

  private static String kind(FirstWeek week, Long channel, String... tags) {
    return Objects.requireNonNull(
            week.choose(new Origin(channel, null, null, Set.of(tags), Set.of(), List.of())).kind())
        .key();
  }

  /** Whatever happens in whatever order: nothing twice, nothing for who left. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void no_step_comes_twice_and_none_after_they_left(long seed) {
    var chance = new Random(seed);
    for (int life = 0; life < 500; life++) {
      Newcomer newcomer = NewcomerDecider.begin(KIND, MONDAY);
      Instant now = MONDAY;
      Map<String, Integer> told = new HashMap<>();
      boolean left = false;
      for (int i = 0; i < 60; i++) {
        now = now.plus(Duration.ofMinutes(chance.nextInt(600)));
        Moment moment = anything(chance, newcomer, now);
        Decided decided = NewcomerDecider.decide(KIND, newcomer, moment);
        if (left) {
          assertThat(decided.effects()).isEmpty();
          assertThat(decided.next()).isEqualTo(newcomer);
        }
        for (Effect effect : decided.effects()) {
          if (!(effect instanceof Effect.Note) && !(effect instanceof Effect.Withdraw)) {
            assertThat(told.merge(effect.timer(), 1, Integer::sum)).as(effect.timer()).isEqualTo(1);
          }
        }
        left |= moment instanceof Moment.Left;
        assertThat(decided.next().done()).containsAll(newcomer.done());
        // The same again is decided the same, and done already.
        assertThat(NewcomerDecider.decide(KIND, newcomer, moment)).isEqualTo(decided);
        newcomer = decided.next();
        assertThat(newcomer.running() || newcomer.timers().isEmpty()).isTrue();
      }
    }
  }

  private static Moment anything(Random chance, Newcomer newcomer, Instant now) {
    List<String> timers = new ArrayList<>(new HashSet<>(newcomer.timers().keySet()));
    timers.sort(String::compareTo);
    List<String> words = List.of("hello", "7", "已读", "https://x.example");
    return switch (chance.nextInt(12)) {
      case 0 -> new Moment.Left(now);
      case 1 -> new Moment.Renamed(now);
      case 2 -> new Moment.Delivered(now, "sum");
      case 3 -> new Moment.Reacted(now, "rules");
      case 4, 5 -> {
        String text = words.get(chance.nextInt(words.size()));
        yield new Moment.Spoke(now, text, !text.contains("//"), "m" + chance.nextInt(20));
      }
      default ->
          new Moment.Due(
              now,
              timers.isEmpty() ? "greet" : timers.get(chance.nextInt(timers.size())),
              chance.nextInt(4) == 0 ? now.plus(Duration.ofHours(8)) : null);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kinds[0].key|{\"kinds\":[{\"key\":\"A b\",\"name\":\"x\",\"steps\":[]}]}",
        "kinds[0].steps[0].words|{\"kinds\":[{\"key\":\"a\",\"name\":\"x\",\"steps\":[{\"type\":\"rules\",\"key\":\"r\",\"after\":0,\"text\":\"t\",\"words\":[]}]}]}",
        "kinds[0].steps[0].words|{\"kinds\":[{\"key\":\"a\",\"name\":\"x\",\"steps\":[{\"type\":\"rules\",\"key\":\"r\",\"after\":0,\"text\":\"t\",\"words\":[\"!\"]}]}]}",
        "kinds[0].steps[1].key|{\"kinds\":[{\"key\":\"a\",\"name\":\"x\",\"steps\":[{\"type\":\"greet\",\"key\":\"g\",\"after\":0,\"text\":\"t\"},{\"type\":\"greet\",\"key\":\"g\",\"after\":0,\"text\":\"t\"}]}]}",
        "document|{\"kinds\":[{\"key\":\"a\",\"name\":\"x\",\"steps\":[{\"type\":\"fly\",\"key\":\"g\",\"after\":0,\"text\":\"t\"}]}]}",
        "kinds[0].steps[0].after|{\"kinds\":[{\"key\":\"a\",\"name\":\"x\",\"steps\":[{\"type\":\"tell\",\"key\":\"g\",\"after\":99999,\"text\":\"t\"}]}]}"
      })
  void a_document_that_is_wrong_is_refused_with_the_place(String field, String document) {
    JsonMapper json =
        JsonMapper.builder()
            .propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
            .build();
    var reading = new FirstWeekReading(json);
    assertThatThrownBy(() -> reading.read(json.readTree(document)))
        .isInstanceOf(Problem.class)
        .satisfies(
            problem -> assertThat(((Problem) problem).params()).containsEntry("field", field));
    assertThatThrownBy(
            () ->
                reading.read(
                    json.readTree(
                        "{\"kinds\":[{\"key\":\"a\",\"name\":\"x\",\"steps\":[{\"type\":\"tell\",\"key\":\"g\",\"after\":1,\"text\":\"{secret}\"}]}]}")))
        .satisfies(problem -> assertThat(((Problem) problem).code()).isEqualTo("unknown_variable"));
  }
}
