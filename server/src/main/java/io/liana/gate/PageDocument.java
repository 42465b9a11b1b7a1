package io.liana.gate;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page says and asks.
 *
 * @param picture uploaded, by its hash
 * @param captcha whoever sends something has let their device count first
 */
record PageDocument(
    String title,
    String text,
    @Nullable String picture,
    Combine combine,
    boolean captcha,
    List<Gate> gates) {
  PageDocument {
    Objects.requireNonNull(combine, "combine is missing");
    gates = List.copyOf(Objects.requireNonNull(gates, "gates are missing"));
  }

  enum Combine {
    /** Every gate, one after the other. */
    ALL,
    /** One of the visitor's choice. */
    ANY
  }

  /** Pure: whether who passed these gates is let through. A page without gates lets all through. */
  boolean open(Collection<String> passed) {
    return switch (combine) {
      case ALL -> gates.stream().map(Gate::key).allMatch(passed::contains);
      case ANY -> gates.isEmpty() || gates.stream().map(Gate::key).anyMatch(passed::contains);
    };
  }

  /** Pure: the gates that may be tried now, by who passed these. */
  List<Gate> next(Collection<String> passed) {
    List<Gate> left = gates.stream().filter(gate -> !passed.contains(gate.key())).toList();
    return open(passed) ? List.of() : combine == Combine.ALL ? left.subList(0, 1) : left;
  }

  Optional<Gate> gate(String key) {
    return gates.stream().filter(gate -> gate.key().equals(key)).findFirst();
  }
}
