package io.liana.review;

import io.liana.review.Block.Cell;
import io.liana.review.Block.Figure;
import io.liana.review.Block.Table;
import io.liana.review.Block.Text;
import io.liana.review.ReviewAnswers.LineSeen;
import io.liana.review.ReviewAnswers.ValueSeen;
import io.liana.review.ReviewAnswers.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the six ratios of a review say, in words. Pure. */
record BoardCheck(Whole whole, Words words) {
  private static final int MOST_PARTS = 8;

  /** A ratio in a sentence. */
  String said(LineSeen line) {
    String ratio = words.say("ratio." + line.ratio());
    ValueSeen now = line.now();
    if (now == null) {
      return words.say(
          "board.cannot", Map.of("ratio", ratio, "why", words.say("unknown." + line.unknown())));
    }
    String few = now.few() ? (words == Words.ZH ? "" : " ") + words.say("board.verdict_few") : "";
    Double change = line.change();
    if (change == null) {
      return ratio
          + (words == Words.ZH ? "：" : ": ")
          + values(now, line.ratio()).getFirst()
          + (words == Words.ZH ? "。" : ".")
          + few;
    }
    if (change == 0) {
      return words.say("board.same", Map.of("ratio", ratio)) + few;
    }
    String moved =
        words.say(
            change > 0 ? "board.up" : "board.down",
            Map.of("ratio", ratio, "by", words.change(line.ratio(), Math.abs(change), false)));
    Double p = line.p();
    return moved
        + (p == null
            ? words.say("board.verdict_none")
            : words.say(
                p < Check.ALPHA ? "board.verdict_sure" : "board.verdict_unsure",
                Map.of("p", words.p(p))))
        + few;
  }

  /** Pictures and tables. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            words.say(
                "measured",
                Map.of(
                    "from", whole.measured().from(),
                    "until", whole.measured().until(),
                    "from2", whole.against().from(),
                    "until2", whole.against().until())),
            true));
    List<LineSeen> drawn =
        whole.check().stream()
            .filter(line -> !Words.plain(line.ratio()))
            .filter(line -> line.now() != null || line.before() != null)
            .toList();
    if (!drawn.isEmpty()) {
      blocks.add(
          new Figure(
              BoardCharts.shares(drawn, words),
              words.say("board.rates"),
              words.say("board.rates_about")));
    }
    blocks.add(
        new Table(
            List.of(
                words.say("ratio"),
                words.say("now"),
                words.say("target"),
                words.say("before"),
                words.say("change_by")),
            List.of(20, 26, 15, 26, 23),
            whole.check().stream().map(this::row).toList()));
    contributions(blocks);
    return blocks;
  }

  private List<Cell> row(LineSeen line) {
    List<String> ratio = new ArrayList<>(List.of(words.say("ratio." + line.ratio())));
    if (line.ofGoal()) {
      ratio.add(words.say("goal"));
    }
    List<String> target = new ArrayList<>();
    target.add(line.target() == null ? "–" : words.value(line.ratio(), line.target()));
    if (line.met() != null) {
      boolean runs = whole.review().state().equals("running");
      target.add(words.say(line.met() ? "met" : runs ? "not_yet" : "missed"));
    }
    List<String> change = new ArrayList<>();
    change.add(line.change() == null ? "–" : words.change(line.ratio(), line.change(), true));
    if (line.p() != null) {
      change.add(
          words.say("p", Map.of("p", words.p(line.p())))
              + " · "
              + words.say(line.p() < Check.ALPHA ? "sure" : "unsure"));
    }
    return List.of(
        Cell.strong(ratio),
        line.now() == null
            ? Cell.of("–", words.say("unknown." + line.unknown()))
            : Cell.strong(values(line.now(), line.ratio())),
        Cell.strong(target),
        line.before() == null ? Cell.of("–") : Cell.strong(values(line.before(), line.ratio())),
        Cell.strong(change));
  }

  private List<String> values(ValueSeen value, String ratio) {
    List<String> lines = new ArrayList<>();
    lines.add(words.value(ratio, value.value()));
    lines.add(
        words.say(
            Words.plain(ratio) ? "of_referral" : "of",
            Map.of("hits", words.number(value.hits()), "of", words.number(value.of()))));
    if (value.low() != null && value.high() != null) {
      lines.add(
          words.say(
              "interval",
              Map.of(
                  "low", words.value(ratio, value.low()),
                  "high", words.value(ratio, value.high()))));
    }
    if (value.few()) {
      lines.add("⚠ " + words.say("few"));
    }
    return lines;
  }

  private void contributions(List<Block> blocks) {
    for (LineSeen line : whole.check()) {
      if ((line.ofGoal() || line.target() != null) && line.parts().size() > 1) {
        String title =
            words.say(
                Words.plain(line.ratio()) ? "board.contributions_plain" : "board.contributions",
                Map.of("ratio", words.say("ratio." + line.ratio())));
        blocks.add(new Figure(BoardCharts.moved(line, words), title, title));
        blocks.add(
            new Table(
                List.of(
                    words.say("board.part"),
                    words.say("before"),
                    words.say("now"),
                    words.say("board.adds")),
                List.of(4, 3, 3, 3),
                line.parts().stream()
                    .limit(MOST_PARTS)
                    .map(
                        part ->
                            List.of(
                                Cell.of(BoardCharts.name(part, words)),
                                Cell.of(count(line.ratio(), part.before())),
                                Cell.of(count(line.ratio(), part.now())),
                                Cell.of(words.change(line.ratio(), part.share(), true))))
                    .toList()));
      }
    }
  }

  private String count(String ratio, ReviewAnswers.Count count) {
    return words.say(
        Words.plain(ratio) ? "of_referral" : "of",
        Map.of("hits", words.number(count.hits()), "of", words.number(count.of())));
  }
}
