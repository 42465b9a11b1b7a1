package io.liana.channel.account;

import io.liana.channel.Person.Role;
import io.liana.channel.account.RosterSteps.Book;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code channel_account_seat}, and what {@code channel_account_group} keeps about comparing.
 */
@Repository
class RosterStore {
  record AccountKey(String platform, String account) {}

  /**
   * A group whose turn it is.
   *
   * @param comparedAt null: never
   * @param comparedTo the last event of the inbox that is in the book
   * @param suspects differences seen at the last look
   */
  record Turn(
      AccountKey account,
      String group,
      @Nullable Instant comparedAt,
      long comparedTo,
      @Nullable Integer count,
      @Nullable String name,
      Set<String> suspects) {}

  private final JdbcClient jdbc;

  RosterStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<AccountKey> withDue(Instant now) {
    return jdbc.sql(
            """
            select distinct a.platform, a.account
              from channel_account a
              join channel_account_group g on g.platform = a.platform and g.account = a.account
             where a.state = 'on' and g.group_id is not null and g.present and (g.compare_at is null or g.compare_at <= :now)
             order by a.platform, a.account
            """)
        .param("now", at(now))
        .query((row, n) -> new AccountKey(row.getString(1), row.getString(2)))
        .list();
  }

  /** The next due group of the account; nobody else gets it before {@code until}. */
  Optional<Turn> take(AccountKey account, Instant now, Instant until) {
    return jdbc.sql(
            """
            with due as (
              select external_id from channel_account_group
               where platform = :platform and account = :account and group_id is not null and present
                 and (compare_at is null or compare_at <= :now)
               order by compare_at nulls first, external_id limit 1
               for no key update skip locked
            )
            update channel_account_group g set compare_at = :until
              from due where g.platform = :platform and g.account = :account and g.external_id = due.external_id
            returning g.external_id, g.compared_at, g.compared_to, g.head_count, g.compared_name, g.suspects
            """)
        .param("platform", account.platform())
        .param("account", account.account())
        .param("now", at(now))
        .param("until", at(until))
        .query((row, n) -> turn(account, row))
        .optional();
  }

  private static Turn turn(AccountKey account, ResultSet row) throws SQLException {
    OffsetDateTime compared = row.getObject("compared_at", OffsetDateTime.class);
    return new Turn(
        account,
        row.getString("external_id"),
        compared == null ? null : compared.toInstant(),
        row.getLong("compared_to"),
        row.getObject("head_count", Integer.class),
        row.getString("compared_name"),
        Set.copyOf(Arrays.asList((String[]) row.getArray("suspects").getArray())));
  }

  Map<String, Role> seats(Turn turn) {
    Map<String, Role> seats = new HashMap<>();
    jdbc.sql(
            "select person, role from channel_account_seat where platform = :platform and account = :account and external_id = :group")
        .param("platform", turn.account().platform())
        .param("account", turn.account().account())
        .param("group", turn.group())
        .query(
            row -> {
              seats.put(row.getString(1), Role.valueOf(row.getString(2).toUpperCase(Locale.ROOT)));
            });
    return seats;
  }

  void seats(Turn turn, Map<String, Role> before, Map<String, Role> after) {
    String[] gone =
        before.keySet().stream().filter(one -> !after.containsKey(one)).toArray(String[]::new);
    List<String> news =
        after.keySet().stream().filter(one -> after.get(one) != before.get(one)).sorted().toList();
    if (gone.length > 0) {
      jdbc.sql(
              "delete from channel_account_seat where platform = :platform and account = :account and external_id = :group and person = any (:gone)")
          .param("platform", turn.account().platform())
          .param("account", turn.account().account())
          .param("group", turn.group())
          .param("gone", gone)
          .update();
    }
    if (!news.isEmpty()) {
      jdbc.sql(
              """
              insert into channel_account_seat (platform, account, external_id, person, role)
              select :platform, :account, :group, s.person, s.role from unnest(:persons, :roles) as s (person, role)
              on conflict (platform, account, external_id, person) do update set role = excluded.role
              """)
          .param("platform", turn.account().platform())
          .param("account", turn.account().account())
          .param("group", turn.group())
          .param("persons", news.toArray(String[]::new))
          .param(
              "roles",
              news.stream()
                  .map(one -> String.valueOf(after.get(one)).toLowerCase(Locale.ROOT))
                  .toArray(String[]::new))
          .update();
    }
  }

  /**
   * @param again when next, unless somebody wished it sooner meanwhile
   */
  void looked(Turn turn, Book book, long to, Set<String> suspects, Instant now, Instant again) {
    jdbc.sql(
            """
            update channel_account_group
               set compared_at = :now, compared_to = :to, compared_name = :name, head_count = :count, suspects = :suspects,
                   compare_at = case when compare_at > :now then :again else compare_at end -- else: wished sooner meanwhile
             where platform = :platform and account = :account and external_id = :group
            """)
        .param("platform", turn.account().platform())
        .param("account", turn.account().account())
        .param("group", turn.group())
        .param("now", at(now))
        .param("to", to)
        .param("name", book.name())
        .param("count", book.count())
        .param("suspects", suspects.toArray(String[]::new))
        .param("again", at(again))
        .update();
  }

  /** Not before then, unless somebody wishes it sooner. */
  void later(Turn turn, Instant again) {
    jdbc.sql(
            "update channel_account_group set compare_at = :again where platform = :platform and account = :account and external_id = :group")
        .param("platform", turn.account().platform())
        .param("account", turn.account().account())
        .param("group", turn.group())
        .param("again", at(again))
        .update();
  }

  void drifted(String platform, String account, String group, int by, Instant now) {
    jdbc.sql(
            """
            update channel_account_group
               set compared_at = greatest(compared_at, :now), drift = drift + :by, drifted_at = case when :by > 0 then :now else drifted_at end
             where platform = :platform and account = :account and external_id = :group
            """)
        .param("platform", platform)
        .param("account", account)
        .param("group", group)
        .param("by", by)
        .param("now", at(now))
        .update();
  }

  /** Something may have been missed: all groups of the account at once. */
  void soon(String platform, String account, Instant now) {
    jdbc.sql(
            """
            update channel_account_group set compare_at = :now
             where platform = :platform and account = :account and group_id is not null and present and compare_at > :now
            """)
        .param("platform", platform)
        .param("account", account)
        .param("now", at(now))
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
