package io.liana.onboarding;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Customers, their orders, and who was invited when. */
@Repository
class SeedStore {
  /**
   * @param everyOrder who buys later is invited, too
   */
  record Wave(
      long id,
      CommunityId community,
      String name,
      long plan,
      int perHour,
      boolean everyOrder,
      String state,
      Instant madeAt,
      String madeBy) {}

  record Counts(int chosen, int asked, int joined) {}

  /** One of a wave, with why: what they spent, and how often they bought. */
  record Invited(
      long customer,
      String name,
      int orders,
      long spent,
      String lastOrder,
      int rank,
      @Nullable String code,
      @Nullable Instant askedAt,
      @Nullable Instant joinedAt,
      @Nullable MemberId member) {}

  private static final String WAVE =
      "select id, community_id, name, plan_id, per_hour, every_order, state, made_at, made_by from onboarding_wave ";

  private final JdbcClient jdbc;

  SeedStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of the orders that are here already. */
  Set<String> known(CommunityId community, Collection<String> orders) {
    return new HashSet<>(
        jdbc.sql(
                "select order_id from onboarding_order where community_id = :community and order_id = any (:orders)")
            .param("community", community.value())
            .param("orders", orders.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /** Who came in by their invitation, where this order is paid after they came. */
  Optional<MemberId> memberBefore(long customer, Instant paidAt) {
    return jdbc.sql(
            """
            select c.member_id from onboarding_customer c join onboarding_invitation i on i.customer_id = c.id
             where c.id = :customer and c.member_id is not null and i.joined_at <= :paid
            """)
        .param("customer", customer)
        .param("paid", time(paidAt))
        .query((row, n) -> new MemberId(row.getLong(1)))
        .optional();
  }

  /** The customer of a new order; empty when the order is here already. */
  Optional<Long> add(CommunityId community, PaidOrder order, byte[] contact) {
    long customer =
        jdbc.sql(
                """
                insert into onboarding_customer (community_id, contact_hash, name, orders, spent, last_paid_at, last_order)
                values (:community, :contact, :name, 0, 0, :at, :order)
                on conflict (community_id, contact_hash) do update
                   set name = case when excluded.name = '' then onboarding_customer.name else excluded.name end
                returning id
                """)
            .param("community", community.value())
            .param("contact", contact)
            .param("name", order.name())
            .param("at", time(order.paidAt()))
            .param("order", order.id())
            .query(Long.class)
            .single();
    int fresh =
        jdbc.sql(
                """
                insert into onboarding_order (community_id, order_id, customer_id, amount, paid_at)
                values (:community, :order, :customer, :amount, :at)
                on conflict do nothing
                """)
            .param("community", community.value())
            .param("order", order.id())
            .param("customer", customer)
            .param("amount", order.amount())
            .param("at", time(order.paidAt()))
            .update();
    if (fresh == 0) {
      return Optional.empty();
    }
    jdbc.sql(
            """
            update onboarding_customer
               set orders = orders + 1, spent = spent + :amount,
                   last_order = case when :at >= last_paid_at then :order else last_order end, last_paid_at = greatest(last_paid_at, :at)
             where id = :customer
            """)
        .param("amount", order.amount())
        .param("at", time(order.paidAt()))
        .param("order", order.id())
        .param("customer", customer)
        .update();
    return Optional.of(customer);
  }

  /** Customers nobody invited. */
  int waiting(CommunityId community) {
    return jdbc.sql(
            "select count(*) from onboarding_customer c where c.community_id = :community and c.member_id is null and not exists (select from onboarding_invitation i where i.customer_id = c.id)")
        .param("community", community.value())
        .query(Integer.class)
        .single();
  }

  long insertWave(
      CommunityId community,
      String name,
      long plan,
      int perHour,
      boolean everyOrder,
      String by,
      Instant now) {
    return jdbc.sql(
            """
            insert into onboarding_wave (community_id, name, plan_id, per_hour, every_order, state, next_at, made_at, made_by)
            values (:community, :name, :plan, :per_hour, :every, 'running', :now, :now, :by)
            returning id
            """)
        .param("community", community.value())
        .param("name", name)
        .param("plan", plan)
        .param("per_hour", perHour)
        .param("every", everyOrder)
        .param("now", time(now))
        .param("by", by)
        .query(Long.class)
        .single();
  }

  /** Who spent most first; nobody who was chosen before. */
  int choose(long wave, CommunityId community, int size, Instant now) {
    return jdbc.sql(
            """
            insert into onboarding_invitation (customer_id, wave_id, rank, chosen_at)
            select c.id, :wave, row_number() over (order by c.spent desc, c.last_paid_at desc, c.id), :now
              from onboarding_customer c
             where c.community_id = :community and c.member_id is null
               and not exists (select from onboarding_invitation i where i.customer_id = c.id)
             order by c.spent desc, c.last_paid_at desc, c.id
             limit :size
            on conflict do nothing
            """)
        .param("wave", wave)
        .param("now", time(now))
        .param("community", community.value())
        .param("size", size)
        .update();
  }

  /** One who bought just now joins the wave that takes every order; once, whatever they buy. */
  void chooseBuyer(CommunityId community, long customer, Instant now) {
    jdbc.sql(
            """
            insert into onboarding_invitation (customer_id, wave_id, rank, chosen_at)
            select c.id, w.id, 1 + (select count(*) from onboarding_invitation i where i.wave_id = w.id), :now
              from onboarding_customer c
              join onboarding_wave w on w.community_id = c.community_id and w.state = 'running' and w.every_order
             where c.id = :customer and c.community_id = :community and c.member_id is null
             order by w.id
             limit 1
            on conflict do nothing
            """)
        .param("now", time(now))
        .param("customer", customer)
        .param("community", community.value())
        .update();
  }

  List<Wave> waves(CommunityId community) {
    return jdbc.sql(WAVE + "where community_id = :community order by id desc")
        .param("community", community.value())
        .query(SeedStore::wave)
        .list();
  }

  Optional<Wave> wave(long id, Caller caller) {
    return jdbc.sql(
            WAVE
                + "where id = :id and (cast(:scope as bigint[]) is null or community_id = any (:scope))")
        .param("id", id)
        .param("scope", caller.scope())
        .query(SeedStore::wave)
        .optional();
  }

  /** The next wave whose hour has come, held; the one after comes in an hour. */
  Optional<Wave> due(Instant now, Instant next) {
    return jdbc.sql(
            """
            update onboarding_wave set next_at = :next
             where id = (select w.id from onboarding_wave w
                          where w.state = 'running' and w.next_at <= :now
                            and exists (select from onboarding_invitation i where i.wave_id = w.id and i.asked_at is null)
                          order by w.next_at, w.id limit 1 for no key update skip locked)
            returning id, community_id, name, plan_id, per_hour, every_order, state, made_at, made_by
            """)
        .param("now", time(now))
        .param("next", time(next))
        .query(SeedStore::wave)
        .optional();
  }

  /** Customers of a wave who are next. */
  List<Long> next(long wave, int most) {
    return jdbc.sql(
            "select customer_id from onboarding_invitation where wave_id = :wave and asked_at is null order by rank, customer_id limit :most for no key update")
        .param("wave", wave)
        .param("most", most)
        .query(Long.class)
        .list();
  }

  void asked(long customer, String code, Instant now) {
    jdbc.sql(
            "update onboarding_invitation set code = :code, asked_at = :now where customer_id = :customer")
        .param("code", code)
        .param("now", time(now))
        .param("customer", customer)
        .update();
  }

  /** Nobody more is asked; who was asked stays so, the others may be chosen again. */
  boolean stop(long wave) {
    boolean was =
        jdbc.sql(
                    "update onboarding_wave set state = 'stopped' where id = :wave and state = 'running'")
                .param("wave", wave)
                .update()
            == 1;
    jdbc.sql("delete from onboarding_invitation where wave_id = :wave and asked_at is null")
        .param("wave", wave)
        .update();
    return was;
  }

  Counts counts(long wave) {
    return jdbc.sql(
            "select count(*) as chosen, count(asked_at) as asked, count(joined_at) as joined from onboarding_invitation where wave_id = :wave")
        .param("wave", wave)
        .query(
            (row, n) -> new Counts(row.getInt("chosen"), row.getInt("asked"), row.getInt("joined")))
        .single();
  }

  List<Invited> invited(long wave, int after, int most) {
    return jdbc.sql(
            """
            select i.customer_id, c.name, c.orders, c.spent, c.last_order, i.rank, i.code, i.asked_at, i.joined_at, c.member_id
              from onboarding_invitation i join onboarding_customer c on c.id = i.customer_id
             where i.wave_id = :wave and i.rank > :after
             order by i.rank, i.customer_id
             limit :most
            """)
        .param("wave", wave)
        .param("after", after)
        .param("most", most)
        .query(
            (row, n) -> {
              long member = row.getLong("member_id");
              MemberId who = row.wasNull() ? null : new MemberId(member);
              return new Invited(
                  row.getLong("customer_id"),
                  row.getString("name"),
                  row.getInt("orders"),
                  row.getLong("spent"),
                  row.getString("last_order"),
                  row.getInt("rank"),
                  row.getString("code"),
                  NewcomerStore.instant(row, "asked_at"),
                  NewcomerStore.instant(row, "joined_at"),
                  who);
            })
        .list();
  }

  /** Somebody came in by the link of an invitation; the first time counts. */
  void joined(String code, MemberId member, Instant at) {
    jdbc.sql(
            """
            with mine as (
              update onboarding_invitation set joined_at = :at where code = :code and joined_at is null returning customer_id
            )
            update onboarding_customer set member_id = :member where id in (select customer_id from mine)
            """)
        .param("at", time(at))
        .param("code", code)
        .param("member", member.value())
        .update();
  }

  Optional<byte[]> secret(CommunityId community) {
    return jdbc.sql("select secret from onboarding_shop where community_id = :community")
        .param("community", community.value())
        .query(byte[].class)
        .optional();
  }

  void putSecret(CommunityId community, byte[] sealed) {
    jdbc.sql(
            """
            insert into onboarding_shop (community_id, secret) values (:community, :secret)
            on conflict (community_id) do update set secret = excluded.secret
            """)
        .param("community", community.value())
        .param("secret", sealed)
        .update();
  }

  /** False for a call that was made before. */
  boolean firstCall(byte[] signature, Instant now, Instant forgetBefore) {
    jdbc.sql("delete from onboarding_shop_call where at < :before")
        .param("before", time(forgetBefore))
        .update();
    return jdbc.sql(
                "insert into onboarding_shop_call (signature, at) values (:signature, :now) on conflict do nothing")
            .param("signature", signature)
            .param("now", time(now))
            .update()
        == 1;
  }

  private static Wave wave(ResultSet row, int n) throws SQLException {
    return new Wave(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        row.getLong("plan_id"),
        row.getInt("per_hour"),
        row.getBoolean("every_order"),
        row.getString("state"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getString("made_by"));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
