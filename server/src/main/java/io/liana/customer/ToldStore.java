package io.liana.customer;

import io.liana.kernel.CommunityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is told again: how it differs from what is kept, and whose it is when that is taken back.
 */
@Component
class ToldStore {
  private static final int MOST_SHOWN = 100;

  private final JdbcClient jdbc;
  private final JdbcTemplate rows;

  ToldStore(JdbcClient jdbc, JdbcTemplate rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** Money in the smallest unit of a currency. */
  record Amount(long amount, String currency) {}

  /**
   * An order that is kept with one amount and was told with another.
   *
   * @param kind paid or refund
   */
  record Differ(String order, String kind, Amount kept, Amount told) {}

  /**
   * @param known here already
   * @param differing of these, with another amount or currency
   * @param first a hundred of the differing
   */
  record Met(int known, int differing, List<Differ> first) {
    static final Met NOTHING = new Met(0, 0, List.of());
  }

  Met met(CommunityId community, List<Movement> movements) {
    int known = 0;
    List<Differ> differing = new ArrayList<>();
    int[] more = {0};
    for (List<Movement> some : MovementStore.chunks(movements)) {
      known +=
          jdbc.sql(
                  """
                  select count(*) from customer_movement m
                    join unnest(:shops, :numbers, :kinds) as k (shop, number, kind)
                      on m.community_id = :community and m.shop = k.shop and m.number = k.number and m.kind = k.kind
                  """)
              .param("community", community.value())
              .param("shops", MovementStore.texts(some, Movement::shop))
              .param("numbers", MovementStore.texts(some, Movement::number))
              .param("kinds", MovementStore.texts(some, one -> one.kind().code()))
              .query(Integer.class)
              .single();
      rows.query(
          """
          select m.number, m.kind, m.amount, m.currency, k.amount as told_amount, k.currency as told_currency
            from customer_movement m
            join unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[]) as k (shop, number, kind, amount, currency)
              on m.community_id = ? and m.shop = k.shop and m.number = k.number and m.kind = k.kind
           where m.amount <> k.amount or m.currency <> k.currency
           order by m.number, m.kind
          """,
          row -> {
            if (differing.size() >= MOST_SHOWN) {
              more[0]++;
              return;
            }
            differing.add(
                new Differ(
                    row.getString("number"),
                    row.getString("kind"),
                    new Amount(row.getLong("amount"), row.getString("currency")),
                    new Amount(row.getLong("told_amount"), row.getString("told_currency"))));
          },
          MovementStore.texts(some, Movement::shop),
          MovementStore.texts(some, Movement::number),
          MovementStore.texts(some, one -> one.kind().code()),
          some.stream().map(Movement::amount).toArray(Long[]::new),
          MovementStore.texts(some, Movement::currency),
          community.value());
    }
    return new Met(known, differing.size() + more[0], List.copyOf(differing));
  }

  /** Remembers which of these another batch holds; the people in them have been met. */
  void keep(
      long batch, CommunityId community, List<Movement> movements, Map<String, byte[]> hashes) {
    for (List<Movement> some : MovementStore.chunks(movements)) {
      rows.update(
          """
          insert into customer_told (batch_id, community_id, shop, number, kind, person_id, currency, amount, at)
          select ?, m.community_id, m.shop, m.number, m.kind, p.id, k.currency, k.amount, k.at
            from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::bigint[], ?::timestamptz[])
                 as k (shop, number, kind, hash, currency, amount, at)
            join customer_movement m on m.community_id = ? and m.shop = k.shop and m.number = k.number and m.kind = k.kind
            left join customer_person p on p.community_id = m.community_id and p.contact_hash = k.hash
           where m.batch_id <> ?
          on conflict do nothing
          """,
          batch,
          MovementStore.texts(some, Movement::shop),
          MovementStore.texts(some, Movement::number),
          MovementStore.texts(some, one -> one.kind().code()),
          some.stream()
              .map(one -> one.contact() == null ? null : hashes.get(one.contact()))
              .toArray(byte[][]::new),
          MovementStore.texts(some, Movement::currency),
          some.stream().map(Movement::amount).toArray(Long[]::new),
          MovementStore.texts(some, one -> one.at().toString()),
          community.value(),
          batch);
    }
  }

  /**
   * What others told of a batch's movements becomes theirs: the earliest that told of each. These
   * are facts of their own; those of the batch go with it.
   */
  void handOver(Batch batch) {
    rows.update("delete from customer_told where batch_id = ?", batch.id());
    rows.update(
        """
        with given as (
          update customer_movement m
             set id = default, xid = pg_current_xact_id(),
                 batch_id = t.batch_id, person_id = t.person_id, currency = t.currency, amount = t.amount, at = t.at
            from (select distinct on (t.shop, t.number, t.kind) t.*
                    from customer_told t
                    join customer_movement h
                      on h.community_id = t.community_id and h.shop = t.shop and h.number = t.number and h.kind = t.kind
                   where h.batch_id = ?
                   order by t.shop, t.number, t.kind, t.batch_id) t
           where m.community_id = t.community_id and m.shop = t.shop and m.number = t.number and m.kind = t.kind
          returning m.batch_id)
        update customer_batch b set fresh = b.fresh + g.n, known = b.known - g.n
          from (select batch_id, count(*) as n from given group by batch_id) g
         where b.id = g.batch_id
        """,
        batch.id());
    rows.update(
        """
        delete from customer_told t using customer_movement m
         where m.community_id = ? and t.community_id = m.community_id
           and t.shop = m.shop and t.number = m.number and t.kind = m.kind and t.batch_id = m.batch_id
        """,
        batch.community().value());
  }
}
