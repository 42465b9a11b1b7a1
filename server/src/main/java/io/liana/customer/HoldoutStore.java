package io.liana.customer;

import io.liana.customer.Holdout.Stop;
import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Studies by delayed invitation, and what the lot gave. */
@Component
class HoldoutStore {
  private static final String HOLDOUT =
      """
      select id, community_id, name, share, delay_days, days, currency, started_on, stopped_on, stopped_why, started_now, started_later
        from customer_holdout
      """;

  private final JdbcClient jdbc;

  HoldoutStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long insert(Holdout plan, Instant now) {
    return jdbc.sql(
            """
            insert into customer_holdout (community_id, name, share, delay_days, days, currency, made_at)
            values (:community, :name, :share, :delay, :days, :currency, :now)
            returning id
            """)
        .param("community", plan.community().value())
        .param("name", plan.name())
        .param("share", plan.share())
        .param("delay", plan.delayDays())
        .param("days", plan.days())
        .param("currency", plan.currency())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** The newest first. */
  List<Holdout> of(CommunityId community) {
    return jdbc.sql(HOLDOUT + " where community_id = :community order by id desc")
        .param("community", community.value())
        .query(HoldoutStore::read)
        .list();
  }

  Optional<Holdout> find(CommunityId community, long id) {
    return jdbc.sql(HOLDOUT + " where community_id = :community and id = :id")
        .param("community", community.value())
        .param("id", id)
        .query(HoldoutStore::read)
        .optional();
  }

  void start(Holdout plan, String currency, LocalDate day, Map<Long, Boolean> invited) {
    Long[] people = invited.keySet().toArray(Long[]::new);
    Boolean[] now = invited.values().toArray(Boolean[]::new);
    jdbc.sql(
            """
            insert into customer_holdout_user (holdout_id, person_id, invited)
            select :id, person_id, invited from unnest(:people, :now) as k (person_id, invited)
            """)
        .param("id", plan.id())
        .param("people", people)
        .param("now", now)
        .update();
    jdbc.sql(
            """
            update customer_holdout h
               set started_on = :day, currency = :currency,
                   started_now = (select count(*) from customer_holdout_user u where u.holdout_id = h.id and u.invited),
                   started_later = (select count(*) from customer_holdout_user u where u.holdout_id = h.id and not u.invited)
             where h.id = :id
            """)
        .param("day", day)
        .param("currency", currency)
        .param("id", plan.id())
        .update();
  }

  void stop(long id, LocalDate day, String why) {
    jdbc.sql("update customer_holdout set stopped_on = :day, stopped_why = :why where id = :id")
        .param("day", day)
        .param("why", why)
        .param("id", id)
        .update();
  }

  void remove(long id) {
    jdbc.sql("delete from customer_holdout where id = :id").param("id", id).update();
  }

  /** By person, what the lot gave; of who is still known. */
  Map<Long, Boolean> invited(long holdout) {
    Map<Long, Boolean> invited = new LinkedHashMap<>();
    jdbc.sql(
            "select person_id, invited from customer_holdout_user where holdout_id = :id order by person_id")
        .param("id", holdout)
        .query(
            row -> {
              invited.put(row.getLong("person_id"), row.getBoolean("invited"));
            });
    return invited;
  }

  /** By person the member they are; of who is known to be one. */
  Map<Long, Long> members(long holdout) {
    Map<Long, Long> members = new HashMap<>();
    jdbc.sql(
            """
            select p.id, p.member_id from customer_holdout_user u join customer_person p on p.id = u.person_id
             where u.holdout_id = :id and p.member_id is not null
            """)
        .param("id", holdout)
        .query(
            row -> {
              members.put(row.getLong("id"), row.getLong("member_id"));
            });
    return members;
  }

  /** By person the newest study they were dealt in. */
  Map<Long, Long> dealt(CommunityId community) {
    Map<Long, Long> dealt = new HashMap<>();
    jdbc.sql(
            """
            select u.person_id, max(u.holdout_id) as holdout_id
              from customer_holdout_user u join customer_holdout h on h.id = u.holdout_id
             where h.community_id = :community
             group by u.person_id
            """)
        .param("community", community.value())
        .query(
            row -> {
              dealt.put(row.getLong("person_id"), row.getLong("holdout_id"));
            });
    return dealt;
  }

  /** The people of these fingerprints who are in one arm and no members by now. */
  List<byte[]> among(long holdout, boolean invited, byte[][] hashes) {
    return jdbc.sql(
            """
            select p.contact_hash from customer_holdout_user u join customer_person p on p.id = u.person_id
             where u.holdout_id = :id and u.invited = :invited and p.member_id is null and p.contact_hash = any (:hashes)
            """)
        .param("id", holdout)
        .param("invited", invited)
        .param("hashes", hashes)
        .query((row, n) -> row.getBytes("contact_hash"))
        .list();
  }

  private static Holdout read(ResultSet row, int n) throws SQLException {
    LocalDate stopped = row.getObject("stopped_on", LocalDate.class);
    return new Holdout(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        row.getInt("share"),
        row.getInt("delay_days"),
        row.getInt("days"),
        row.getString("currency"),
        row.getObject("started_on", LocalDate.class),
        stopped == null ? null : new Stop(stopped, row.getString("stopped_why")),
        row.getInt("started_now"),
        row.getInt("started_later"));
  }
}
