package io.liana.customer;

import io.liana.customer.Batch.Counts;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every statement that writes or loads the tables of this module. */
@Component
class MovementStore {
  private static final int CHUNK = 5_000;
  private static final String BATCH =
      """
      select id, community_id, about, source, name, made_by, made_at, lines, nobody, refunds, wrong, fresh, known, differing, taken_back_at
        from customer_batch
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate rows;

  MovementStore(JdbcClient jdbc, JdbcTemplate rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** One import into a community at a time, until the transaction ends. */
  void hold(CommunityId community) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('customer:' || :community, 0))")
        .param("community", community.value())
        .query((row, n) -> 0)
        .list();
  }

  long insert(
      CommunityId community,
      Batch.About about,
      String source,
      String name,
      String by,
      Instant now) {
    return jdbc.sql(
            """
            insert into customer_batch (community_id, about, source, name, made_by, made_at, lines, nobody, refunds, wrong, fresh, known)
            values (:community, :about, :source, :name, :by, :now, 0, 0, 0, 0, 0, 0)
            returning id
            """)
        .param("community", community.value())
        .param("about", about.code())
        .param("source", source)
        .param("name", name)
        .param("by", by)
        .param("now", time(now))
        .query(Long.class)
        .single();
  }

  /** The batch a shop's day is told into: the open one, or a new one. */
  long ofDay(Shop shop, LocalDate day, String by, Instant now) {
    return jdbc.sql(
            "select id from customer_batch where shop_id = :shop and day = :day and taken_back_at is null")
        .param("shop", shop.id())
        .param("day", day)
        .query(Long.class)
        .optional()
        .orElseGet(
            () -> {
              long batch =
                  insert(shop.community(), Batch.About.ORDERS, "webhook", shop.name(), by, now);
              jdbc.sql("update customer_batch set shop_id = :shop, day = :day where id = :batch")
                  .param("shop", shop.id())
                  .param("day", day)
                  .param("batch", batch)
                  .update();
              return batch;
            });
  }

  /** Adds to what the batch has counted so far. */
  void count(long batch, Counts counts) {
    jdbc.sql(
            """
            update customer_batch
               set lines = lines + :lines, nobody = nobody + :nobody, refunds = refunds + :refunds, wrong = wrong + :wrong,
                   fresh = fresh + :fresh, known = known + :known, differing = differing + :differing
             where id = :batch
            """)
        .param("lines", counts.lines())
        .param("nobody", counts.nobody())
        .param("refunds", counts.refunds())
        .param("wrong", counts.wrong())
        .param("fresh", counts.fresh())
        .param("known", counts.known())
        .param("differing", counts.differing())
        .param("batch", batch)
        .update();
  }

  /**
   * Movements that are not here yet; how many these were.
   *
   * @param hashes of the contacts
   */
  int add(long batch, CommunityId community, List<Movement> movements, Map<String, byte[]> hashes) {
    int fresh = 0;
    for (List<Movement> some : chunks(movements)) {
      meet(community, some, hashes);
      fresh += insert(batch, community, some, hashes);
    }
    return fresh;
  }

  private void meet(CommunityId community, List<Movement> some, Map<String, byte[]> hashes) {
    Map<String, Movement> people = new java.util.TreeMap<>();
    for (Movement one : some) {
      if (one.contact() != null) {
        people.merge(one.contact(), one, (a, b) -> b.member() == null ? a : b);
      }
    }
    List<Movement> met = List.copyOf(people.values());
    meet(
        community,
        met.stream().map(one -> hashes.get(one.contact())).toArray(byte[][]::new),
        met.stream().map(Movement::member).toArray(Long[]::new));
  }

  /**
   * People whose hashes these are; each is once among them.
   *
   * @param members null where nobody says which member it is
   */
  void meet(CommunityId community, byte[][] hashes, @Nullable Long[] members) {
    rows.update(
        """
        insert into customer_person (community_id, contact_hash, member_id)
        select ?, k.hash, k.member
          from unnest(?::bytea[], ?::bigint[]) as k (hash, member)
        on conflict (community_id, contact_hash)
           do update set member_id = excluded.member_id
           where excluded.member_id is not null and customer_person.member_id is distinct from excluded.member_id
        """,
        community.value(),
        hashes,
        members);
  }

  private int insert(
      long batch, CommunityId community, List<Movement> some, Map<String, byte[]> hashes) {
    return rows.update(
        """
        insert into customer_movement (community_id, shop, number, kind, batch_id, person_id, currency, amount, at)
        select ?, k.shop, k.number, k.kind, ?, p.id, k.currency, k.amount, k.at
          from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::bigint[], ?::timestamptz[])
               as k (shop, number, kind, hash, currency, amount, at)
          left join customer_person p on p.community_id = ? and p.contact_hash = k.hash
        on conflict do nothing
        """,
        community.value(),
        batch,
        texts(some, Movement::shop),
        texts(some, Movement::number),
        texts(some, one -> one.kind().code()),
        some.stream()
            .map(one -> one.contact() == null ? null : hashes.get(one.contact()))
            .toArray(byte[][]::new),
        texts(some, Movement::currency),
        some.stream().map(Movement::amount).toArray(Long[]::new),
        texts(some, one -> one.at().toString()),
        community.value());
  }

  List<Batch> batches(CommunityId community, @Nullable Long before, int most) {
    return jdbc.sql(
            BATCH
                + """
                 where community_id = :community and (cast(:before as bigint) is null or id < :before)
                 order by id desc
                 limit :most
                """)
        .param("community", community.value())
        .param("before", before)
        .param("most", most)
        .query(MovementStore::batch)
        .list();
  }

  Optional<Batch> batch(long id, Caller caller) {
    return jdbc.sql(
            BATCH
                + " where id = :id and (cast(:scope as bigint[]) is null or community_id = any (:scope))")
        .param("id", id)
        .param("scope", caller.scope())
        .query(MovementStore::batch)
        .optional();
  }

  /**
   * False when it was taken back before. Who is left without an order is forgotten, unless they
   * were dealt: a study that kept its buyers and forgot the others would find whatever it likes.
   * What another batch told as well has been handed to it before ({@link ToldStore#handOver}).
   */
  boolean takeBack(Batch batch, Instant now) {
    boolean first =
        jdbc.sql(
                    "update customer_batch set taken_back_at = :now, taken_back_xid = pg_current_xact_id() where id = :id and taken_back_at is null")
                .param("now", time(now))
                .param("id", batch.id())
                .update()
            == 1;
    jdbc.sql("delete from customer_movement where batch_id = :id").param("id", batch.id()).update();
    jdbc.sql(
            """
            delete from customer_person p
             where p.community_id = :community
               and not exists (select from customer_movement m where m.person_id = p.id)
               and not exists (select from customer_told t where t.person_id = p.id)
               and not exists (select from customer_user u where u.person_id = p.id)
               and not exists (select from customer_holdout_user h where h.person_id = p.id)
            """)
        .param("community", batch.community().value())
        .update();
    return first;
  }

  private static Batch batch(ResultSet row, int n) throws SQLException {
    OffsetDateTime back = row.getObject("taken_back_at", OffsetDateTime.class);
    return new Batch(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        Batch.About.valueOf(row.getString("about").toUpperCase(java.util.Locale.ROOT)),
        row.getString("source"),
        row.getString("name"),
        row.getString("made_by"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        new Counts(
            row.getInt("lines"),
            row.getInt("nobody"),
            row.getInt("refunds"),
            row.getInt("wrong"),
            row.getInt("fresh"),
            row.getInt("known"),
            row.getInt("differing")),
        back == null ? null : back.toInstant());
  }

  static String[] texts(List<Movement> some, java.util.function.Function<Movement, String> of) {
    return some.stream().map(of).toArray(String[]::new);
  }

  static List<List<Movement>> chunks(List<Movement> all) {
    List<List<Movement>> chunks = new java.util.ArrayList<>();
    for (int i = 0; i < all.size(); i += CHUNK) {
      chunks.add(all.subList(i, Math.min(all.size(), i + CHUNK)));
    }
    return chunks;
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
