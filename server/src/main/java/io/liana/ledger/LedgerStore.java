package io.liana.ledger;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LedgerStore {
  private final JdbcClient jdbc;

  LedgerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when the key is there already, also where another transaction has only just put it. */
  boolean post(Entry entry, Instant now) {
    Optional<Long> id =
        jdbc.sql(
                """
                insert into ledger_transaction (key, community_id, unit, kind, postings, at)
                values (:key, :community, :unit, :kind, :postings, :now)
                on conflict (key) do nothing
                returning id
                """)
            .param("key", entry.key())
            .param("community", entry.community().value())
            .param("unit", entry.unit().code())
            .param("kind", entry.kind())
            .param("postings", entry.postings().size())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .optional();
    id.ifPresent(transaction -> write(transaction, entry));
    return id.isPresent();
  }

  private void write(long transaction, Entry entry) {
    // In one order, whoever posts: two entries over the same new accounts never wait for each
    // other.
    String[] codes =
        entry.postings().stream().map(Posting::account).sorted().toArray(String[]::new);
    jdbc.sql(
            """
            insert into ledger_account (community_id, unit, code)
            select :community, :unit, code from unnest(:codes) as c (code)
             where not exists (select from ledger_account a
                                where a.community_id = :community and a.unit = :unit and a.code = c.code)
             order by code
            on conflict do nothing
            """)
        .param("community", entry.community().value())
        .param("unit", entry.unit().code())
        .param("codes", codes)
        .update();
    jdbc.sql(
            """
            insert into ledger_posting (transaction_id, account_id, community_id, unit, amount)
            select :transaction, a.id, :community, :unit, p.amount
              from unnest(:accounts, :amounts) as p (code, amount)
              join ledger_account a on a.community_id = :community and a.unit = :unit and a.code = p.code
            """)
        .param("transaction", transaction)
        .param("community", entry.community().value())
        .param("unit", entry.unit().code())
        .param("accounts", entry.postings().stream().map(Posting::account).toArray(String[]::new))
        .param("amounts", entry.postings().stream().map(Posting::amount).toArray(Long[]::new))
        .update();
  }

  Optional<Entry> find(String key) {
    return posted(List.of(key)).stream().map(PostedEntry::entry).findFirst();
  }

  List<PostedEntry> posted(List<String> keys) {
    Map<String, PostedEntry> found = new LinkedHashMap<>();
    jdbc.sql(
            """
            select t.key, t.community_id, t.unit, t.kind, t.at,
                   array_agg(a.code order by p.amount, a.code) as codes,
                   array_agg(p.amount order by p.amount, a.code) as amounts
              from ledger_transaction t
              join ledger_posting p on p.transaction_id = t.id
              join ledger_account a on a.id = p.account_id
             where t.key = any (:keys)
             group by t.id
             order by t.id
            """)
        .param("keys", keys.toArray(String[]::new))
        .query(
            row -> {
              PostedEntry one = entry(row);
              found.put(one.entry().key(), one);
            });
    return List.copyOf(found.values());
  }

  private static PostedEntry entry(ResultSet row) throws SQLException {
    String[] codes = (String[]) row.getArray("codes").getArray();
    Long[] amounts = (Long[]) row.getArray("amounts").getArray();
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < codes.length; i++) {
      postings.add(new Posting(codes[i], amounts[i]));
    }
    return new PostedEntry(
        new Entry(
            row.getString("key"),
            new CommunityId(row.getLong("community_id")),
            Unit.valueOf(row.getString("unit").toUpperCase(Locale.ROOT)),
            row.getString("kind"),
            postings),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  Map<String, Long> balances(CommunityId community, Unit unit) {
    Map<String, Long> balances = new LinkedHashMap<>();
    jdbc.sql(
            """
            select a.code, sum(p.amount)::bigint as balance
              from ledger_account a join ledger_posting p on p.account_id = a.id
             where a.community_id = :community and a.unit = :unit
             group by a.code
             order by a.code
            """)
        .param("community", community.value())
        .param("unit", unit.code())
        .query(
            row -> {
              balances.put(row.getString("code"), row.getLong("balance"));
            });
    return balances;
  }
}
