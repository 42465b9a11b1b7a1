package io.liana.review;

import io.liana.review.Block.Cell;
import io.liana.review.Block.Heading;
import io.liana.review.Block.Note;
import io.liana.review.Block.Notes;
import io.liana.review.Block.Table;
import io.liana.review.Block.Text;
import io.liana.review.Block.Warning;
import io.liana.review.ReviewAnswers.DecisionSeen;
import io.liana.review.ReviewAnswers.Other;
import io.liana.review.ReviewAnswers.Seen;
import io.liana.review.ReviewAnswers.Whole;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A review for people who have no account here: what {@code Whole} holds, in words. Pure. */
record Board(String title, String subtitle, Words words, List<Block> blocks) {
  record Source(Whole whole, String community, ZoneId zone) {}

  static Board of(Source source, Words words, Instant now) {
    var writing = new Writing(source.whole(), source.zone(), words, new ArrayList<>());
    Seen review = source.whole().review();
    writing.summary();
    writing.plan();
    new BoardDid(source.whole(), source.zone(), words).blocks().forEach(writing::add);
    writing.check();
    writing.decisions();
    writing.definitions();
    String made =
        words.say(
            "board.made",
            Map.of(
                "at",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                    .format(now.atZone(source.zone())),
                "zone",
                source.zone().getId()));
    return new Board(
        review.name(),
        "%s · %s · %s · %s"
            .formatted(words.say("board.kind"), source.community(), writing.days(review), made),
        words,
        List.copyOf(writing.blocks()));
  }

  private record Writing(Whole whole, ZoneId zone, Words words, List<Block> blocks) {

    String days(Seen review) {
      return words.say("days_of", Map.of("from", review.from(), "until", review.until()))
          + (review.state().equals("running") ? " " + words.say("board.running") : "");
    }

    void summary() {
      var check = new BoardCheck(whole, words);
      add(new Heading(words.say("board.summary")));
      long targets = whole.check().stream().filter(line -> line.target() != null).count();
      add(
          new Text(
              targets == 0
                  ? words.say("board.no_targets")
                  : words.say(
                      "board.targets",
                      Map.of(
                          "of",
                          targets,
                          "met",
                          met(true),
                          "missed",
                          met(false),
                          "unknown",
                          targets - met(true) - met(false))),
              false));
      whole.check().stream()
          .filter(line -> line.ofGoal() || line.target() != null)
          .forEach(line -> add(new Text(check.said(line), false)));
      if (whole.review().state().equals("running")) {
        add(new Warning(words.say("partial")));
      }
    }

    private long met(boolean met) {
      return whole.check().stream().filter(line -> line.met() != null && line.met() == met).count();
    }

    void plan() {
      add(new Heading(words.say("plan")));
      Seen review = whole.review();
      Other against = whole.other();
      Seen other = against == null ? null : against.review();
      List<Seen> plans = other == null ? List.of(review) : List.of(review, other);
      List<List<Cell>> rows = new ArrayList<>();
      if (other != null) {
        rows.add(row("", plans, Seen::name));
      }
      rows.add(row(words.say("goal"), plans, one -> words.say("goal." + one.goal())));
      rows.add(row(words.say("days"), plans, this::days));
      rows.add(
          row(
              words.say("hypothesis"),
              plans,
              one -> one.hypothesis().isEmpty() ? words.say("nothing_said") : one.hypothesis()));
      rows.add(row(words.say("target"), plans, this::targets));
      rows.addAll(new BoardDid(whole, zone, words).planned());
      add(
          other == null
              ? new Table(List.of(), List.of(1, 4), rows)
              : new Table(
                  List.of(
                      words.say("board.plans"), words.say("board.this"), words.say("board.other")),
                  List.of(1, 2, 2),
                  rows));
    }

    private static List<Cell> row(
        String head, List<Seen> plans, java.util.function.Function<Seen, String> what) {
      return Stream.concat(
              Stream.of(Cell.of(head)), plans.stream().map(one -> Cell.of(what.apply(one))))
          .toList();
    }

    private String targets(Seen review) {
      return review.targets().isEmpty()
          ? words.say("board.no_targets")
          : String.join(
              words == Words.ZH ? "；" : "; ",
              review.targets().entrySet().stream()
                  .map(
                      one ->
                          words.say("ratio." + one.getKey())
                              + " ≥ "
                              + words.value(one.getKey(), one.getValue()))
                  .toList());
    }

    void check() {
      add(new Heading(words.say("check")));
      var check = new BoardCheck(whole, words);
      check.blocks().forEach(this::add);
    }

    void decisions() {
      add(new Heading(words.say("act")));
      if (whole.last() != null && !whole.last().decisions().isEmpty()) {
        add(new Text(words.say("last", Map.of("name", whole.last().name())), false));
        add(decided(whole.last().decisions()));
      }
      if (whole.decisions().isEmpty()) {
        add(new Text(words.say("board.no_decisions"), false));
      } else {
        add(decided(whole.decisions()));
      }
    }

    private Table decided(List<DecisionSeen> decisions) {
      return new Table(
          List.of(words.say("what"), words.say("owner"), words.say("due"), words.say("state")),
          List.of(6, 3, 2, 2),
          decisions.stream()
              .map(
                  one ->
                      List.of(
                          Cell.of(what(one)),
                          Cell.of(one.owner()),
                          Cell.of(one.due().toString()),
                          Cell.of(words.say("decision." + one.state()))))
              .toList());
    }

    private String what(DecisionSeen one) {
      if (one.changes() == null) {
        return one.what();
      }
      String what = words.say("changes." + one.changes());
      Instant at = one.changedAt();
      return one.what()
          + " · "
          + (at == null
              ? words.say("changed_not", Map.of("what", what))
              : words.say(
                  "changed_on", Map.of("what", what, "day", LocalDate.ofInstant(at, zone))));
    }

    void definitions() {
      add(new Heading(words.say("board.definitions")));
      List<Note> notes = new ArrayList<>();
      for (Ratio ratio : Ratio.values()) {
        notes.add(new Note(words.say("ratio." + ratio.code()), words.say("is." + ratio.code())));
      }
      for (String did : List.of("scanned", "joined", "delivered", "playbooks", "sends")) {
        notes.add(new Note(words.say(did), words.say(did + "_is")));
      }
      notes.add(new Note(words.say("board.interval_term"), words.say("board.interval_is")));
      notes.add(new Note(words.say("board.p_term"), words.say("p_is")));
      notes.add(new Note(words.say("board.adds"), words.say("moved_is")));
      add(new Notes(notes));
    }

    private void add(Block block) {
      blocks.add(block);
    }
  }
}
