package io.liana.segment;

import java.time.Instant;

/** What is known of a person, or asked of them. */
sealed interface Value {
  record Amount(double number) implements Value {}

  record Word(String text) implements Value {}

  record At(Instant time) implements Value {}

  /** As a person reads it in an explanation, and as JSON carries it. */
  default Object plain() {
    return switch (this) {
      case Amount(double number) ->
          number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) (long) number : number;
      case Word(String text) -> text;
      case At(Instant time) -> time.toString();
    };
  }
}
