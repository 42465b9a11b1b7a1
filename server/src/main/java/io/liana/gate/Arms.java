package io.liana.gate;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pure: arms of experiments, as parts of a page ask for them. */
final class Arms {
  private Arms() {}

  static Set<String> given(@Nullable Set<String> arms) {
    if (arms == null) {
      return Set.of();
    }
    arms.forEach(arm -> Objects.requireNonNull(arm, "an arm is missing"));
    return Set.copyOf(arms);
  }

  /** Whether somebody with these arms is meant; a part that names none is everybody's. */
  static boolean fit(Set<String> wanted, Set<String> mine) {
    return wanted.isEmpty() || wanted.stream().anyMatch(mine::contains);
  }
}
