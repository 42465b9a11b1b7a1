package io.liana.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.kernel.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables as people write them. */
class CsvTest {
  @Test
  void a_table_is_read_as_spreadsheets_write_it() {
    List<Csv.Line> lines =
        Csv.read(
            "\ufeff渠道;日期;\"花费, 元\"\r\n\r\n\"a \"\"b\"\"\";2026-11-01; 12.5 \r\n\"two\nlines\";x;y",
            10);
    assertThat(lines).extracting(Csv.Line::number).containsExactly(1, 3, 4);
    assertThat(lines.get(1).cells()).containsExactly("a \"b\"", "2026-11-01", " 12.5 ");
    assertThat(lines.get(1).cell(2)).isEqualTo("12.5");
    assertThat(lines.get(2).cell(0)).isEqualTo("two\nlines");
    assertThat(lines.get(2).cell(9)).isEmpty();
  }

  @Test
  void a_table_that_is_none_is_refused_with_the_line() {
    refused("a,b\n\"never closed,1\n2", "line 2");
    refused("x" + ",".repeat(5_000), "200 columns in line 1");
    refused("a\n".repeat(11), "10 lines");
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> Csv.read(text, 10))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.getMessage()).contains(why));
  }

  @Test
  void what_is_written_into_a_table_is_no_formula() {
    assertThat(Csv.cell("=1+1")).isEqualTo("'=1+1");
    assertThat(Csv.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    assertThat(Csv.cell("@sum")).isEqualTo("'@sum");
    assertThat(Csv.cell("+86 138")).isEqualTo("'+86 138");
    assertThat(Csv.cell("\tx")).isEqualTo("'\tx");
    assertThat(Csv.cell(-5L)).isEqualTo("-5");
    assertThat(Csv.row(Arrays.asList("a", null, 3, "b;c"))).isEqualTo("a,,3,b;c");
  }

  @Test
  void what_is_written_is_read_again() {
    List<String> cells = List.of("a,b", "say \"so\"", "two\nlines", "好; 的", "\tx");
    assertThat(Csv.read(Csv.row(cells), 1).getFirst().cells())
        .containsExactly("a,b", "say \"so\"", "two\nlines", "好; 的", "'\tx");
  }

  @Test
  void both_encodings_of_chinese_spreadsheets_are_read() {
    byte[] old = "渠道,花费".getBytes(Charset.forName("GB18030"));
    assertThat(Csv.text(old)).isEqualTo("渠道,花费");
    assertThat(Csv.text("渠道,花费".getBytes(StandardCharsets.UTF_8))).isEqualTo("渠道,花费");
    assertThatThrownBy(() -> Csv.text(new byte[] {'P', 'K', 3, 4, 0, 0}))
        .isInstanceOf(Problem.class);
  }
}
