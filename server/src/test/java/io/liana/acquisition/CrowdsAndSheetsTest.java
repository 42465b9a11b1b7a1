package io.liana.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.acquisition.Crowds.Pace;
import io.liana.content.QrCode;
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
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Limits of one network, and sheets for the printer. */
class CrowdsAndSheetsTest {
  private static final AcquisitionSettings SETTINGS =
      new AcquisitionSettings(0, Duration.ofMinutes(10), Duration.ofSeconds(1), 60, 6_000);
  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-25T04:10:00Z"));

  @Test
  void a_network_that_throws_its_cookies_away_gets_so_many_seats_an_hour() {
    var crowds = new Crowds(SETTINGS, clock);
    long given = IntStream.range(0, 50).filter(i -> crowds.seat(1, "203.0.113.0", 20)).count();
    assertThat(given).isEqualTo(20);
    assertThat(crowds.seat(2, "203.0.113.0", 20)).as("another plan").isTrue();
    assertThat(crowds.seat(1, "198.51.100.0", 20)).as("another network").isTrue();
    clock.advance(Duration.ofHours(1));
    assertThat(crowds.seat(1, "203.0.113.0", 20)).isTrue();
  }

  @Test
  void the_usual_limit_spares_networks_behind_which_a_proxy_stands() {
    var crowds = new Crowds(SETTINGS, clock);
    for (int i = 0; i < Crowds.USUAL_SEATS; i++) {
      assertThat(crowds.seat(1, "203.0.113.0", null)).isTrue();
    }
    assertThat(crowds.seat(1, "203.0.113.0", null)).isFalse();
    for (int i = 0; i <= Crowds.USUAL_SEATS; i++) {
      assertThat(crowds.seat(1, "172.20.3.0", null)).isTrue();
    }
  }

  @Test
  void a_stadium_behind_one_address_of_a_carrier_is_let_through() {
    var crowds = new Crowds(SETTINGS, clock);
    for (long phone = 1; phone <= 3_000; phone++) { // each scans, and comes back from a page
      assertThat(crowds.scan(null, "203.0.113.0", clock.instant())).isEqualTo(Pace.FINE);
      assertThat(crowds.scan(phone, "203.0.113.0", clock.instant())).isEqualTo(Pace.FINE);
    }
  }

  @Test
  void a_machine_in_one_network_is_slowed_down_then_not_written_and_forgotten_in_a_minute() {
    var crowds = new Crowds(SETTINGS, clock);
    List<Pace> paces =
        IntStream.range(0, 18_000)
            .mapToObj(i -> crowds.scan(null, "203.0.113.0", clock.instant()))
            .toList();
    assertThat(paces).filteredOn(pace -> pace == Pace.FINE).hasSize(6_000);
    assertThat(paces).filteredOn(pace -> pace == Pace.TOO_FAST).hasSize(6_000);
    assertThat(paces.getLast()).isEqualTo(Pace.FLOOD);
    assertThat(crowds.scan(null, "198.51.100.0", clock.instant())).isEqualTo(Pace.FINE);
    assertThat(crowds.scan(null, "172.20.3.0", clock.instant())).isEqualTo(Pace.FINE);
    clock.advance(Duration.ofMinutes(1));
    assertThat(crowds.scan(null, "203.0.113.0", clock.instant())).isEqualTo(Pace.FINE);
  }

  @Test
  void one_browser_is_slowed_down_wherever_it_stands() {
    var crowds = new Crowds(SETTINGS, clock);
    for (int i = 0; i < 60; i++) {
      assertThat(crowds.scan(7L, "10.1.2.0", clock.instant())).isEqualTo(Pace.FINE);
    }
    assertThat(crowds.scan(7L, "10.1.2.0", clock.instant())).isEqualTo(Pace.TOO_FAST);
    assertThat(crowds.scan(8L, "10.1.2.0", clock.instant())).isEqualTo(Pace.FINE);
  }

  @Test
  void who_tries_names_is_not_looked_up_for_ever() {
    var crowds = new Crowds(SETTINGS, clock);
    long looked = IntStream.range(0, 200).filter(i -> crowds.unknown("203.0.113.0")).count();
    assertThat(looked).isEqualTo(Crowds.MOST_UNKNOWN);
    clock.advance(Duration.ofMinutes(1));
    assertThat(crowds.unknown("203.0.113.0")).isTrue();
  }

  @Test
  void a_sheet_holds_a_page_for_every_twelve_codes_and_their_size_is_in_millimetres()
      throws IOException {
    List<PrintSheet.Item> items =
        IntStream.range(0, 30)
            .mapToObj(i -> new PrintSheet.Item("海报 " + i, "https://c.example/c/0123456" + i % 10))
            .toList();
    try (PDDocument sheet = Loader.loadPDF(PrintSheet.pdf(items, 50))) {
      assertThat(sheet.getNumberOfPages()).isEqualTo(3);
      PDRectangle page = sheet.getPage(0).getMediaBox();
      assertThat(page.getWidth()).isCloseTo(595.276f, Offset.offset(0.01f));
      assertThat(page.getHeight()).isCloseTo(841.89f, Offset.offset(0.01f));
      assertThat(new PDFTextStripper().getText(sheet))
          .as("can be searched, on a machine without any font")
          .contains("海报 0", "海报 29", "c.example/c/01234569");
      String drawn =
          new String(sheet.getPage(0).getContents().readAllBytes(), StandardCharsets.ISO_8859_1);
      String[] first =
          drawn.lines().filter(line -> line.endsWith(" re")).findFirst().orElseThrow().split(" ");
      // The first dark box: after margin and quiet zone, seven modules of a finder pattern wide.
      double module = 50.0 / QrCode.modules(items.getFirst().url()).length;
      assertThat(Double.parseDouble(first[0]) / 72 * 25.4)
          .isCloseTo(12 + 4 * module, Offset.offset(0.01));
      assertThat(Double.parseDouble(first[2]) / 72 * 25.4)
          .isCloseTo(7 * module, Offset.offset(0.01));
    }
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
      assertThat(image.getWidth() * 1_000.0 / perMetre).isCloseTo(40, Offset.offset(0.01));
      assertThat(image.getRGB(0, 0) & 0xffffff).as("quiet zone").isEqualTo(0xffffff);
      assertThat(in.getNextEntry().getName()).isEqualTo("a_b-2.png");
    }
  }
}
