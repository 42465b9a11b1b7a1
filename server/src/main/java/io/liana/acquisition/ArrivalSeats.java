package io.liana.acquisition;

import io.liana.acquisition.Matching.OpenSeat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Seats as arrivals change them. Who changes how many sit by a door locks the door first, in the
 * order of ids, as {@link ScanStore} does; a held seat that is taken changes no count.
 */
@Repository
class ArrivalSeats {
  private static final int MOST_PER_DOOR = 200;

  private final JdbcTemplate jdbc;

  ArrivalSeats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By door, the latest first: held ones, and those that were free again within a day. */
  Map<Long, List<OpenSeat>> open(Collection<Long> doors) {
    Map<Long, List<OpenSeat>> open = new HashMap<>();
    if (doors.isEmpty()) {
      return open;
    }
    jdbc.query(
        """
        select s.door_id, s.plan_id, s.visitor, s.state = 'held' as held, s.code_id, s.seen_at
          from unnest(?) as d (id)
         cross join lateral (
               select * from acquisition_seat s
                where s.door_id = d.id and s.state <> 'taken' and s.seen_at is not null
                order by s.seen_at desc limit ?) s
        """,
        row -> {
          open.computeIfAbsent(row.getLong("door_id"), door -> new ArrayList<>()).add(seat(row));
        },
        doors.toArray(Long[]::new),
        MOST_PER_DOOR);
    return open;
  }

  private static OpenSeat seat(ResultSet row) throws SQLException {
    return new OpenSeat(
        row.getLong("door_id"),
        row.getLong("plan_id"),
        row.getLong("visitor"),
        row.getBoolean("held"),
        row.getObject("code_id", Long.class),
        row.getObject("seen_at", java.time.OffsetDateTime.class).toInstant());
  }

  /**
   * @param alsoChanged doors at which seats will be freed in the same transaction
   */
  void take(List<OpenSeat> seats, Set<Long> alsoChanged) {
    lock(seats, alsoChanged);
    if (seats.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        with wanted as (
          select s.plan_id, s.visitor, s.door_id, s.state
            from unnest(?, ?, ?) as w (plan_id, visitor, door_id)
            join acquisition_seat s on s.plan_id = w.plan_id and s.visitor = w.visitor and s.door_id = w.door_id
           where s.state <> 'taken'
             for update of s
        ), taken as (
          update acquisition_seat s set state = 'taken' from wanted w where s.plan_id = w.plan_id and s.visitor = w.visitor
          returning s.door_id, w.state
        ), late as (select door_id, count(*) as n from taken where state = 'released' group by door_id)
        update acquisition_door d set taken = d.taken + late.n from late where d.id = late.door_id
        """,
        seats.stream().map(OpenSeat::plan).toArray(Long[]::new),
        seats.stream().map(OpenSeat::visitor).toArray(Long[]::new),
        seats.stream().map(OpenSeat::door).toArray(Long[]::new));
  }

  private void lock(List<OpenSeat> seats, Set<Long> alsoChanged) {
    Set<Long> doors = new TreeSet<>(alsoChanged);
    seats.stream().filter(seat -> !seat.held()).map(OpenSeat::door).forEach(doors::add);
    if (!doors.isEmpty()) {
      jdbc.query(
          "select id from acquisition_door where id = any (?) order by id for no key update",
          row -> {},
          (Object) doors.toArray(Long[]::new));
    }
  }

  /** A seat somebody came in by, as their arrival has it. */
  record TakenSeat(long plan, long visitor, long door) {}

  /** Their doors are locked. */
  void free(List<TakenSeat> seats) {
    if (seats.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        with gone as (
          update acquisition_seat s set state = 'released'
            from unnest(?, ?, ?) as w (plan_id, visitor, door_id)
           where s.plan_id = w.plan_id and s.visitor = w.visitor and s.door_id = w.door_id and s.state = 'taken'
          returning s.door_id
        ), counted as (select door_id, count(*) as n from gone group by door_id)
        update acquisition_door d set taken = d.taken - counted.n from counted where d.id = counted.door_id
        """,
        seats.stream().map(TakenSeat::plan).toArray(Long[]::new),
        seats.stream().map(TakenSeat::visitor).toArray(Long[]::new),
        seats.stream().map(TakenSeat::door).toArray(Long[]::new));
  }
}
