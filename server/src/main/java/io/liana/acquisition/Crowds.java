package io.liana.acquisition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How much one network may ask for: who throws the cookie away is a new visitor each time, but not
 * a new network. Counted in memory, each node for itself.
 */
@Component
class Crowds {
  /** A company or a campus behind one network still gets in. */
  static final int USUAL_SEATS = 1_000;

  /** Mistyped codes are few; who tries names gets the same page, without a look at the database. */
  static final int MOST_UNKNOWN = 30;

  private static final int MOST_NETWORKS = 100_000;
  private static final Pattern NEAR = Pattern.compile("172\\.(1[6-9]|2\\d|3[01])\\.");

  private record Seats(long plan, String network, Instant hour) {}

  private record Asked(String network, Instant minute) {}

  /**
   * @param visitor 0 for all of the network
   */
  private record Scanned(long visitor, String network, long minute) {}

  /** How fast somebody scans. */
  enum Pace {
    FINE,
    /** Led nowhere, and counted. */
    TOO_FAST,
    /** Beyond twice the limit nothing is written any more: a flood would fill the disk. */
    FLOOD
  }

  private final Clock clock;
  private final Cache<Seats, Integer> seats =
      Caffeine.newBuilder()
          .maximumSize(MOST_NETWORKS)
          .expireAfterWrite(Duration.ofHours(1))
          .build();
  private final Cache<Asked, Integer> unknown =
      Caffeine.newBuilder()
          .maximumSize(MOST_NETWORKS)
          .expireAfterWrite(Duration.ofMinutes(1))
          .build();

  private final Cache<Scanned, Integer> scans =
      Caffeine.newBuilder()
          .maximumSize(MOST_NETWORKS)
          .expireAfterWrite(Duration.ofMinutes(1))
          .build();
  private final AcquisitionSettings settings;

  Crowds(AcquisitionSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Counts one more new seat for the network in this hour.
   *
   * @param limit the plan's; null for the usual one, which spares private networks: there stands a
   *     proxy that does not say who is behind it
   */
  boolean seat(long plan, String network, @Nullable Integer limit) {
    if (limit == null && inside(network)) {
      return true;
    }
    int most = limit == null ? USUAL_SEATS : limit;
    var key = new Seats(plan, network, clock.instant().truncatedTo(ChronoUnit.HOURS));
    return seats.asMap().merge(key, 1, Integer::sum) <= most;
  }

  /**
   * Counts one more scan of a code there is. Private networks are spared as a whole, for the same
   * reason as with seats; a browser is not.
   *
   * @param visitor null for who brings no cookie
   */
  Pace scan(@Nullable Long visitor, String network, Instant now) {
    long minute = now.getEpochSecond() / 60;
    Pace alone =
        visitor == null
            ? Pace.FINE
            : pace(new Scanned(visitor, "", minute), settings.visitorScans());
    Pace together =
        inside(network)
            ? Pace.FINE
            : pace(new Scanned(0, network, minute), settings.networkScans());
    return alone.compareTo(together) > 0 ? alone : together;
  }

  private Pace pace(Scanned key, int limit) {
    int so = scans.asMap().merge(key, 1, Integer::sum);
    if (so <= limit) {
      return Pace.FINE;
    }
    return so <= 2 * limit ? Pace.TOO_FAST : Pace.FLOOD;
  }

  /** Counts one more code nobody knows. */
  boolean unknown(String network) {
    var key = new Asked(network, clock.instant().truncatedTo(ChronoUnit.MINUTES));
    return unknown.asMap().merge(key, 1, Integer::sum) <= MOST_UNKNOWN;
  }

  private static boolean inside(String network) {
    return network.isEmpty()
        || network.startsWith("127.")
        || network.startsWith("10.")
        || network.startsWith("192.168.")
        || (network.startsWith("172.") && NEAR.matcher(network).lookingAt())
        || network.startsWith("f");
  }
}
