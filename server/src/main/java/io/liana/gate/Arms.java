package io.liana.gate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pure: arms of experiments, as parts of a page ask for them. */
final class Arms {
  private Arms() {}

  static Set<String> given(@Nullable Set<String> arms) {
    return arms == null ? Set.of() : Set.copyOf(arms);
  }

  /** Whether somebody with these arms is meant; a part that names none is everybody's. */
  static boolean fit(Set<String> wanted, Set<String> mine) {
    return wanted.isEmpty() || wanted.stream().anyMatch(mine::contains);
  }
}
