package io.liana.gate;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a page says and asks.
 *
 * @param picture uploaded, by its hash
 * @param captcha whoever sends something has let their device count first
 * @param variants other words for visitors with one of these arms; the first that fits
 */
record PageDocument(
    String title,
    String text,
    @Nullable String picture,
    Combine combine,
    boolean captcha,
    List<Gate> gates,
    List<Variant> variants) {
  PageDocument {
    Objects.requireNonNull(combine, "combine is missing");
    gates = List.copyOf(Objects.requireNonNull(gates, "gates are missing"));
    variants = variants == null ? List.of() : List.copyOf(variants);
  }

  /** What a page says to visitors with one of these arms. */
  record Variant(Set<String> arms, String title, String text) {
    Variant {
      arms = Arms.given(arms);
    }
  }

  /** Every arm that decides something here. */
  Set<String> arms() {
    return Stream.of(
            variants.stream().map(Variant::arms),
            gates.stream().map(Gate::arms),
            gates.stream().flatMap(gate -> gate.asked().stream()).map(Question::arms))
        .flatMap(all -> all)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  /** Pure: the page as visitors with these arms see it. */
  PageDocument as(Set<String> mine) {
    Variant words =
        variants.stream()
            .filter(one -> Arms.fit(one.arms(), mine))
            .findFirst()
            .orElse(new Variant(Set.of(), title, text));
    return new PageDocument(
        words.title(),
        words.text(),
        picture,
        combine,
        captcha,
        gates.stream().flatMap(gate -> gate.as(mine).stream()).toList(),
        List.of());
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
