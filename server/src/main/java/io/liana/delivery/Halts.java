package io.liana.delivery;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The stop button of a community: while it is halted nothing more is sent there. What was being
 * sent at that moment goes out. Table {@code delivery_halt}.
 */
@Component
class Halts {
  /**
   * @param by stored form, see {@link io.liana.kernel.Actor#code}
   */
  record Halt(Instant at, String by, String reason) {}

  private final JdbcClient jdbc;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Halts(JdbcClient jdbc, Journal journal, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  Optional<Halt> find(CommunityId community) {
    return jdbc.sql(
            "select halted_at, halted_by, why from delivery_halt where community_id = :community")
        .param("community", community.value())
        .query(
            (row, n) ->
                new Halt(
                    row.getObject("halted_at", OffsetDateTime.class).toInstant(),
                    row.getString("halted_by"),
                    row.getString("why")))
        .optional();
  }

  /** A community halted already stays halted for the first reason. */
  @Transactional
  void halt(CommunityId community, String reason, Caller by) {
    Instant now = clock.instant();
    int halted =
        jdbc.sql(
                """
                insert into delivery_halt (community_id, halted_at, halted_by, why)
                values (:community, :now, :by, :why)
                on conflict (community_id) do nothing
                """)
            .param("community", community.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("by", by.actor().code())
            .param("why", reason)
            .update();
    if (halted > 0) {
      note(community, "deliveries_halted", Map.of("why", reason), by, now);
    }
  }

  /**
   * Sends again.
   *
   * @param dropWaiting takes back first what piled up meanwhile
   */
  @Transactional
  void resume(CommunityId community, boolean dropWaiting, Caller by) {
    Instant now = clock.instant();
    int dropped = dropWaiting ? drop(community, now) : 0;
    int resumed =
        jdbc.sql("delete from delivery_halt where community_id = :community")
            .param("community", community.value())
            .update();
    if (resumed + dropped > 0) {
      note(community, "deliveries_resumed", Map.of("dropped", dropped), by, now);
    }
  }

  private int drop(CommunityId community, Instant now) {
    List<String> dropped =
        jdbc.sql(
                """
                update delivery_outbox
                   set state = 'cancelled', settled_at = :now, settled_xid = pg_current_xact_id(), evidence = 'dropped', waiting_for = null
                 where community_id = :community and state = 'waiting'
                returning key
                """)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("community", community.value())
            .query(String.class)
            .list();
    if (!dropped.isEmpty()) {
      events.publishEvent(new CommandsCancelled(dropped, "dropped", now));
    }
    return dropped.size();
  }

  private void note(
      CommunityId community, String kind, Map<String, Object> reason, Caller by, Instant now) {
    journal.append(new JournalEntry(now, by.actor(), kind, community, null, null, null, reason));
  }
}
