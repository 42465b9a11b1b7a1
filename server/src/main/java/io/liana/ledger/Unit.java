package io.liana.ledger;

import java.util.Locale;

/** What is counted. An entry never mixes two. */
public enum Unit {
  /** Money of China: a hundredth of a yuan. */
  FEN,
  POINTS;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
