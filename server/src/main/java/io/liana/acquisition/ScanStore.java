package io.liana.acquisition;

import io.liana.acquisition.Scan.Kept;
import io.liana.acquisition.Scan.Result;
import io.liana.acquisition.Target.Door;
import io.liana.experiment.Experiments;
import io.liana.experiment.Meeting;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes scans and gives out seats. */
@Repository
class ScanStore {
  private record Sitting(long door, boolean counted) {}

  /** A seat as it is written: the code of the batch's last scan, and of its first. */
  private record Seated(long door, Scan last, Scan first) {}

  private record Visitor(long plan, long number) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Crowds crowds;
  private final Experiments experiments;
  private final AcquisitionSettings settings;
  private final Clock clock;

  ScanStore(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Crowds crowds,
      Experiments experiments,
      AcquisitionSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.crowds = crowds;
    this.experiments = experiments;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One transaction for all. Whoever wants a seat is given one by the doors' rows, which are locked
   * until the commit: two nodes never give out the same seat.
   *
   * @return what became of each, in their order
   */
  List<Kept> write(List<Scan> scans) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              List<Kept> kept = seat(scans);
              insert(scans, kept);
              meet(scans);
              return kept;
            }));
  }

  /** Whoever an experiment had a say about has met it: the row is on disk before they are led. */
  private void meet(List<Scan> scans) {
    List<Meeting> meetings = new ArrayList<>(0);
    for (Scan scan : scans) {
      scan.met().forEach(arm -> meetings.add(Meeting.with(arm, scan.visitor(), scan.at())));
    }
    if (!meetings.isEmpty()) {
      experiments.meet(meetings);
    }
  }

  private List<Kept> seat(List<Scan> scans) {
    Set<Long> plans = new HashSet<>();
    for (Scan scan : scans) {
      if (scan.seat() != null) {
        plans.add(scan.seat().plan().id());
      }
    }
    if (plans.isEmpty()) {
      return Collections.nCopies(scans.size(), new Kept(null));
    }
    Map<Long, Integer> before = lockDoors(plans.toArray(Long[]::new));
    var seating = new Seating(before, sittings(scans));
    List<Kept> kept = scans.stream().map(seating::place).toList();
    seating.write();
    return kept;
  }

  /** In the order of their ids, as everybody locks them. */
  private Map<Long, Integer> lockDoors(Long[] plans) {
    Map<Long, Integer> taken = new HashMap<>();
    jdbc.query(
        "select id, taken from acquisition_door where plan_id = any (?) order by id for no key update",
        row -> {
          taken.put(row.getLong(1), row.getInt(2));
        },
        (Object) plans);
    return taken;
  }

  private Map<Visitor, Sitting> sittings(List<Scan> scans) {
    List<Scan> known =
        scans.stream().filter(scan -> scan.seat() != null && scan.visit().returning()).toList();
    Map<Visitor, Sitting> sittings = new HashMap<>();
    if (!known.isEmpty()) {
      jdbc.query(
          """
          select s.plan_id, s.visitor, s.door_id, s.state <> 'released'
            from unnest(?, ?) as v (plan_id, visitor)
            join acquisition_seat s on s.plan_id = v.plan_id and s.visitor = v.visitor
          """,
          row -> {
            sittings.put(
                new Visitor(row.getLong(1), row.getLong(2)),
                new Sitting(row.getLong(3), row.getBoolean(4)));
          },
          known.stream()
              .map(scan -> Objects.requireNonNull(scan.seat()).plan().id())
              .toArray(Long[]::new),
          known.stream().map(Scan::visitor).toArray(Long[]::new));
    }
    return sittings;
  }

  /** The seats of one batch, worked out in memory under the doors' locks. */
  private final class Seating {
    private final Map<Long, Integer> before;
    private final Map<Long, Integer> taken;
    private final Map<Visitor, Sitting> sittings;
    private final Map<Visitor, Seated> changed = new LinkedHashMap<>();

    Seating(Map<Long, Integer> before, Map<Visitor, Sitting> sittings) {
      this.before = before;
      this.taken = new HashMap<>(before);
      this.sittings = sittings;
    }

    Kept place(Scan scan) {
      Scan.Wish wish = scan.seat();
      if (wish == null) {
        return new Kept(null);
      }
      LivePlan plan = wish.plan();
      var visitor = new Visitor(plan.id(), scan.visitor());
      Sitting sitting = sittings.get(visitor);
      Door door = sitting == null ? null : again(wish, sitting);
      if (door == null) {
        door =
            Rooms.choose(wish.pool(), one -> taken.getOrDefault(plan.doorId(one), 0)).orElse(null);
        boolean fresh = sitting == null || !sitting.counted();
        if (door != null
            && fresh
            && !crowds.seat(plan.id(), scan.network(), plan.plan().networkSeats())) {
          door = null;
        }
      }
      if (door == null) {
        return new Kept(null); // who has a seat elsewhere in the plan keeps it
      }
      long id = plan.doorId(door);
      if (sitting != null && sitting.counted()) {
        taken.merge(sitting.door(), -1, Integer::sum);
      }
      taken.merge(id, 1, Integer::sum);
      sittings.put(visitor, new Sitting(id, true));
      Seated earlier = changed.get(visitor);
      changed.put(visitor, new Seated(id, scan, earlier == null ? scan : earlier.first()));
      return new Kept(door);
    }

    /**
     * The same visitor gets the same door; null when it is no more, or was free again and is full.
     */
    private @Nullable Door again(Scan.Wish wish, Sitting sitting) {
      return wish.pool().doors().stream()
          .filter(door -> wish.plan().doorId(door) == sitting.door())
          .filter(
              door ->
                  sitting.counted()
                      || door.seats() == null
                      || taken.getOrDefault(sitting.door(), 0) < door.seats())
          .findFirst()
          .orElse(null);
    }

    void write() {
      writeSeats();
      List<Map.Entry<Long, Integer>> moved =
          taken.entrySet().stream()
              .filter(door -> !door.getValue().equals(before.get(door.getKey())))
              .toList();
      if (!moved.isEmpty()) {
        jdbc.update(
            "update acquisition_door d set taken = n.taken from unnest(?, ?) as n (id, taken) where d.id = n.id",
            moved.stream().map(Map.Entry::getKey).toArray(Long[]::new),
            moved.stream().map(Map.Entry::getValue).toArray(Integer[]::new));
      }
    }

    private void writeSeats() {
      if (changed.isEmpty()) {
        return;
      }
      List<Map.Entry<Visitor, Seated>> rows = new ArrayList<>(changed.entrySet());
      jdbc.update(
          """
          insert into acquisition_seat as s (plan_id, visitor, door_id, state, held_until, code_id, seen_at, first_code_id, first_at)
          select n.plan_id, n.visitor, n.door_id, 'held', ?, n.code_id, n.seen_at, n.first_code_id, n.first_at
            from unnest(?, ?, ?, ?, cast(? as timestamptz[]), ?, cast(? as timestamptz[]))
              as n (plan_id, visitor, door_id, code_id, seen_at, first_code_id, first_at)
          on conflict (plan_id, visitor) do update
            set door_id = excluded.door_id, held_until = excluded.held_until, code_id = excluded.code_id, seen_at = excluded.seen_at,
                first_code_id = coalesce(s.first_code_id, excluded.first_code_id), first_at = coalesce(s.first_at, excluded.first_at),
                state = case when s.state = 'taken' and s.door_id = excluded.door_id then 'taken' else 'held' end
          """,
          time(clock.instant().plus(settings.hold())),
          rows.stream().map(row -> row.getKey().plan()).toArray(Long[]::new),
          rows.stream().map(row -> row.getKey().number()).toArray(Long[]::new),
          rows.stream().map(row -> row.getValue().door()).toArray(Long[]::new),
          rows.stream().map(row -> row.getValue().last().code().id()).toArray(Long[]::new),
          rows.stream().map(row -> row.getValue().last().at().toString()).toArray(String[]::new),
          rows.stream().map(row -> row.getValue().first().code().id()).toArray(Long[]::new),
          rows.stream().map(row -> row.getValue().first().at().toString()).toArray(String[]::new));
    }
  }

  private void insert(List<Scan> scans, List<Kept> kept) {
    int n = scans.size();
    var times = new Long[n];
    var codes = new Long[n];
    var visitors = new Long[n];
    var results = new String[n];
    var returning = new Boolean[n];
    var doors = new Long[n];
    var devices = new String[n];
    var apps = new String[n];
    var regions = new String[n];
    var networks = new String[n];
    for (int i = 0; i < n; i++) {
      Scan scan = scans.get(i);
      Door door = kept.get(i).door();
      times[i] = ChronoUnit.MICROS.between(Instant.EPOCH, scan.at());
      codes[i] = scan.code().id();
      visitors[i] = scan.visitor();
      results[i] = (scan.seat() != null && door == null ? Result.FULL : scan.result()).code();
      returning[i] = scan.visit().returning();
      doors[i] = door == null ? null : Objects.requireNonNull(scan.seat()).plan().doorId(door);
      devices[i] = scan.visit().device().code();
      apps[i] = scan.visit().app().code();
      regions[i] = scan.visit().region();
      networks[i] = scan.network();
    }
    jdbc.update(
        """
        insert into acquisition_scan (id, at, code_id, visitor, result, returning_visitor, door_id, device, app, region, network)
        select nextval('acquisition_scan_id'), timestamptz 'epoch' + s.at * interval '1 microsecond',
               s.code_id, s.visitor, s.result, s.returning_visitor, s.door_id, s.device, s.app, s.region, s.network
          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            as s (at, code_id, visitor, result, returning_visitor, door_id, device, app, region, network)
        """,
        times,
        codes,
        visitors,
        results,
        returning,
        doors,
        devices,
        apps,
        regions,
        networks);
  }

  /** Seats nobody came in by are free again. */
  void release() {
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        status -> {
          jdbc.query(
              """
                  select id from acquisition_door
                   where plan_id in (select plan_id from acquisition_seat where state = 'held' and held_until <= ?)
                   order by id for no key update
                  """,
              row -> {},
              time(now));
          jdbc.update(
              """
                  with gone as (
                    update acquisition_seat set state = 'released' where state = 'held' and held_until <= ?
                    returning door_id
                  ), counted as (select door_id, count(*) as n from gone group by door_id)
                  update acquisition_door d set taken = d.taken - counted.n from counted where d.id = counted.door_id
                  """,
              time(now));
        });
  }

  /**
   * Partitions for the days around now; called at start and every hour. A day whose first scans
   * came before its partition did stays among the others: it cannot get one any more.
   */
  void preparePartitions() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    for (int ahead = 0; ahead <= 2; ahead++) {
      LocalDate day = today.plusDays(ahead);
      boolean late =
          Boolean.TRUE.equals(
              jdbc.queryForObject(
                  "select exists (select from acquisition_scan_other where at >= ? and at < ?)",
                  Boolean.class,
                  day.atStartOfDay().atOffset(ZoneOffset.UTC),
                  day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC)));
      if (late) {
        continue;
      }
      jdbc.execute(
          "create table if not exists acquisition_scan_%s partition of acquisition_scan for values from ('%s') to ('%s')"
              .formatted(day.toString().replace('-', '_'), day, day.plusDays(1)));
    }
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
