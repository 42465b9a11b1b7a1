package io.liana.statistics;

/** What would be news. */
public enum Side {
  TWO_SIDED,
  GREATER,
  LESSER
}
