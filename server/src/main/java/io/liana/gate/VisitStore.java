package io.liana.gate;

import static io.liana.gate.PageStore.time;

import io.liana.acquisition.Passes.Ticket;
import io.liana.gate.Visit.Progress;
import io.liana.gate.Visit.State;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class VisitStore {
  private static final String VISIT =
      "id, page_id, visitor, code, member_id, returning_visitor, passed_at, arms";

  private final JdbcClient jdbc;

  VisitStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The visit of this browser on this page, held until the transaction ends: a double tap waits for
   * its first half.
   *
   * @param dealt the arms of a first visit
   */
  Visit hold(long page, Ticket ticket, byte[] device, Set<String> dealt, Instant now) {
    return jdbc.sql(
            """
            insert into gate_visit (page_id, visitor, code, device, returning_visitor, seen_at, arms)
            values (:page, :visitor, :code, :device, :returning, :now, :arms)
            on conflict (page_id, visitor) do update set code = excluded.code, device = excluded.device
            returning
            """
                + VISIT)
        .param("page", page)
        .param("visitor", ticket.visitor())
        .param("code", ticket.code())
        .param("device", device)
        .param("returning", ticket.returning())
        .param("now", time(now))
        .param("arms", dealt.toArray(String[]::new))
        .query(VisitStore::visit)
        .single();
  }

  /** From now on the page is what these arms make of it. */
  Visit deal(long visit, Set<String> arms) {
    return jdbc.sql("update gate_visit set arms = :arms where id = :id returning " + VISIT)
        .param("arms", arms.toArray(String[]::new))
        .param("id", visit)
        .query(VisitStore::visit)
        .single();
  }

  Visit hold(long id) {
    return findAndHold(id).orElseThrow();
  }

  Optional<Visit> findAndHold(long id) {
    return jdbc.sql("select " + VISIT + " from gate_visit where id = :id for update")
        .param("id", id)
        .query(VisitStore::visit)
        .optional();
  }

  Optional<Visit> find(long id) {
    return jdbc.sql("select " + VISIT + " from gate_visit where id = :id")
        .param("id", id)
        .query(VisitStore::visit)
        .optional();
  }

  Optional<Visit> find(long page, long visitor) {
    return jdbc.sql(
            "select " + VISIT + " from gate_visit where page_id = :page and visitor = :visitor")
        .param("page", page)
        .param("visitor", visitor)
        .query(VisitStore::visit)
        .optional();
  }

  Map<String, Progress> progress(long visit) {
    return jdbc
        .sql("select gate, state, tries from gate_progress where visit_id = :visit")
        .param("visit", visit)
        .query(
            (row, n) -> new Progress(row.getString(1), State.of(row.getString(2)), row.getInt(3)))
        .list()
        .stream()
        .collect(Collectors.toMap(Progress::gate, one -> one));
  }

  /** They see these gates; what they saw before stays as it is. */
  void see(long visit, int version, Collection<String> gates, Instant now) {
    jdbc.sql(
            """
            insert into gate_progress (visit_id, gate, version, state, seen_at)
            select :visit, g, :version, 'seen', :now from unnest(:gates) as s (g)
            on conflict (visit_id, gate) do nothing
            """)
        .param("visit", visit)
        .param("version", version)
        .param("gates", gates.toArray(String[]::new))
        .param("now", time(now))
        .update();
  }

  void start(long visit, String gate, Instant now) {
    jdbc.sql(
            """
            update gate_progress set state = 'started', started_at = :now
             where visit_id = :visit and gate = :gate and state = 'seen'
            """)
        .param("visit", visit)
        .param("gate", gate)
        .param("now", time(now))
        .update();
  }

  /** Passed and refused are settled; whoever decides anew settles anew. */
  void move(long visit, String gate, int version, State state, int tries, Instant now) {
    boolean settled = state == State.PASSED || state == State.REFUSED;
    jdbc.sql(
            """
            insert into gate_progress as p (visit_id, gate, version, state, tries, seen_at, started_at, settled_at)
            values (:visit, :gate, :version, :state, :tries, :now, :now, :settled)
            on conflict (visit_id, gate) do update
               set version = excluded.version, state = excluded.state, tries = excluded.tries,
                   started_at = coalesce(p.started_at, excluded.started_at), settled_at = excluded.settled_at
            """)
        .param("visit", visit)
        .param("gate", gate)
        .param("version", version)
        .param("state", state.code())
        .param("tries", tries)
        .param("now", time(now))
        .param("settled", settled ? time(now) : null)
        .update();
  }

  /**
   * @return whether it is news
   */
  boolean pass(long visit, Instant now) {
    return jdbc.sql(
                "update gate_visit set passed_at = :now where id = :visit and passed_at is null")
            .param("visit", visit)
            .param("now", time(now))
            .update()
        > 0;
  }

  void known(long visit, @Nullable MemberId member, byte @Nullable [] unionid) {
    jdbc.sql(
            "update gate_visit set member_id = coalesce(:member, member_id), unionid = coalesce(:unionid, unionid) where id = :visit")
        .param("member", member == null ? null : member.value(), java.sql.Types.BIGINT)
        .param("unionid", unionid, java.sql.Types.BINARY)
        .param("visit", visit)
        .update();
  }

  /**
   * Each guest once, and nobody is their own.
   *
   * @return whether it is news
   */
  boolean accept(long page, long host, long guest, Instant now) {
    return jdbc.sql(
                """
                insert into gate_invitation (page_id, guest, host, accepted_at)
                select :page, :guest, id, :now from gate_visit
                 where id = :host and page_id = :page and visitor <> :guest
                on conflict (page_id, guest) do nothing
                """)
            .param("page", page)
            .param("guest", guest)
            .param("host", host)
            .param("now", time(now))
            .update()
        > 0;
  }

  int friends(long host) {
    return jdbc.sql("select count(*) from gate_invitation where host = :host")
        .param("host", host)
        .query(Integer.class)
        .single();
  }

  boolean accepted(long page, long guest) {
    return jdbc.sql(
            "select exists (select from gate_invitation where page_id = :page and guest = :guest)")
        .param("page", page)
        .param("guest", guest)
        .query(Boolean.class)
        .single();
  }

  /**
   * Uses up one use of a code.
   *
   * @return whether there was one
   */
  boolean useMembership(long page, String gate, byte[] hash) {
    return jdbc.sql(
                """
                update gate_membership set used = used + 1
                 where page_id = :page and gate = :gate and hash = :hash and used < most
                """)
            .param("page", page)
            .param("gate", gate)
            .param("hash", hash)
            .update()
        > 0;
  }

  List<Visit> of(CommunityId community, Collection<MemberId> members) {
    return jdbc.sql(
            "select "
                + VISIT
                + """
                   from gate_visit
                  where member_id = any (:members) and page_id in (select id from gate_page where community_id = :community)
                  order by id
                 """)
        .param("members", members.stream().map(MemberId::value).toArray(Long[]::new))
        .param("community", community.value())
        .query(VisitStore::visit)
        .list();
  }

  /** The visits of this browser that were nobody's, and are theirs now. */
  List<Long> belongs(CommunityId community, long visitor, MemberId member) {
    return jdbc.sql(
            """
            update gate_visit set member_id = :member
             where visitor = :visitor and member_id is null
               and page_id in (select id from gate_page where community_id = :community)
            returning id
            """)
        .param("member", member.value())
        .param("visitor", visitor)
        .param("community", community.value())
        .query(Long.class)
        .list();
  }

  private static Visit visit(ResultSet row, int n) throws SQLException {
    long member = row.getLong("member_id");
    MemberId known = row.wasNull() ? null : new MemberId(member);
    OffsetDateTime passed = row.getObject("passed_at", OffsetDateTime.class);
    return new Visit(
        row.getLong("id"),
        row.getLong("page_id"),
        row.getLong("visitor"),
        row.getString("code"),
        known,
        row.getBoolean("returning_visitor"),
        passed == null ? null : passed.toInstant(),
        Set.of((String[]) row.getArray("arms").getArray()));
  }
}
