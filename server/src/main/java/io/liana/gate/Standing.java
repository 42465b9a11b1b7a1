package io.liana.gate;

import io.liana.gate.Visit.Progress;
import io.liana.gate.Visit.State;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one visitor stands on a page.
 *
 * @param words of the person who decided, by the gate
 * @param friends who accepted their invitation
 * @param invited came by a friend's link and has not accepted yet
 */
record Standing(
    Visit visit,
    Map<String, Progress> progress,
    Map<String, String> words,
    int friends,
    boolean invited) {

  Set<String> passed() {
    return progress.values().stream()
        .filter(one -> one.state() == State.PASSED)
        .map(Progress::gate)
        .collect(Collectors.toSet());
  }

  State state(Gate gate) {
    Progress known = progress.get(gate.key());
    return known == null ? State.SEEN : known.state();
  }

  int tries(Gate gate) {
    Progress known = progress.get(gate.key());
    return known == null ? 0 : known.tries();
  }

  @Nullable String words(Gate gate) {
    return words.get(gate.key());
  }
}
