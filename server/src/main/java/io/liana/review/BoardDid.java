package io.liana.review;

import io.liana.review.Block.Cell;
import io.liana.review.Block.Heading;
import io.liana.review.Block.Table;
import io.liana.review.Block.Text;
import io.liana.review.ReviewAnswers.DidSeen;
import io.liana.review.ReviewAnswers.ExperimentSeen;
import io.liana.review.ReviewAnswers.Other;
import io.liana.review.ReviewAnswers.PlaybookRan;
import io.liana.review.ReviewAnswers.SendSeen;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What really ran in the period of a review, in words, and what of it was planned. Pure. */
record BoardDid(ReviewAnswers.Whole whole, ZoneId zone, Words words) {
  private static final int MOST = 20; // rows of a kind: paper is for reading

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading(words.say("do")));
    blocks.add(numbers());
    experiments(blocks);
    playbooks(blocks);
    sends(blocks);
    return blocks;
  }

  /** Rows of the plan, of both where it is held against another. */
  List<List<Cell>> planned() {
    return List.of(
        planned(
            "experiments",
            did -> names(did.experiments().stream(), ExperimentSeen::linked, ExperimentSeen::name)),
        planned(
            "playbooks",
            did -> names(did.playbooks().stream(), PlaybookRan::linked, PlaybookRan::name)),
        planned("sends", did -> names(did.sends().stream(), SendSeen::linked, this::name)));
  }

  private List<Cell> planned(String kind, Function<DidSeen, String> names) {
    return Stream.concat(
            Stream.of(Cell.of(words.say(kind))), both().map(did -> Cell.of(names.apply(did))))
        .toList();
  }

  private <T> String names(
      Stream<T> all, java.util.function.Predicate<T> linked, Function<T, String> name) {
    List<String> names = all.filter(linked).map(name).toList();
    return names.isEmpty()
        ? words.say("none_linked")
        : String.join(words == Words.ZH ? "；" : "; ", names);
  }

  private Stream<DidSeen> both() {
    Other other = whole.other();
    return other == null ? Stream.of(whole.did()) : Stream.of(whole.did(), other.did());
  }

  /** One row; two with their names where it is held against another review. */
  private Table numbers() {
    Other other = whole.other();
    List<String> heads =
        Stream.of("scanned", "joined", "delivered", "sends").map(words::say).toList();
    if (other == null) {
      return new Table(heads, List.of(1, 1, 1, 1), List.of(numbers(whole.did()).toList()));
    }
    return new Table(
        Stream.concat(Stream.of(words.say("board.plans")), heads.stream()).toList(),
        List.of(2, 1, 1, 1, 1),
        List.of(
            Stream.concat(Stream.of(Cell.of(whole.review().name())), numbers(whole.did())).toList(),
            Stream.concat(Stream.of(Cell.of(other.review().name())), numbers(other.did()))
                .toList()));
  }

  private Stream<Cell> numbers(DidSeen did) {
    return Stream.of(did.scanned(), did.joined(), did.delivered(), (long) did.sends().size())
        .map(count -> Cell.strong(List.of(words.number(count))));
  }

  private void experiments(List<Block> blocks) {
    List<ExperimentSeen> ran = whole.did().experiments();
    if (ran.isEmpty()) {
      blocks.add(new Text(words.say("none_ran"), true));
      return;
    }
    blocks.add(
        new Table(
            List.of(words.say("ran"), words.say("state")),
            List.of(3, 1),
            ran.stream()
                .map(
                    one ->
                        List.of(
                            Cell.of(one.name()),
                            Cell.of(words.say("experiment." + one.state()) + linked(one.linked()))))
                .toList()));
  }

  /** The planned first. */
  private void playbooks(List<Block> blocks) {
    List<PlaybookRan> ran = whole.did().playbooks();
    if (ran.isEmpty()) {
      blocks.add(new Text(words.say("no_playbook_ran"), true));
      return;
    }
    blocks.add(
        new Table(
            List.of(words.say("playbooks"), words.say("board.groups"), words.say("board.steps")),
            List.of(5, 2, 3),
            ran.stream()
                .sorted(Comparator.comparing((PlaybookRan one) -> !one.linked()))
                .limit(MOST)
                .map(
                    one ->
                        List.of(
                            Cell.of(one.name() + linked(one.linked())),
                            Cell.of(words.number(one.groups())),
                            Cell.of(steps(one).toArray(String[]::new))))
                .toList()));
    if (ran.size() > MOST) {
      blocks.add(new Text(words.say("more", Map.of("n", ran.size() - MOST)), true));
    }
  }

  /** How many of its steps did what; of nothing nothing is said but what was done. */
  private List<String> steps(PlaybookRan one) {
    List<String> steps = new ArrayList<>();
    steps.add(words.say("board.steps_done", Map.of("n", words.number(one.done()))));
    Map.of("waiting", one.waiting(), "failed", one.failed(), "skipped", one.skipped())
        .entrySet()
        .stream()
        .filter(count -> count.getValue() > 0)
        .sorted(Map.Entry.comparingByKey())
        .map(
            count ->
                words.say(
                    "board.steps_" + count.getKey(), Map.of("n", words.number(count.getValue()))))
        .forEach(steps::add);
    return steps;
  }

  /** The planned first. */
  private void sends(List<Block> blocks) {
    List<SendSeen> sends = whole.did().sends();
    if (sends.isEmpty()) {
      blocks.add(new Text(words.say("none_sent"), true));
      return;
    }
    blocks.add(
        new Table(
            List.of(words.say("sends"), words.say("made_on"), words.say("arrived")),
            List.of(5, 2, 3),
            sends.stream()
                .sorted(Comparator.comparing((SendSeen one) -> !one.linked()))
                .limit(MOST)
                .map(
                    one ->
                        List.of(
                            Cell.of(
                                name(one) + linked(one.linked()), words.say("to." + one.kind())),
                            Cell.of(LocalDate.ofInstant(one.madeAt(), zone).toString()),
                            Cell.of(fate(one).toArray(String[]::new))))
                .toList()));
    if (sends.size() > MOST) {
      blocks.add(new Text(words.say("more", Map.of("n", sends.size() - MOST)), true));
    }
  }

  private String name(SendSeen one) {
    return one.text().isEmpty() ? words.say("send_files") : one.text();
  }

  private List<String> fate(SendSeen one) {
    List<String> fate = new ArrayList<>();
    fate.add(
        words.say(
            "sent_of",
            Map.of("sent", words.number(one.sent()), "of", words.number(one.reached()))));
    if (one.waiting() > 0) {
      fate.add(words.say("waiting", Map.of("n", words.number(one.waiting()))));
    }
    if (one.notSent() > 0) {
      fate.add(words.say("not_sent", Map.of("n", words.number(one.notSent()))));
    }
    return fate;
  }

  private String linked(boolean linked) {
    return linked ? " · " + words.say("linked") : "";
  }
}
