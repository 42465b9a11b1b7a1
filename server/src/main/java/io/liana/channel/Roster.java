package io.liana.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a platform says about a group when it is asked, to be held against what its events told. */
public sealed interface Roster {
  /** Nobody asks here: the platform does not tell, or its connector compares by itself. */
  record Untold() implements Roster {}

  /** Not now; to be asked again. */
  record NotNow() implements Roster {}

  /**
   * @param everybody false: {@code seats} are only those who own or administer it
   * @param count how many are in; null where the platform does not say
   * @param name the group's; null where the platform does not say
   */
  record Told(List<Seat> seats, boolean everybody, @Nullable Integer count, @Nullable String name)
      implements Roster {}

  /**
   * @param since when they came; null where the platform does not say
   */
  record Seat(Person who, @Nullable Instant since) {}
}
