package io.liana.gate;

import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.experiment.Meeting;
import io.liana.gate.Visit.State;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which arms make a page what it is for a visitor, and when one of them made a difference. */
@Component
class Variants {
  private final Experiments experiments;

  Variants(Experiments experiments) {
    this.experiments = experiments;
  }

  /** What the experiments named on this page give a visitor. */
  Set<String> dealt(Page page, long visitor) {
    return tried(page).stream().map(one -> one.codeOf(visitor)).collect(Collectors.toSet());
  }

  private List<Experiment> tried(Page page) {
    Set<Long> named =
        page.document().arms().stream().map(Experiment::experimentOf).collect(Collectors.toSet());
    return named.isEmpty()
        ? List.of()
        : experiments.ofVisitors(page.community()).stream()
            .filter(one -> named.contains(one.id()))
            .toList();
  }

  /**
   * In the caller's transaction: they see the page now. With another arm of one of these
   * experiments they would have seen another.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void seen(Page page, Standing standing, Instant now) {
    Visit visit = standing.visit();
    if (visit.arms().isEmpty()) {
      return;
    }
    Seen seen = Seen.of(page.document(), visit.arms(), standing);
    experiments.meet(
        tried(page).stream()
            .flatMap(
                one ->
                    one.codes().stream()
                        .filter(visit.arms()::contains)
                        .filter(
                            mine ->
                                one.codes().stream()
                                    .map(other -> with(visit.arms(), mine, other))
                                    .anyMatch(
                                        arms ->
                                            !Seen.of(page.document(), arms, standing)
                                                .equals(seen))))
            .map(mine -> Meeting.with(mine, visit.visitor(), now))
            .toList());
  }

  private static Set<String> with(Set<String> arms, String mine, String other) {
    Set<String> changed = new HashSet<>(arms);
    changed.remove(mine);
    changed.add(other);
    return changed;
  }

  /**
   * What of a page is before a visitor's eyes.
   *
   * @param steps titles of all gates
   * @param asked the gates that may be tried now
   */
  private record Seen(
      String title, String text, boolean through, List<String> steps, List<Gate> asked) {

    static Seen of(PageDocument whole, Set<String> arms, Standing standing) {
      PageDocument page = whole.as(arms);
      boolean through = standing.visit().passedAt() != null || page.open(standing.passed());
      Stream<Gate> gates = through ? Stream.of() : page.gates().stream();
      return new Seen(
          page.title(),
          page.text(),
          through,
          gates.map(Gate::title).toList(),
          through
              ? List.of()
              : page.next(standing.passed()).stream()
                  .filter(gate -> open(standing.state(gate)))
                  .toList());
    }

    private static boolean open(State state) {
      return switch (state) {
        case SEEN, STARTED, PASSED -> true;
        case WAITING, REFUSED -> false;
      };
    }
  }
}
