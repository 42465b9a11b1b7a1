package io.liana.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who belongs to a segment. A group of no conditions holds for nobody, whichever it is. */
sealed interface Condition {
  /** Every part holds. */
  record All(List<Condition> of) implements Condition {
    public All {
      of = List.copyOf(of);
    }
  }

  /** At least one part holds. */
  record Any(List<Condition> of) implements Condition {
    public Any {
      of = List.copyOf(of);
    }
  }

  /** No part holds. */
  record None(List<Condition> of) implements Condition {
    public None {
      of = List.copyOf(of);
    }
  }

  /** Something a person has one of. */
  record Trait(String name, Comparison is) implements Condition {}

  /**
   * Something a person has many of: what they did, their tags.
   *
   * @param where one and the same of them must meet all of this
   * @param atLeast how many of them, at the fewest
   * @param atMost null for any number
   * @param days only those of the last days; null for all
   * @param sum a number each of them has: {@code atLeast} and {@code atMost} are asked of its sum;
   *     null to count them
   */
  record Has(
      String list,
      List<Trait> where,
      long atLeast,
      @Nullable Long atMost,
      @Nullable Integer days,
      @Nullable String sum)
      implements Condition {
    public Has {
      where = List.copyOf(where);
    }

    boolean enough(double found) {
      return found >= atLeast && (atMost == null || found <= atMost);
    }
  }

  /** One of those fits, of a list whose things follow one another. */
  record Step(String list, List<Trait> where) {
    public Step {
      where = List.copyOf(where);
    }
  }

  /**
   * How far somebody came on a way of steps, one after the other, anything in between. Each is
   * counted by the attempt that came furthest; one event is one step; the window is inclusive and
   * begins with the attempt's first step. As ordered funnels of {@code question} have it.
   *
   * @param hours within which an attempt has to come there
   * @param atLeast this step was reached, the first is 1
   * @param atMost and none after this one; null for any
   * @param days only attempts begun in the last days; null for all
   */
  record Funnel(
      List<Step> steps, int hours, long atLeast, @Nullable Long atMost, @Nullable Integer days)
      implements Condition {
    public Funnel {
      steps = List.copyOf(steps);
    }

    boolean enough(long reached) {
      return reached >= atLeast && (atMost == null || reached <= atMost);
    }

    /** By what a person's events on this way are found in {@link Person#lists}. */
    String way() {
      return steps.toString();
    }
  }

  /** Who is in another segment of the same community. */
  record InSegment(long segment) implements Condition {}
}
