package io.liana.customer;

import io.liana.kernel.CommunityId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What batches told of people who use the product; the earliest counts. */
@Component
class UserStore {
  private static final int CHUNK = 5_000;
  private static final TypeReference<Map<String, String>> TRAITS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JdbcTemplate rows;
  private final JsonMapper json;

  UserStore(JdbcClient jdbc, JdbcTemplate rows, JsonMapper json) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.json = json;
  }

  /**
   * @param known here already
   * @param differing of these, told otherwise than is kept
   */
  record Met(int known, int differing) {}

  /** Somebody as they count. */
  record Known(
      long person,
      @Nullable Long member,
      LocalDate firstSeen,
      boolean invited,
      Map<String, String> traits) {}

  Met met(CommunityId community, List<ProductUser> users, Map<String, byte[]> hashes) {
    int known = 0;
    int differing = 0;
    for (List<ProductUser> some : chunks(users)) {
      Met met =
          rows.queryForObject(
              """
              select count(*) as known,
                     count(*) filter (where (u.first_seen, u.invited, u.traits) is distinct from (k.first_seen, k.invited, k.traits::jsonb)) as differing
                from unnest(?::bytea[], ?::date[], ?::boolean[], ?::text[]) as k (hash, first_seen, invited, traits)
                join customer_person p on p.community_id = ? and p.contact_hash = k.hash
                join lateral (select first_seen, invited, traits from customer_user u
                               where u.person_id = p.id order by batch_id limit 1) u on true
              """,
              (row, n) -> new Met(row.getInt("known"), row.getInt("differing")),
              hashes(some, hashes),
              some.stream().map(one -> one.firstSeen().toString()).toArray(String[]::new),
              some.stream().map(ProductUser::invited).toArray(Boolean[]::new),
              traits(some),
              community.value());
      known += met == null ? 0 : met.known();
      differing += met == null ? 0 : met.differing();
    }
    return new Met(known, differing);
  }

  /** The people in it have been met ({@link MovementStore#meet}). */
  void add(long batch, CommunityId community, List<ProductUser> users, Map<String, byte[]> hashes) {
    for (List<ProductUser> some : chunks(users)) {
      rows.update(
          """
          insert into customer_user (batch_id, person_id, first_seen, invited, traits)
          select ?, p.id, k.first_seen, k.invited, k.traits::jsonb
            from unnest(?::bytea[], ?::date[], ?::boolean[], ?::text[]) as k (hash, first_seen, invited, traits)
            join customer_person p on p.community_id = ? and p.contact_hash = k.hash
          """,
          batch,
          hashes(some, hashes),
          some.stream().map(one -> one.firstSeen().toString()).toArray(String[]::new),
          some.stream().map(ProductUser::invited).toArray(Boolean[]::new),
          traits(some),
          community.value());
    }
  }

  /** The next batch that told of each of its people counts from now on. */
  void takeBack(long batch) {
    rows.update(
        """
        with gone as (delete from customer_user where batch_id = ? returning person_id, batch_id),
             heirs as (
               select (select min(u.batch_id) from customer_user u where u.person_id = g.person_id and u.batch_id <> g.batch_id) as heir
                 from gone g
                where not exists (select from customer_user u where u.person_id = g.person_id and u.batch_id < g.batch_id))
        update customer_batch b set fresh = b.fresh + h.n, known = b.known - h.n
          from (select heir, count(*) as n from heirs where heir is not null group by heir) h
         where b.id = h.heir
        """,
        batch);
  }

  List<Known> of(CommunityId community) {
    return jdbc.sql(
            """
            select distinct on (u.person_id) u.person_id, p.member_id, u.first_seen, u.invited, u.traits
              from customer_user u join customer_person p on p.id = u.person_id
             where p.community_id = :community
             order by u.person_id, u.batch_id
            """)
        .param("community", community.value())
        .withFetchSize(10_000)
        .query(
            (row, n) ->
                new Known(
                    row.getLong("person_id"),
                    row.getObject("member_id", Long.class),
                    row.getObject("first_seen", LocalDate.class),
                    row.getBoolean("invited"),
                    json.readValue(row.getString("traits"), TRAITS)))
        .list();
  }

  private String[] traits(List<ProductUser> some) {
    return some.stream().map(one -> json.writeValueAsString(one.traits())).toArray(String[]::new);
  }

  private static byte[][] hashes(List<ProductUser> some, Map<String, byte[]> hashes) {
    return some.stream().map(one -> hashes.get(one.contact())).toArray(byte[][]::new);
  }

  private static List<List<ProductUser>> chunks(List<ProductUser> all) {
    List<List<ProductUser>> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); i += CHUNK) {
      chunks.add(all.subList(i, Math.min(all.size(), i + CHUNK)));
    }
    return chunks;
  }
}
