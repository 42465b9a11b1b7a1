package io.liana.acquisition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whether codes that lead on to other codes come back to where they began. */
@Component
class Circles {
  private final PlanStore plans;
  private final CodeStore codes;

  Circles(PlanStore plans, CodeStore codes) {
    this.plans = plans;
    this.codes = codes;
  }

  /** Following every code of this document, the plan itself is met. */
  boolean back(long plan, Plan document) {
    Set<Long> seen = new HashSet<>();
    Deque<Plan> open = new ArrayDeque<>();
    open.add(document);
    while (!open.isEmpty()) {
      for (long next : onward(open.remove()).toList()) {
        if (next == plan) {
          return true;
        }
        if (seen.add(next)) {
          plans.find(next).map(PlanStore.Row::plan).ifPresent(open::add);
        }
      }
    }
    return false;
  }

  /** The plans that codes of this one lead to. */
  private Stream<Long> onward(Plan document) {
    return document
        .targets()
        .map(target -> target instanceof Target.Page page ? page.then() : target)
        .flatMap(
            target ->
                target instanceof Target.Code(String slug) ? plan(slug).stream() : Stream.empty());
  }

  private Optional<Long> plan(String slug) {
    OptionalLong name = Slug.parse(slug);
    return name.isEmpty() ? Optional.empty() : codes.find(name.getAsLong()).map(LiveCode::plan);
  }
}
