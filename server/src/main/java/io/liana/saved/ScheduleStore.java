package io.liana.saved;

import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.saved.Schedule.Why;
import io.liana.saved.Schedule.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ScheduleStore {
  private static final String COLUMNS =
      """
      select id, saved_id, community_id, every, day, at, language, emails, group_id, why, made_by, permissions, since
        from saved_schedule
      """;

  private final JdbcClient jdbc;

  ScheduleStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long insert(Saved saved, Wish wish, Caller by, Instant now) {
    return jdbc.sql(
            """
            insert into saved_schedule (saved_id, community_id, every, day, at, language, emails, group_id, state, made_by, permissions, since, made_at)
            values (:saved, :community, :every, :day, :at, :language, :emails, :group, 'active', :by, :permissions, :now, :now)
            returning id
            """)
        .param("saved", saved.id())
        .param("community", saved.community().value())
        .param("every", wish.rhythm().every().code())
        .param("day", wish.rhythm().day())
        .param("at", wish.rhythm().at())
        .param("language", wish.language())
        .param("emails", wish.emails().toArray(String[]::new))
        .param("group", wish.group() == null ? null : wish.group().value())
        .param("by", by.actor().code())
        .param("permissions", by.permissions().toArray(String[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  void drop(long id) {
    jdbc.sql("delete from saved_schedule where id = :id").param("id", id).update();
  }

  void pause(long id, Why why) {
    jdbc.sql("update saved_schedule set state = 'paused', why = :why where id = :id")
        .param("why", why.code())
        .param("id", id)
        .update();
  }

  /** From now on, in the name of who says so. */
  void resume(long id, Caller by, Instant now) {
    jdbc.sql(
            """
            update saved_schedule
               set state = 'active', why = null, made_by = :by, permissions = :permissions, since = :now
             where id = :id
            """)
        .param("by", by.actor().code())
        .param("permissions", by.permissions().toArray(String[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  /** False when it was after {@code last} already. */
  boolean tried(long id, Instant now, Instant last) {
    return jdbc.sql(
                "update saved_schedule set tried_at = :now where id = :id and (tried_at is null or tried_at <= :last)")
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("last", last.atOffset(ZoneOffset.UTC))
            .param("id", id)
            .update()
        == 1;
  }

  int count(CommunityId community) {
    return jdbc.sql("select count(*) from saved_schedule where community_id = :community")
        .param("community", community.value())
        .query(Integer.class)
        .single();
  }

  Optional<Schedule> find(long id) {
    return jdbc.sql(COLUMNS + " where id = :id")
        .param("id", id)
        .query(ScheduleStore::schedule)
        .optional();
  }

  List<Schedule> of(CommunityId community) {
    return jdbc.sql(COLUMNS + " where community_id = :community order by id")
        .param("community", community.value())
        .query(ScheduleStore::schedule)
        .list();
  }

  List<Schedule> active() {
    return jdbc.sql(COLUMNS + " where state = 'active' order by id")
        .query(ScheduleStore::schedule)
        .list();
  }

  private static Schedule schedule(ResultSet row, int n) throws SQLException {
    return new Schedule(
        row.getLong("id"),
        row.getLong("saved_id"),
        new CommunityId(row.getLong("community_id")),
        new Wish(
            new Rhythm(
                Rhythm.Every.of(row.getString("every")),
                row.getInt("day"),
                row.getObject("at", LocalTime.class)),
            row.getString("language"),
            List.of((String[]) row.getArray("emails").getArray()),
            group(row.getObject("group_id", Long.class))),
        Why.of(row.getString("why")),
        Actor.of(row.getString("made_by")),
        Set.of((String[]) row.getArray("permissions").getArray()),
        RunStore.instant(row, "since"));
  }

  private static @Nullable GroupId group(@Nullable Long id) {
    return id == null ? null : new GroupId(id);
  }
}
