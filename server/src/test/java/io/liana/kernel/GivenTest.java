package io.liana.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {
  @Test
  void words_are_separated_by_any_blank_and_wildcards_are_taken_literally() {
    assertThat(Given.words("q", " tea　100%  a_b\tc\\d "))
        .containsExactly("%tea%", "%100\\%%", "%a\\_b%", "%c\\\\d%");
    assertThat(Given.words("q", null)).isEmpty();
    assertThat(Given.words("q", " \t ")).isEmpty();
  }

  @Test
  void characters_are_counted_as_people_count_them() {
    assertThat(Given.text("name", "🀄🀄🀄", 1, 3)).isEqualTo("🀄🀄🀄");
    refused("name", () -> Given.text("name", "🀄🀄🀄", 1, 2));
    refused("name", () -> Given.text("name", "  ", 1, 80));
    refused("name", () -> Given.text("name", null, 1, 80));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\ud800", "\udc00\ud800"})
  void what_no_database_can_keep_is_refused(String text) {
    refused("note", () -> Given.text("note", text, 0, 80));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-2-3", "2026-02-30", "+12026-01-01", "2026-01-01T", "１０２６-01-01"})
  void only_a_day_is_a_day(String text) {
    refused("from", () -> Given.day("from", text));
    assertThat(Given.day("from", "2026-02-28")).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(Given.day("from", "")).isNull();
  }

  @Test
  void a_choice_is_one_of_those_known() {
    assertThat(Given.oneOf("order", null, "desc", List.of("asc", "desc"))).isEqualTo("desc");
    assertThat(Given.oneOf("state", "", List.of("open"))).isNull();
    refused("order", () -> Given.oneOf("order", "ASC", "desc", List.of("asc", "desc")));
  }

  @Test
  void a_cursor_brings_back_what_was_put_in() {
    Instant at = Instant.parse("2026-11-22T03:00:00.123456Z");
    Cursor read = Cursor.read(Cursor.after(at, -7L, "a.b\nc 群"));
    assertThat(read.time(0)).isEqualTo(at);
    assertThat(read.number(1)).isEqualTo(-7);
    assertThat(read.text(2)).isEqualTo("a.b\nc 群");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "*", "MQ", "bm90LWEtdGltZQ", "AA", "MjAyNi0xMS0yMlQwMzowMDowMFo"})
  void a_cursor_nobody_gave_out_is_refused(String text) {
    assertThatThrownBy(
            () -> {
              Cursor read = Cursor.read(text);
              read.time(0);
              read.number(1);
            })
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("bad_cursor"));
  }

  @Test
  void a_page_has_between_1_and_200_rows() {
    assertThat(new Paging(null, null).size()).isEqualTo(50);
    assertThat(new Paging(null, "200").size()).isEqualTo(200);
    refused("limit", () -> new Paging(null, "201").size());
    refused("limit", () -> new Paging(null, "1e2").size());
  }

  private static void refused(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.params()).containsEntry("field", field);
            });
  }
}
