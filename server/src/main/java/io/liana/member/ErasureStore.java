package io.liana.member;

import io.liana.kernel.MemberId;
import io.liana.kernel.PersonErased;
import io.liana.member.ErasedPeople.Erased;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Tables {@code member_erasure} and {@code member_erased}. */
@Repository
class ErasureStore {
  private static final String ERASURE =
      "select id, member_id, asked_by, asked_at, state, subject, until, coalesce(inbox_id, 0) as inbox_id, done_at from member_erasure ";

  // Shared by who settles events of people, alone for who detaches one: an event of theirs under
  // way
  // would else be written with its words after they were erased.
  private static final long LOCK = 0x4c69616e61_02L;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ErasureStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Asked twice is asked once. */
  boolean ask(MemberId member, String by, Instant now) {
    return jdbc.sql(
                """
                insert into member_erasure (member_id, asked_by, asked_at) values (:member, :by, :now)
                on conflict (member_id) do nothing
                """)
            .param("member", member.value())
            .param("by", by)
            .param("now", time(now))
            .update()
        > 0;
  }

  Optional<Erasure> find(MemberId member) {
    return jdbc.sql(ERASURE + "where member_id = :member")
        .param("member", member.value())
        .query(this::erasure)
        .optional();
  }

  List<Erasure> open() {
    return jdbc.sql(ERASURE + "where state <> 'done' order by id").query(this::erasure).list();
  }

  /** Holds it until the end of the transaction; empty when another node has it or is done. */
  Optional<Erasure> hold(long id, String state) {
    return jdbc.sql(ERASURE + "where id = :id and state = :state for update skip locked")
        .param("id", id)
        .param("state", state)
        .query(this::erasure)
        .optional();
  }

  List<PersonErased.Known> accounts(MemberId member) {
    return jdbc.sql("select platform, external_id from member_account where member_id = :member")
        .param("member", member.value())
        .query((row, n) -> new PersonErased.Known(row.getString(1), row.getString(2)))
        .list();
  }

  List<String> names(MemberId member) {
    return jdbc.sql("select distinct name from member_account where member_id = :member")
        .param("member", member.value())
        .query(String.class)
        .list();
  }

  /** From now on nobody is this member any more: names, accounts and marks are gone. */
  void detach(
      Erasure erasure, Erasure.Subject subject, List<String> hashes, Instant now, long inbox) {
    long member = erasure.member().value();
    jdbc.sql(
            """
            insert into member_erased (hash, member_id, until)
            select decode(h, 'hex'), :member, :now from unnest(:hashes) as h
            on conflict do nothing
            """)
        .param("member", member)
        .param("now", time(now))
        .param("hashes", hashes.toArray(String[]::new))
        .update();
    jdbc.sql("delete from member_account where member_id = :member")
        .param("member", member)
        .update();
    jdbc.sql("delete from member_tag where member_id = :member").param("member", member).update();
    jdbc.sql("delete from member_birthday where member_id = :member")
        .param("member", member)
        .update();
    jdbc.sql(
            """
            update member_membership set left_at = coalesce(left_at, :now), whitelisted = false, role = 'member' where member_id = :member
            """)
        .param("now", time(now))
        .param("member", member)
        .update();
    jdbc.sql(
            """
            update member_erasure set state = 'detached', subject = cast(:subject as jsonb), until = :now, inbox_id = :inbox where id = :id
            """)
        .param("subject", json.writeValueAsString(subject))
        .param("now", time(now))
        .param("inbox", inbox)
        .param("id", erasure.id())
        .update();
  }

  void done(Erasure erasure, Instant now) {
    jdbc.sql(
            "update member_erasure set state = 'done', subject = null, done_at = :now where id = :id")
        .param("now", time(now))
        .param("id", erasure.id())
        .update();
  }

  /**
   * Differs whenever somebody was erased since; nothing is ever taken off the list. Until the end
   * of the transaction nobody is.
   */
  long version() {
    jdbc.sql("select pg_advisory_xact_lock_shared(:lock)")
        .param("lock", LOCK)
        .query(ErasureStore::nothing);
    return jdbc.sql("select count(*) from member_erased").query(Long.class).single();
  }

  /** Waits, not long, for everybody who settles what people did. */
  void alone() {
    jdbc.sql("set local lock_timeout = '1s'").update();
    jdbc.sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", LOCK)
        .query(ErasureStore::nothing);
    jdbc.sql("set local lock_timeout = 0").update();
  }

  private static void nothing(ResultSet row) {}

  /** Everybody erased, the earliest first. */
  void erased(BiConsumer<String, Erased> each) {
    jdbc.sql("select hash, member_id, until from member_erased order by until")
        .query(
            row -> {
              each.accept(
                  HexFormat.of().formatHex(row.getBytes("hash")),
                  new Erased(
                      new MemberId(row.getLong("member_id")),
                      row.getObject("until", OffsetDateTime.class).toInstant()));
            });
  }

  private Erasure erasure(ResultSet row, int n) throws SQLException {
    String subject = row.getString("subject");
    return new Erasure(
        row.getLong("id"),
        new MemberId(row.getLong("member_id")),
        row.getString("asked_by"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        subject == null ? null : json.readValue(subject, Erasure.Subject.class),
        instant(row, "until"),
        row.getLong("inbox_id"),
        instant(row, "done_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
