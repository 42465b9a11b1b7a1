package io.liana.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.content.QrCode;
import io.liana.kernel.Problem;
import io.liana.kit.TurnableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Limits of one network, tables as people write them, and sheets for the printer. */
class CrowdsAndTablesTest {
  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-25T04:10:00Z"));

  @Test
  void a_network_that_throws_its_cookies_away_gets_so_many_seats_an_hour() {
    var crowds = new Crowds(clock);
    long given = IntStream.range(0, 50).filter(i -> crowds.seat(1, "203.0.113.0", 20)).count();
    assertThat(given).isEqualTo(20);
    assertThat(crowds.seat(2, "203.0.113.0", 20)).as("another plan").isTrue();
    assertThat(crowds.seat(1, "198.51.100.0", 20)).as("another network").isTrue();
    clock.advance(Duration.ofHours(1));
    assertThat(crowds.seat(1, "203.0.113.0", 20)).isTrue();
  }

  @Test
  void the_usual_limit_spares_networks_behind_which_a_proxy_stands() {
    var crowds = new Crowds(clock);
    for (int i = 0; i < Crowds.USUAL_SEATS; i++) {
      assertThat(crowds.seat(1, "203.0.113.0", null)).isTrue();
    }
    assertThat(crowds.seat(1, "203.0.113.0", null)).isFalse();
    for (int i = 0; i <= Crowds.USUAL_SEATS; i++) {
      assertThat(crowds.seat(1, "172.20.3.0", null)).isTrue();
    }
  }

  @Test
  void who_tries_names_is_not_looked_up_for_ever() {
    var crowds = new Crowds(clock);
    long looked = IntStream.range(0, 200).filter(i -> crowds.unknown("203.0.113.0")).count();
    assertThat(looked).isEqualTo(Crowds.MOST_UNKNOWN);
    clock.advance(Duration.ofMinutes(1));
    assertThat(crowds.unknown("203.0.113.0")).isTrue();
  }

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
    refused("x" + ",".repeat(5_000), "20 columns in line 1");
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
    assertThat(Csv.cell(-5L)).isEqualTo("-5");
  }

  @Test
  void a_sheet_holds_a_page_for_every_twelve_codes_and_their_size_is_in_millimetres()
      throws IOException {
    List<PrintSheet.Item> items =
        IntStream.range(0, 30)
            .mapToObj(i -> new PrintSheet.Item("海报 " + i, "https://c.example/c/0123456" + i % 10))
            .toList();
    String pdf = new String(PrintSheet.pdf(items, 50), StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF-1.5").endsWith("%%EOF\n").contains("/Count 3");
    assertThat(pdf).contains("/MediaBox [0 0 595.276 841.890]");
    String box = content(PrintSheet.pdf(items.subList(0, 1), 50));
    int modules = QrCode.modules(items.getFirst().url()).length;
    // The first dark box: after margin and quiet zone, seven modules of a finder pattern wide.
    double module = 50.0 / modules;
    String[] first =
        box.lines().filter(line -> line.endsWith("re f")).findFirst().orElseThrow().split(" ");
    assertThat(Double.parseDouble(first[0]) / 72 * 25.4)
        .isCloseTo(12 + 4 * module, org.assertj.core.data.Offset.offset(0.01));
    assertThat(Double.parseDouble(first[2]) / 72 * 25.4)
        .isCloseTo(7 * module, org.assertj.core.data.Offset.offset(0.01));
  }

  private static String content(byte[] pdf) throws IOException {
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("stream\n") + "stream\n".length();
    int end = text.indexOf("\nendstream");
    var packed = new ByteArrayInputStream(pdf, start, end - start);
    return new String(
        new java.util.zip.InflaterInputStream(packed).readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void pictures_know_their_size_and_share_no_name() throws IOException {
    var items =
        List.of(
            new PrintSheet.Item("a/b", "https://c.example/c/01234567"),
            new PrintSheet.Item("a:b", "https://c.example/c/01234568"));
    byte[] zip = PrintSheet.zip(items, 40, true);
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      ZipEntry first = in.getNextEntry();
      assertThat(first.getName()).isEqualTo("a_b.png");
      byte[] png = in.readAllBytes();
      var image = ImageIO.read(new ByteArrayInputStream(png));
      int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;
      int perMetre = ByteBuffer.wrap(png, at, 4).getInt();
      assertThat(image.getWidth() * 1_000.0 / perMetre)
          .isCloseTo(40, org.assertj.core.data.Offset.offset(0.01));
      assertThat(image.getRGB(0, 0) & 0xffffff).as("quiet zone").isEqualTo(0xffffff);
      assertThat(in.getNextEntry().getName()).isEqualTo("a_b-2.png");
    }
  }
}
