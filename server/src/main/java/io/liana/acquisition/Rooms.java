package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.acquisition.Target.Pool;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Pure: which door of a pool is chosen, given how many came in by each. */
final class Rooms {
  private Rooms() {}

  /**
   * @param taken seats held or taken by the door
   * @return empty when no door has room
   */
  static Optional<Door> choose(Pool pool, ToIntFunction<Door> taken) {
    List<Door> open =
        pool.doors().stream()
            .filter(door -> door.seats() == null || taken.applyAsInt(door) < door.seats())
            .toList();
    // Streams keep the first of equals: the order of the doors breaks every tie.
    return switch (pool.strategy()) {
      case FILL_FIRST -> open.stream().findFirst();
      case ROUND_ROBIN -> open.stream().min(Comparator.comparingInt(taken));
      case WEIGHTED ->
          open.stream()
              .filter(door -> door.weight() > 0)
              .min(
                  Comparator.comparingDouble(
                      door -> (taken.applyAsInt(door) + 1.0) / door.weight()));
      case LEAST_FULL ->
          open.stream()
              .min(
                  Comparator.comparingDouble(
                      door ->
                          door.seats() == null
                              ? 0
                              : (double) taken.applyAsInt(door) / door.seats()));
    };
  }
}
