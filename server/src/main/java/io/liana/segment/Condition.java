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
   */
  record Has(
      String list, List<Trait> where, long atLeast, @Nullable Long atMost, @Nullable Integer days)
      implements Condition {
    public Has {
      where = List.copyOf(where);
    }

    boolean enough(long count) {
      return count >= atLeast && (atMost == null || count <= atMost);
    }
  }

  /** Who is in another segment of the same community. */
  record InSegment(long segment) implements Condition {}
}
