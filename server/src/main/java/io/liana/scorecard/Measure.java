package io.liana.scorecard;

import java.util.Locale;

/**
 * What an element is measured by; each is a share, hits ÷ of. docs/metrics.md says of what, and why
 * the levels lie where they lie.
 */
enum Measure {
  PARTICIPATION(Element.INTEREST, "no_members", Levels.PARTICIPATION),
  CONSTANCY(Element.INTEREST, "nobody_spoke", Levels.CONSTANCY),
  RETURN(Element.INTEREST, "no_newcomers", Levels.RETURN),
  RECIPROCITY(Element.STRUCTURE, "nobody_addressed", Levels.RECIPROCITY, 2, 1),
  BALANCE(Element.STRUCTURE, "nobody_spoke", Levels.BALANCE, 1, 1),
  CORE(Element.STRUCTURE, "nobody_spoke", Levels.CORE),
  KNOWN_WAY(Element.STRUCTURE, "no_joins", Levels.FIFTHS),
  RHYTHM(Element.OUTPUT, "nothing_heard", Levels.FIFTHS),
  SUBSTANCE(Element.OUTPUT, "nobody_spoke", Levels.FIFTHS, 1, 1),
  ANSWERS(Element.OUTPUT, "no_questions", Levels.FIFTHS),
  WELCOME(Element.OPERATION, "no_newcomers", Levels.FIFTHS),
  KEPT(Element.OPERATION, "no_joins", Levels.FIFTHS),
  PROMPTNESS(Element.OPERATION, "no_answers", Levels.FIFTHS),
  PROGRAMME(Element.OPERATION, "nothing_sent", Levels.FIFTHS),
  INVITERS(Element.REPLICATION, "no_invitations", Levels.INVITERS),
  SUCCESSORS(Element.REPLICATION, "no_core", Levels.SUCCESSORS),
  COPIES(Element.REPLICATION, "no_templates", Levels.FIFTHS);

  final Element element;

  /** A code: why it cannot be told where there is nothing to divide by. */
  final String unknown;

  /** The shares that are worth 20, 40, 60, 80 and 100 points. */
  final double[] levels;

  /** What one act more adds above the line and below it. */
  final int hitsPerAct;

  final int ofPerAct;

  Measure(Element element, String unknown, double[] levels) {
    this(element, unknown, levels, 1, 0);
  }

  Measure(Element element, String unknown, double[] levels, int hitsPerAct, int ofPerAct) {
    this.element = element;
    this.unknown = unknown;
    this.levels = levels;
    this.hitsPerAct = hitsPerAct;
    this.ofPerAct = ofPerAct;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the levels lie; sources in docs/metrics.md. */
  private static final class Levels {
    // A share of what should be all is its own scale.
    static final double[] FIFTHS = {0.2, 0.4, 0.6, 0.8, 1};
    // Nielsen's 90-9-1: that one in ten takes part is ordinary.
    static final double[] PARTICIPATION = {0.05, 0.10, 0.20, 0.35, 0.50};
    static final double[] INVITERS = {0.005, 0.01, 0.03, 0.06, 0.10};
    // A quarter in ninety days makes the core anew once a year.
    static final double[] SUCCESSORS = {0.05, 0.10, 0.15, 0.20, 0.25};
    // What a fifth, two, three, four fifths and nineteen twentieths of real channels stay below;
    // LevelsTest counts them again.
    static final double[] CONSTANCY = {0.071, 0.093, 0.115, 0.145, 0.214};
    static final double[] RETURN = {0.2, 0.308, 0.4, 0.588, 0.714};
    static final double[] RECIPROCITY = {0.25, 0.4, 0.615, 0.75, 0.909};
    static final double[] BALANCE = {0.257, 0.336, 0.427, 0.502, 0.625};
    // Two fifths have nobody there so often: a straight line up to the third level.
    static final double[] CORE = {0.035, 0.070, 0.105, 0.167, 0.333};
  }
}
