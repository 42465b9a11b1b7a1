package io.liana.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.question.Sheet;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a group and a letter are told. */
class WordingTest {
  private static final LocalDate FROM = LocalDate.of(2026, 11, 1);
  private static final LocalDate TO = LocalDate.of(2026, 11, 30);

  @Test
  void a_group_is_told_the_first_ten_rows_and_how_many_are_left() {
    List<List<Object>> rows =
        IntStream.rangeClosed(1, 14).mapToObj(n -> List.<Object>of("day " + n, n)).toList();
    String text = of("Each day", sheet(List.of("Day", "People"), rows), "https://x/y").toGroup();
    assertThat(text.lines())
        .containsExactly(
            "Each day",
            "2026-11-01 to 2026-11-30",
            "",
            "Day | People",
            "day 1 | 1",
            "day 2 | 2",
            "day 3 | 3",
            "day 4 | 4",
            "day 5 | 5",
            "day 6 | 6",
            "day 7 | 7",
            "day 8 | 8",
            "day 9 | 9",
            "day 10 | 10",
            "4 more rows are not shown",
            "https://x/y");
  }

  @Test
  void one_row_stands_below_itself_and_nothing_is_said_to_be_nothing() {
    assertThat(
            of("Funnel", sheet(List.of("1 Joined", "2 Asked"), List.of(List.of(40L, 12L))), "")
                .toGroup())
        .endsWith("\n\n1 Joined: 40\n2 Asked: 12");
    assertThat(of("Empty", sheet(List.of("x"), List.of()), "").toGroup())
        .endsWith("Nothing was found");
  }

  @Test
  void a_long_text_is_cut_before_its_link() {
    List<List<Object>> rows =
        IntStream.range(0, 10)
            .mapToObj(n -> List.<Object>of("x".repeat(90), "y".repeat(90), "z".repeat(90)))
            .toList();
    String text =
        of("t".repeat(100), sheet(List.of("a".repeat(500), "b", "c"), rows), "https://x/y")
            .toGroup();
    assertThat(text).hasSizeLessThanOrEqualTo(1_500).endsWith("…\nhttps://x/y");
  }

  @Test
  void a_hostile_name_begins_no_header_and_no_tag() {
    var letter =
        of(
                "Hi\r\nBcc: all@example.com\u202e<img src=x onerror=alert(1)>",
                sheet(
                    List.of("<b>"),
                    List.of(List.of("<script>alert('1')</script>"), List.of("\"quoted\" & so"))),
                "https://x/?a=\"><script>")
            .letter();
    assertThat(letter.subject())
        .startsWith("Hi Bcc: all@example.com <img")
        .doesNotContain("\r", "\n", "\u202e");
    assertThat(letter.html())
        .doesNotContain("<script", "<img", "<b>")
        .contains("&lt;script&gt;", "&lt;img src=x", "&quot;quoted&quot; &amp; so");
  }

  @Test
  void the_table_attached_is_what_the_console_exports_and_holds_no_formula() {
    String table =
        new String(
            of(
                    "x",
                    sheet(
                        List.of("Group", "People"),
                        Arrays.asList(
                            List.of("=HYPERLINK(1)", -3L),
                            Arrays.asList("a, b \"c\"", null),
                            List.of("@x", 1.5))),
                    "")
                .letter()
                .table(),
            StandardCharsets.UTF_8);
    assertThat(table)
        .isEqualTo("\ufeffGroup,People\r\n'=HYPERLINK(1),-3\r\n\"a, b \"\"c\"\"\",\r\n'@x,1.5\r\n");
  }

  @Test
  void a_table_that_is_too_large_is_cut_and_the_letter_says_so() {
    List<List<Object>> rows =
        IntStream.range(0, 60_000).mapToObj(n -> List.<Object>of("z".repeat(100))).toList();
    var letter = of("x", sheet(List.of("z"), rows), "").letter();
    assertThat(letter.table()).hasSizeLessThanOrEqualTo(5 << 20);
    assertThat(letter.text()).contains("The answer is long: the first 51400 rows are attached");
  }

  @Test
  void few_people_are_said_to_be_few_in_the_language_of_the_schedule() {
    var sheet =
        new Sheet(
            null, TO, List.of(new Sheet.Part(List.of("x"), List.of(List.of(1)))), true, false);
    assertThat(new Wording("周报", "河畔", sheet, "", "zh-CN").toGroup().lines())
        .containsExactly("周报", "截至 2026-11-30", "", "x: 1", "不到 30 人：比例只能当作印象");
  }

  private static Wording of(String title, Sheet sheet, String link) {
    return new Wording(title, "Riverside", sheet, link, "en");
  }

  private static Sheet sheet(List<String> heading, List<? extends List<?>> rows) {
    return new Sheet(
        FROM,
        TO,
        List.of(
            new Sheet.Part(
                heading,
                rows.stream().map(row -> (List<Object>) new ArrayList<Object>(row)).toList())),
        false,
        false);
  }
}
