package io.liana.channel.wecom;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Errands: one row per corporation, kind and subject; a wish for the same subject merges. */
@Repository
class ErrandStore {
  // Longer than any errand takes; a node that died in one is stepped over after it.
  private static final Duration CLAIM = Duration.ofSeconds(30);

  // Two that wish the same in different orders would wait for each other for ever.
  private static final Comparator<Errand.Wish> ORDER =
      Comparator.comparing(Errand.Wish::kind).thenComparing(Errand.Wish::subject);

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  ErrandStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void wish(String corp, Errand.Kind kind, String subject, Map<String, ?> body) {
    wish(corp, List.of(new Errand.Wish(kind, subject, body, clock.instant(), null)));
  }

  /**
   * In the caller's transaction. What is wished again is due at the earlier time and fresh.
   *
   * @param wishes each kind and subject once
   */
  void wish(String corp, Collection<Errand.Wish> wishes) {
    List<Errand.Wish> sorted = wishes.stream().sorted(ORDER).toList();
    jdbc.sql(
            """
            insert into channel_wecom_errand (corp, kind, subject, body, due_at, ends_at)
            select :corp, w.kind, w.subject, cast(w.body as jsonb), w.due, w.ends
              from unnest(cast(:kinds as text[]), cast(:subjects as text[]), cast(:bodies as text[]),
                          cast(:dues as timestamptz[]), cast(:ends as timestamptz[])) as w (kind, subject, body, due, ends)
            on conflict (corp, kind, subject) do update
               set body = channel_wecom_errand.body || excluded.body, tries = 0,
                   due_at = case channel_wecom_errand.state when 'waiting' then least(channel_wecom_errand.due_at, excluded.due_at) else excluded.due_at end,
                   ends_at = excluded.ends_at, version = channel_wecom_errand.version + 1, state = 'waiting', evidence = null
            """)
        .param("corp", corp)
        .param("kinds", texts(sorted, wish -> wish.kind().code()))
        .param("subjects", texts(sorted, Errand.Wish::subject))
        .param("bodies", texts(sorted, wish -> json.writeValueAsString(wish.body())))
        .param("dues", texts(sorted, wish -> wish.due().toString()))
        .param("ends", texts(sorted, wish -> wish.ends() == null ? null : wish.ends().toString()))
        .update();
  }

  private static @Nullable String[] texts(
      List<Errand.Wish> wishes, Function<Errand.Wish, @Nullable String> text) {
    return wishes.stream().map(text).toArray(String[]::new);
  }

  /** The next due greetings, which cannot wait for anything else. */
  List<Errand> claimGreetings(String corp, int most) {
    return claim(corp, "kind = 'welcome'", most);
  }

  /** The next other errands of this corporation, claimed for a while: nobody else gets them. */
  List<Errand> claim(String corp, int most) {
    return claim(corp, "kind <> 'welcome'", most);
  }

  private List<Errand> claim(String corp, String which, int most) {
    OffsetDateTime now = at(clock.instant());
    return jdbc.sql(
            """
            with due as (
              select id from channel_wecom_errand
               where corp = :corp and state = 'waiting' and %s and due_at <= :now and (claimed_until is null or claimed_until <= :now)
               order by due_at, id limit :most
               for no key update skip locked
            )
            update channel_wecom_errand e set claimed_until = :until from due where e.id = due.id
            returning e.id, e.corp, e.kind, e.subject, e.body, e.ends_at, e.tries, e.version
            """
                .formatted(which))
        .param("corp", corp)
        .param("now", now)
        .param("until", at(clock.instant().plus(CLAIM)))
        .param("most", most)
        .query(this::errand)
        .list();
  }

  /** Ends it, unless somebody wished it again meanwhile: then it is due again. */
  void done(Errand errand) {
    int ended =
        jdbc.sql("delete from channel_wecom_errand where id = :id and version = :version")
            .param("id", errand.id())
            .param("version", errand.version())
            .update();
    if (ended == 0) {
      jdbc.sql("update channel_wecom_errand set claimed_until = null where id = :id")
          .param("id", errand.id())
          .update();
    }
  }

  void later(Errand errand, Duration delay, int tries, @Nullable String evidence) {
    jdbc.sql(
            """
            update channel_wecom_errand
               set due_at = case version when :version then :due else due_at end,
                   tries = case version when :version then :tries else tries end,
                   evidence = :evidence, claimed_until = null
             where id = :id
            """)
        .param("id", errand.id())
        .param("version", errand.version())
        .param("due", at(clock.instant().plus(delay)))
        .param("tries", tries)
        .param("evidence", evidence)
        .update();
  }

  void giveUp(Errand errand, String evidence) {
    jdbc.sql(
            """
            update channel_wecom_errand
               set state = case version when :version then 'given_up' else state end, evidence = :evidence, claimed_until = null
             where id = :id
            """)
        .param("id", errand.id())
        .param("version", errand.version())
        .param("evidence", evidence)
        .update();
  }

  private Errand errand(ResultSet row, int n) throws SQLException {
    OffsetDateTime ends = row.getObject("ends_at", OffsetDateTime.class);
    return new Errand(
        row.getLong("id"),
        row.getString("corp"),
        Errand.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("subject"),
        json.readTree(row.getString("body")),
        ends == null ? null : ends.toInstant(),
        row.getInt("tries"),
        row.getLong("version"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
