package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.insight.Reports.Sheet;
import io.liana.kernel.GroupId;
import io.liana.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

class ReportPageTest {
  private static FactStore store;

  @BeforeAll
  static void a_real_channel() {
    System.setProperty("java.awt.headless", "true");
    store = new FactStore(null, "256MB", 2);
    RakuChannel.load(store, "raku-beginner", 1);
  }

  @AfterAll
  static void close() {
    if (store != null) {
      store.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_page_asks_nothing_of_anybody_else(Catalogue words) throws IOException {
    String page = ReportHtml.of(sheet(null, "Riverside <&> 河畔", words), words);
    keep("report-" + words.htmlCode() + ".html", page.getBytes("UTF-8"));
    assertThat(page)
        .contains("Riverside &lt;&amp;&gt; 河畔", "<svg", words.page("findings"))
        .doesNotContain("http:", "https:", "<script", "url(", "@import", "NaN", "Infinity", "null");
    assertThat(page.length()).isLessThan(600_000);
  }

  @Test
  void a_chinese_page_speaks_chinese() {
    String page = ReportHtml.of(sheet(null, "群", Catalogue.ZH), Catalogue.ZH);
    assertThat(page).contains("<html lang=\"zh-CN\">", "二八法则", "黏性", "发现");
    assertThat(page.replaceAll("<[^>]*>", " ")).doesNotContain("Messages", "Speakers", "Retention");
  }

  @Test
  void every_chart_is_well_formed() throws Exception {
    String page = ReportHtml.of(sheet(null, "a < b", Catalogue.EN), Catalogue.EN);
    int charts = 0;
    for (int from = page.indexOf("<svg"); from >= 0; from = page.indexOf("<svg", from + 1)) {
      String svg = page.substring(from, page.indexOf("</svg>", from) + 6);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
      charts++;
    }
    assertThat(charts).isEqualTo(7);
  }

  @Test
  void a_period_without_events_makes_a_page_that_says_so() {
    String page = ReportHtml.of(sheet(LocalDate.of(2031, 1, 1), "g", Catalogue.EN), Catalogue.EN);
    assertThat(page).contains("Nothing was heard in this group").doesNotContain("<svg");
    assertThat(
            ReportText.of(
                sheet(LocalDate.of(2031, 1, 1), "g", Catalogue.EN).report(), Catalogue.EN))
        .contains("no events in the days looked at");
  }

  @Test
  void the_picture_is_one_sharp_sheet() throws IOException {
    byte[] png =
        PngPaint.paint(ReportPicture.of(sheet(null, "g", Catalogue.EN), Catalogue.EN), false);
    keep("report-en.png", png);
    var image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(2320);
    assertThat(image.getHeight()).isBetween(2_000, 6_000);
  }

  @Test
  void a_chinese_picture_has_a_font_or_says_which_one_is_missing() throws IOException {
    Drawing drawing = ReportPicture.of(sheet(null, "河畔", Catalogue.ZH), Catalogue.ZH);
    try {
      keep("report-zh.png", PngPaint.paint(drawing, true));
    } catch (Problem problem) {
      assertThat(problem.code()).isEqualTo("no_font");
      assertThat(problem.getMessage()).contains("fonts-noto-cjk");
    }
  }

  @Test
  void the_terminal_gets_every_number_with_its_name() throws IOException {
    String text = ReportText.of(sheet(null, "g", Catalogue.EN).report(), Catalogue.EN);
    keep(
        "report-zh.txt",
        ReportText.of(sheet(null, "g", Catalogue.ZH).report(), Catalogue.ZH).getBytes("UTF-8"));
    assertThat(text).contains("Stickiness", "49,137", "Findings", "→", "Rule:");
  }

  @Test
  void an_unknown_language_or_cohort_is_refused() {
    assertThatThrownBy(() -> Catalogue.parse("fr")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> Cohort.parse("weekly")).isInstanceOf(Problem.class);
  }

  private static Sheet sheet(LocalDate from, String name, Catalogue words) {
    Analysis analysis = store.read(facts -> Analysis.load(facts, 1, from, null));
    Metrics metrics = Metrics.of(analysis, Cohort.MESSAGE);
    Report report =
        Report.of(
            new GroupId(1),
            name,
            "UTC",
            from,
            null,
            Cohort.MESSAGE,
            analysis,
            metrics,
            ForecastModel.load(),
            Map.of(),
            words);
    return new Sheet(report, Series.of(analysis, metrics, Cohort.MESSAGE, Series.named(Map.of())));
  }

  /** To look at; the build never reads it. */
  private static void keep(String name, byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "reports"));
    Files.write(folder.resolve(name), bytes);
  }
}
