package io.liana.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.Ref;
import io.liana.review.ReviewAnswers.DecisionSeen;
import io.liana.review.ReviewAnswers.DidSeen;
import io.liana.review.ReviewAnswers.ExperimentSeen;
import io.liana.review.ReviewAnswers.PlaybookRan;
import io.liana.review.ReviewAnswers.SendSeen;
import io.liana.review.ReviewAnswers.Whole;
import io.liana.review.Tally.Counted;
import io.liana.review.Tally.Kind;
import io.liana.review.Tally.Part;
import io.liana.review.Tally.Place;
import io.liana.review.Tally.Unknown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A review leaves the house: as a page and as paper, in both languages, whatever things are called.
 */
class BoardTest {
  private static final Instant NOW = Instant.parse("2026-11-12T02:30:00Z");
  private static final String HOSTILE =
      "Tea \"</style><script>alert(1)</script>\" <img src=https://evil.example/x> \u202E 👋 河畔茶社";

  @ParameterizedTest
  @EnumSource
  void the_page_asks_nothing_of_anybody_and_runs_nothing(Words words) throws IOException {
    String page = BoardHtml.of(board(words, false));
    keep("board-" + words.code() + ".html", page.getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains("<html lang=\"" + words.code() + "\">", "default-src 'none'")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "河畔茶社")
        .doesNotContain("<script", "<img", "url(", "@import", "src=\"", "href=", "NaN", ">null<");
    assertThat(count(page, "<svg "))
        .as("the shares, and what moved the one of the goal")
        .isEqualTo(2);
    for (Ratio ratio : Ratio.values()) {
      assertThat(page)
          .contains(words.say("ratio." + ratio.code()), words.say("is." + ratio.code()));
    }
    assertThat(page).contains(words.say("partial"), words.say("few"));
  }

