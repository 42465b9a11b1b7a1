package io.liana.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.gate.Answers.Checked;
import io.liana.gate.Answers.Wrong;
import io.liana.gate.PageDocument.Combine;
import io.liana.gate.Question.Kind;
import io.liana.gate.Question.When;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pure half of gates: which questions are asked, what answers them, who is let through. */
class AnswersTest {
  private static final List<String> OPTIONS = List.of("A", "B", "C");

  /** Ten thousand forms by chance, with answers by chance. */
  @Test
  void a_question_is_asked_exactly_where_its_condition_was_asked_and_answered_so() {
    var chance = new Random(7);
    for (int round = 0; round < 10_000; round++) {
      List<Question> form = form(chance);
      Map<String, List<String>> given = given(form, chance);
      List<Question> asked = Answers.asked(form, given);
      for (Question question : form) {
        When when = question.when();
        boolean expected =
            when == null
                || (asked.stream().anyMatch(one -> one.key().equals(when.question()))
                    && given.getOrDefault(when.question(), List.of()).stream()
                        .anyMatch(when.is()::contains));
        assertThat(asked.contains(question)).isEqualTo(expected);
      }
      Checked checked = Answers.check(form, given);
      Set<String> keys = new HashSet<>();
      asked.forEach(question -> keys.add(question.key()));
      assertThat(keys).containsAll(checked.kept().keySet()).containsAll(checked.wrong().keySet());
      for (Question question : asked) {
        if (question.required()) {
          assertThat(checked.kept().containsKey(question.key()))
              .isNotEqualTo(checked.wrong().containsKey(question.key()));
        }
      }
    }
  }

  @Test
  void a_page_is_what_the_arms_of_a_visitor_make_of_it() {
    var asked = new Question("who", Kind.ONE, "?", null, true, OPTIONS, null, Set.of("7:b"));
    var after =
        new Question(
            "why", Kind.TEXT, "?", null, true, List.of(), new When("who", List.of("A")), null);
    var always = new Question("name", Kind.TEXT, "?", null, true, List.of(), null, null);
    var page =
        new PageDocument(
            "t",
            "",
            null,
            Combine.ALL,
            false,
            List.of(
                new Gate.Form("f", "F", null, List.of(always, asked, after)),
                new Gate.Application("a", "A", Set.of(), List.of(asked, after)),
                new Gate.Fee("fee", "Fee", Set.of("7:a", "7:holdout"), 1)),
            List.of(new PageDocument.Variant(Set.of("7:a"), "for a", "x")));
    assertThat(page.arms()).containsExactlyInAnyOrder("7:a", "7:b", "7:holdout");
    PageDocument a = page.as(Set.of("7:a", "8:b"));
    assertThat(a.title()).isEqualTo("for a");
    assertThat(a.gates())
        .extracting(Gate::key)
        .as("nothing to apply with")
        .containsExactly("f", "fee");
    assertThat(a.gates().getFirst().asked()).containsExactly(always);
    PageDocument b = page.as(Set.of("7:b"));
    assertThat(b.title()).isEqualTo("t");
    assertThat(b.gates()).extracting(Gate::key).containsExactly("f", "a");
    assertThat(b.gates().getFirst().asked()).containsExactly(always, asked, after);
    assertThat(page.as(Set.of()).gates()).extracting(Gate::key).containsExactly("f");
    assertThat(b.as(Set.of("7:b"))).isEqualTo(b);
  }

  @Test
  void a_passed_gate_never_shuts_a_page_and_there_is_a_next_one_until_it_opens() {
    var chance = new Random(11);
    for (int round = 0; round < 10_000; round++) {
      List<Gate> gates = new ArrayList<>();
      for (int i = 0; i < chance.nextInt(6); i++) {
        gates.add(new Gate.Membership("g" + i, "Gate", Set.of()));
      }
      Combine combine = chance.nextBoolean() ? Combine.ALL : Combine.ANY;
      var page = new PageDocument("t", "", null, combine, false, gates, List.of());
      Set<String> passed = new HashSet<>();
      boolean open = page.open(passed);
      while (!open) {
        List<Gate> next = page.next(passed);
        assertThat(next).isNotEmpty().noneMatch(gate -> passed.contains(gate.key()));
        passed.add(next.get(chance.nextInt(next.size())).key());
        open = page.open(passed);
      }
      assertThat(passed).hasSize(combine == Combine.ALL ? gates.size() : Math.min(1, gates.size()));
      gates.forEach(
          gate -> {
            passed.add(gate.key());
            assertThat(page.open(passed)).isTrue();
          });
      assertThat(page.next(passed)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "13800001234, 13800001234",
    "+86 138-0000 1234, 13800001234",
    "0086 13800001234, 13800001234",
    "(+86)13800001234, 13800001234",
    "+44 20 7946 0958, +442079460958",
    "12345678901,",
    "1380000123,",
    "+86 12345,",
    "'=1+1',",
    "１３８00001234,"
  })
  void the_same_phone_is_the_same_however_it_is_typed(String typed, String kept) {
    assertThat(Answers.phone(typed)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 2026-02-29, NO_DATE",
    "DATE, 2024-02-29,",
    "DATE, +12026-01-01, NO_DATE",
    "DATE, 1700-01-01, NO_DATE",
    "REGION, 四川 成都,",
    "REGION, 四川 上海, NO_REGION",
    "REGION, 成都, NO_REGION",
    "CONSENT, yes,",
    "CONSENT, no, MISSING",
    "ONE, A,",
    "ONE, a, NOT_AN_OPTION",
    "TEXT, ' ', MISSING"
  })
  void every_kind_of_question_knows_its_answers(Kind kind, String answer, Wrong wrong) {
    var question = new Question("q", kind, "?", null, true, OPTIONS, null, Set.of());
    assertThat(Answers.check(List.of(question), Map.of("q", List.of(answer))).wrong().get("q"))
        .isEqualTo(wrong);
  }

  private static List<Question> form(Random chance) {
    List<Question> form = new ArrayList<>();
    int size = 1 + chance.nextInt(6);
    for (int i = 0; i < size; i++) {
      When when =
          i > 0 && chance.nextBoolean()
              ? new When("q" + chance.nextInt(i), List.of(OPTIONS.get(chance.nextInt(3))))
              : null;
      Kind kind = chance.nextBoolean() ? Kind.ONE : Kind.MANY;
      form.add(
          new Question("q" + i, kind, "?", null, chance.nextBoolean(), OPTIONS, when, Set.of()));
    }
    return form;
  }

  private static Map<String, List<String>> given(List<Question> form, Random chance) {
    Map<String, List<String>> given = new HashMap<>();
    for (Question question : form) {
      List<String> values = OPTIONS.stream().filter(_ -> chance.nextInt(3) == 0).toList();
      if (!values.isEmpty()) {
        given.put(question.key(), values);
      }
    }
    return given;
  }
}
