package io.liana.insight;

import com.zaxxer.hikari.HikariDataSource;
import io.liana.kernel.GroupId;
import io.liana.kit.TestPostgres;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes settled events the way the archive does, and reads reports of them. */
final class Archived implements AutoCloseable {
  static final GroupId RIVERSIDE = new GroupId(1);
  static final long ANA = 1;
  static final long BO = 2;
  static final long CHEN = 3;
  static final long BOT = 9;

  final HikariDataSource postgres;
  final FactStore store;
  ZoneId zone = ZoneId.of("Asia/Shanghai");
  final FactFeed feed;
  private int keys;

  Archived(FactStore store) {
    this.postgres = TestPostgres.freshDataSource();
    this.store = store;
    this.feed = new FactFeed(postgres, store, group -> zone);
  }

  Archived() {
    this(new FactStore(null, "256MB", 2));
  }

  void says(long member, String at, String text, Long... targets) {
    event("message", member, at, text, null, null, targets);
  }

  void joins(long member, String at) {
    event("join", member, at, "", null, null);
  }

  void event(
      String kind,
      long member,
      String at,
      String text,
      @Nullable String messageKey,
      @Nullable String replyTo,
      Long... targets) {
    event(JdbcClient.create(postgres), kind, member, at, text, messageKey, replyTo, targets);
  }

  void event(
      JdbcClient jdbc,
      String kind,
      long member,
      String at,
      String text,
      @Nullable String messageKey,
      @Nullable String replyTo,
      Long... targets) {
    jdbc.sql(
            """
            insert into channel_event (group_id, at, kind, member_id, bot, text, text_length, target_member_ids,
                                       message_key, reply_to, event_key)
            values (?, cast(? as timestamptz), ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            RIVERSIDE.value(),
            Instant.parse(at).toString(),
            kind,
            member,
            member == BOT,
            text,
            text.length(),
            targets,
            messageKey,
            replyTo,
            "key-" + ++keys)
        .update();
  }

  long catchUp() {
    return feed.catchUp();
  }

  Analysis look(@Nullable LocalDate from, @Nullable LocalDate to) {
    feed.catchUp();
    feed.useZone(RIVERSIDE, zone);
    return store.read(facts -> Analysis.load(facts, RIVERSIDE.value(), from, to));
  }

  Metrics metrics() {
    return Metrics.of(look(null, null), Cohort.MESSAGE);
  }

  List<String> days() {
    return look(null, null).facts().days().stream()
        .map(day -> LocalDate.ofEpochDay(day.day()).toString())
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    store.close();
    postgres.close();
  }
}