  @ParameterizedTest
  @EnumSource
  void the_paper_can_be_read_and_searched_everywhere(Words words) throws IOException {
    byte[] bytes = BoardPdf.of(board(words, true));
    keep("board-" + words.code() + ".pdf", bytes);
    try (PDDocument paper = Loader.loadPDF(bytes)) {
      String text = new PDFTextStripper().getText(paper).replaceAll("\\s+", "");
      for (Ratio ratio : Ratio.values()) {
        assertThat(text).contains(words.say("ratio." + ratio.code()).replace(" ", ""));
      }
      assertThat(text).as("a letter the font lacks is a box").contains("</script>", "□河畔茶社");
      int pages = paper.getNumberOfPages();
      assertThat(pages).isBetween(2, 8);
      for (int n = 1; n <= pages; n++) {
        assertThat(text)
            .contains(words.say("board.page", Map.of("n", n, "of", pages)).replace(" ", ""));
      }
      for (PDPage page : paper.getPages()) {
        assertThat(page.getMediaBox().getHeight()).isEqualTo(841.8898f);
        for (COSName name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
    }
    assertThat(bytes.length).as("only the letters that are used").isLessThan(400_000);
  }

  @Test
  void what_it_says_are_the_numbers_and_whether_they_may_be_chance() {
    String page = BoardHtml.of(board(Words.EN, false));
    // 64 of 200 against 100 of 200: z = −.18 / √(.41·.59·2/200), p = 0.00025
    assertThat(page)
        .contains(
            "Activity fell by 18.0 points against the other period; this is hardly chance (p &lt; 0.001).")
        .contains("Of 3 targets, 1 met, 1 missed, 1 cannot be counted.")
        .contains("64 of 200", "100 of 200", "32.0 %", "50.0 %")
        .contains("Replication cannot be counted: Nothing is replicated yet.")
        .contains("Referral rose by 0.40 against the other period; there is no test for this one.")
        .contains("2026-11-12 10:30 (Asia/Shanghai)");
  }

  @Test
  void two_reviews_stand_side_by_side_when_one_is_held_against_the_other() {
    String page = BoardHtml.of(board(Words.EN, true));
    assertThat(page)
        .contains("The two plans", "October", "By hand, as always", "Activity ≥ 45.0 %")
        .contains("Two greetings</bdi></div></td><td><div><bdi>none")
        .contains("900", "3,000");
  }

  @Test
  void the_planned_send_stands_first_and_the_rest_is_counted() {
    String page = BoardHtml.of(board(Words.EN, false));
    assertThat(page)
        .contains("280 of 310 sent", "18 wait for a tap", "12 not sent", "(files only)", "5 more");
    assertThat(page.indexOf("280 of 310 sent")).isLessThan(page.indexOf("Send 1<"));
  }

  @Test
  void the_console_says_the_same_in_the_same_words() throws IOException {
    String console = Files.readString(Path.of("../console/src/i18n/words/review.ts"));
    List<String> others = new ArrayList<>();
    Words.all()
        .forEach(
            (key, said) -> {
              assertThat(said).as(key).hasSize(2).noneMatch(String::isBlank);
              if (!key.startsWith("board.")) {
                boolean same =
                    console.contains("'review." + key + "': [")
                        && said.stream().allMatch(one -> console.contains("'" + one + "'"));
                if (!same) {
                  others.add(key);
                }
              }
            });
    assertThat(others).isEmpty();
  }

  private static Board board(Words words, boolean other) {
    var tea = new Place(Kind.GROUP, 1);
    var books = new Place(Kind.GROUP, 2);
    Map<Place, Ref> names = Map.of(tea, new Ref("1", HOSTILE), books, new Ref("2", "Books"));
    var before = new Counted(List.of(new Part(tea, 60, 100), new Part(books, 40, 100)));
    var now = new Counted(List.of(new Part(tea, 20, 100), new Part(books, 44, 100)));
    var small = new Counted(List.of(new Part(Place.REST, 3, 12)));
    var brought = new Counted(List.of(new Part(tea, 12, 5)));
    var broughtThen = new Counted(List.of(new Part(tea, 10, 5)));
    var nothing = new Unknown("nothing_replicated");
    List<Check.Line> lines =
        List.of(
            Check.line(Ratio.ACQUISITION, small, new Unknown("no_scans"), 0.2),
            Check.line(Ratio.ACTIVITY, now, before, 0.5),
            Check.line(Ratio.CONVERSION, new Unknown("no_orders"), new Unknown("no_orders"), null),
            Check.line(Ratio.REPURCHASE, small, small, null),
            Check.line(Ratio.REFERRAL, brought, broughtThen, null),
            Check.line(Ratio.REPLICATION, nothing, nothing, 0.5));
    Goal goal = Goal.ACTIVITY;
    var referral = ReviewAnswers.line(lines.get(4), Goal.GROWTH, names::get);
    var seen =
        lines.stream()
            .map(
                line ->
                    line.ratio() == Ratio.REFERRAL
                        ? referral
                        : ReviewAnswers.line(line, goal, names::get))
            .toList();
    var decision =
        new DecisionSeen(
            "1",
            "Answer newcomers within a day " + HOSTILE,
            "Bo",
            LocalDate.parse("2026-11-20"),
            "open",
            "rules",
            null);
    var whole =
        new Whole(
            plan(
                HOSTILE,
                "running",
                "Greeting everybody by name brings more of them to speak.",
                Map.of("activity", 0.5)),
            new ReviewAnswers.Days(LocalDate.parse("2026-11-09"), LocalDate.parse("2026-11-12")),
            new ReviewAnswers.Days(LocalDate.parse("2026-11-02"), LocalDate.parse("2026-11-05")),
            new DidSeen(
                1200,
                310,
                4567,
                List.of(new ExperimentSeen("1", "Two greetings", "running", true)),
                List.of(
                    new PlaybookRan("1", "Opening week", 3, 12, 4, 1, 2, false),
                    new PlaybookRan("2", "开营 " + HOSTILE, 2, 8, 0, 0, 0, true)),
                sends(25)),
            other
                ? new ReviewAnswers.Other(
                    plan("October", "over", "By hand, as always", Map.of("activity", 0.45)),
                    new DidSeen(900, 200, 3000, List.of(), List.of(), List.of()))
                : null,
            seen,
            Stream.generate(() -> decision).limit(30).toList(),
            new ReviewAnswers.Last("2", "October", List.of(decision)));
    return Board.of(
        new Board.Source(whole, "Riverside 河畔", ZoneId.of("Asia/Shanghai")), words, NOW);
  }

  private static ReviewAnswers.Seen plan(
      String name, String state, String hypothesis, Map<String, Double> targets) {
    return new ReviewAnswers.Seen(
        "1",
        name,
        "activity",
        LocalDate.parse("2026-11-09"),
        LocalDate.parse("2026-11-15"),
        hypothesis,
        targets,
        List.of(),
        List.of(),
        List.of(),
        1,
        NOW,
        state);
  }

  /** The last is planned, and one is of files alone. */
  private static List<SendSeen> sends(int most) {
    return IntStream.rangeClosed(1, most)
        .mapToObj(
            n ->
                new SendSeen(
                    "" + n,
                    null,
                    n == 2 ? "" : n == most ? "新茶 " + HOSTILE : "Send " + n,
                    NOW,
                    n == 1 ? "groups" : "customers",
                    310,
                    n == most ? 280 : 300,
                    n == most ? 18 : 10,
                    n == most ? 12 : 0,
                    n == most))
        .toList();
  }

  private static long count(String text, String what) {
    return (text.length() - text.replace(what, "").length()) / what.length();
  }

  /** To look at. */
  private static void keep(String name, byte[] bytes) throws IOException {
    Files.createDirectories(Path.of("target/boards"));
    Files.write(Path.of("target/boards", name), bytes);
  }
}
