package io.liana.scorecard;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A number by which a goal is followed: one of the five elements' measures, or one of its own. */
enum GoalLine {
  /** New members ÷ members at the start; may be above 1. */
  JOINED("no_members_at_start"),
  KEPT(Measure.KEPT),
  WELCOME(Measure.WELCOME),
  INVITERS(Measure.INVITERS),
  KNOWN_WAY(Measure.KNOWN_WAY),
  PARTICIPATION(Measure.PARTICIPATION),
  CONSTANCY(Measure.CONSTANCY),
  CORE(Measure.CORE),
  RHYTHM(Measure.RHYTHM),
  ANSWERS(Measure.ANSWERS),
  /** Members who bought ÷ members. */
  BUYERS("no_orders"),
  /** Members who bought more than once ÷ members who bought. */
  REBUYERS("nobody_bought"),
  /** Still in at the end ÷ members at the start. */
  STAYED("no_members_at_start"),
  RETURN(Measure.RETURN);

  final @Nullable Measure measure;

  /** A code: why it cannot be told where there is nothing to divide by. */
  final String unknown;

  GoalLine(Measure measure) {
    this.measure = measure;
    this.unknown = measure.unknown;
  }

  GoalLine(String unknown) {
    this.measure = null;
    this.unknown = unknown;
  }

  /** Of things that happen one by one to the members they are divided by, so an interval holds. */
  boolean isShareOfPeople() {
    return switch (this) {
      case JOINED, CONSTANCY, RHYTHM -> false;
      case KEPT,
          WELCOME,
          INVITERS,
          KNOWN_WAY,
          PARTICIPATION,
          CORE,
          ANSWERS,
          BUYERS,
          REBUYERS,
          STAYED,
          RETURN ->
          true;
    };
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
