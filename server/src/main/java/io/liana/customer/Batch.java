package io.liana.customer;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came together.
 *
 * @param source csv, api or webhook
 * @param takenBackAt null while it counts
 */
record Batch(
    long id,
    CommunityId community,
    About about,
    String source,
    String name,
    String madeBy,
    Instant madeAt,
    Counts counts,
    @Nullable Instant takenBackAt) {

  /** What it brings. */
  enum About {
    ORDERS,
    USERS;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param lines that were read
   * @param nobody lines that name no buyer
   * @param refunds lines that give money back
   * @param wrong lines that were left out
   * @param fresh movements not here before
   * @param known movements that were here already and changed nothing
   * @param differing of these, told with another amount or currency than is kept
   */
  record Counts(
      int lines, int nobody, int refunds, int wrong, int fresh, int known, int differing) {}
}
