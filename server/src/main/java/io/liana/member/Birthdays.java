package io.liana.member;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Clock;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Day and month members were born on, as far as they told. Table {@code member_birthday}. */
@Component
public class Birthdays {
  /** Somebody in a group. */
  public record Celebrated(GroupId group, MemberId member) {}

  private final JdbcClient jdbc;
  private final Journal journal;
  private final Clock clock;

  Birthdays(JdbcClient jdbc, Journal journal, Clock clock) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.clock = clock;
  }

  public Optional<MonthDay> find(MemberId member) {
    return jdbc.sql("select month, day from member_birthday where member_id = :member")
        .param("member", member.value())
        .query((row, n) -> MonthDay.of(row.getInt(1), row.getInt(2)))
        .optional();
  }

  /** Null takes it away. */
  @Transactional
  public void set(MemberId member, @Nullable MonthDay day, Actor by) {
    if (day == null) {
      jdbc.sql("delete from member_birthday where member_id = :member")
          .param("member", member.value())
          .update();
    } else {
      jdbc.sql(
              """
              insert into member_birthday (member_id, month, day, set_at) values (:member, :month, :day, :now)
              on conflict (member_id) do update set month = excluded.month, day = excluded.day, set_at = excluded.set_at
              """)
          .param("member", member.value())
          .param("month", day.getMonthValue())
          .param("day", day.getDayOfMonth())
          .param("now", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    }
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            "member_birthday_set",
            null,
            null,
            member,
            null,
            Map.of("known", day != null)));
  }

  /** Who is in these groups and was born on one of these days; each once, in their first group. */
  public List<Celebrated> on(Collection<GroupId> groups, Collection<MonthDay> days) {
    return jdbc.sql(
            """
            select distinct on (m.member_id) m.group_id, m.member_id
              from unnest(:months, :days) as d (month, day)
              join member_birthday b on b.month = d.month and b.day = d.day
              join member_membership m on m.member_id = b.member_id and m.group_id = any (:groups) and m.left_at is null
             order by m.member_id, m.group_id
            """)
        .param(
            "months", days.stream().map(day -> (short) day.getMonthValue()).toArray(Short[]::new))
        .param("days", days.stream().map(day -> (short) day.getDayOfMonth()).toArray(Short[]::new))
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .query(
            (row, n) -> new Celebrated(new GroupId(row.getLong(1)), new MemberId(row.getLong(2))))
        .list();
  }
}
