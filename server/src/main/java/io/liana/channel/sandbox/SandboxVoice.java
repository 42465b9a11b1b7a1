package io.liana.channel.sandbox;

import io.liana.channel.Inbox;
import io.liana.channel.OpenFormat;
import io.liana.channel.RawEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the sandbox tells Liana. Events are written with what happened in the room, and handed to
 * the inbox after the commit; whatever a crash left over is told at the next start. Told twice does
 * no harm: the inbox knows the key.
 */
@Component
class SandboxVoice {
  private static final Logger log = LoggerFactory.getLogger(SandboxVoice.class);
  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final OpenFormat format;
  private final Inbox inbox;
  private final ApplicationEventPublisher events;
  // Called while the room's connection is still bound: what is read and deleted here needs a
  // transaction of its own.
  private final TransactionTemplate ownTransaction;
  private final ReentrantLock one = new ReentrantLock();

  SandboxVoice(
      JdbcClient jdbc,
      OpenFormat format,
      Inbox inbox,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.format = format;
    this.inbox = inbox;
    this.events = events;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** In the room's transaction. */
  void say(
      long room,
      String type,
      String id,
      Instant at,
      OpenFormat.@Nullable Who sender,
      @Nullable String text,
      @Nullable String messageId,
      @Nullable String replyTo,
      List<OpenFormat.Who> targets) {
    say(room, type, id, at, sender, text, messageId, replyTo, targets, null);
  }

  /** Somebody comes in, by this link. */
  void join(long room, String id, Instant at, OpenFormat.Who who, @Nullable String via) {
    say(room, "join", id, at, who, null, null, null, List.of(), via);
  }

  private void say(
      long room,
      String type,
      String id,
      Instant at,
      OpenFormat.@Nullable Who sender,
      @Nullable String text,
      @Nullable String messageId,
      @Nullable String replyTo,
      List<OpenFormat.Who> targets,
      @Nullable String via) {
    var line =
        new OpenFormat.Line(
            id,
            at.atOffset(ZoneOffset.UTC).toString(),
            type,
            sender,
            text,
            messageId,
            replyTo,
            targets,
            via);
    RawEvent raw =
        format.raw(
            SandboxConnector.PLATFORM,
            SandboxConnector.ACCOUNT,
            Long.toString(room),
            format.write(line));
    jdbc.sql(
            "insert into channel_sandbox_event (room_id, key, at, body) values (:room, :key, :at, :body)")
        .param("room", room)
        .param("key", raw.key())
        .param("at", SandboxStore.time(at))
        .param("body", raw.body())
        .update();
    events.publishEvent(new SandboxShown(room, at, line));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            tell();
          }
        });
  }

  /** Only for the bots in the room: the open format has no word for it. */
  void show(
      long room, String type, Instant at, OpenFormat.Who by, OpenFormat.Who target, String text) {
    events.publishEvent(
        new SandboxShown(
            room,
            at,
            new OpenFormat.Line("", at.toString(), type, by, text, null, null, List.of(target))));
  }

  @EventListener(ApplicationReadyEvent.class)
  void tell() {
    one.lock();
    try {
      while (tellSome() > 0) {
        // goes on until everything is told
      }
    } catch (RuntimeException e) {
      // The room's change is committed and must not fail afterwards; the event stays untold and is
      // told with the next one.
      log.warn("The sandbox could not tell its events now: {}", e.toString());
    } finally {
      one.unlock();
    }
  }

  private int tellSome() {
    List<Untold> untold = ownTransaction.execute(status -> untold());
    if (untold == null || untold.isEmpty()) {
      return 0;
    }
    inbox.acceptNow(untold.stream().map(Untold::raw).toList());
    Long[] told = untold.stream().map(Untold::id).toArray(Long[]::new);
    ownTransaction.executeWithoutResult(
        status ->
            jdbc.sql("delete from channel_sandbox_event where id = any(:ids)")
                .param("ids", told)
                .update());
    return told.length;
  }

  private record Untold(long id, RawEvent raw) {}

  private List<Untold> untold() {
    return jdbc.sql(
            "select id, room_id, key, at, body from channel_sandbox_event order by id limit :limit")
        .param("limit", AT_ONCE)
        .query(
            (row, n) ->
                new Untold(
                    row.getLong("id"),
                    new RawEvent(
                        SandboxConnector.PLATFORM,
                        SandboxConnector.ACCOUNT,
                        row.getString("room_id"),
                        row.getString("key"),
                        row.getObject("at", java.time.OffsetDateTime.class).toInstant(),
                        row.getString("body"))))
        .list();
  }
}
