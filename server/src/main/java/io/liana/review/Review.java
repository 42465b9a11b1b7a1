package io.liana.review;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plan of one period.
 *
 * @param targets what a ratio should reach; those without a target are absent
 */
record Review(long id, CommunityId community, Plan plan, int version, Instant madeAt) {

  record Plan(
      String name,
      Goal goal,
      Span span,
      String hypothesis,
      Map<Ratio, Double> targets,
      Links links) {
    Plan with(Goal goal, Map<Ratio, Double> targets) {
      return new Plan(name, goal, span, hypothesis, targets, links);
    }
  }

  /** What it is about, by number. */
  record Links(List<Long> experiments, List<Long> playbooks, List<Long> sends) {
    static final Links NONE = new Links(List.of(), List.of(), List.of());
  }

  /**
   * What follows.
   *
   * @param owner as the team calls them; empty for nobody yet
   * @param changes null for a task alone
   */
  record Decision(
      long id,
      String what,
      String owner,
      LocalDate due,
      @Nullable Changed changes,
      Instant madeAt) {
    /** Of the desk's task. */
    String key() {
      return "review_decision:" + id;
    }
  }
}
