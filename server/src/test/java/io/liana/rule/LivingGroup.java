package io.liana.rule;

import io.liana.action.Actions;
import io.liana.action.Decision;
import io.liana.channel.Archive;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.kernel.MemberId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A Riverside group of its own with rules of its own, judged batch by batch the way intake does; no
 * worker runs beside the test.
 */
final class LivingGroup {
  static final Instant MONDAY = Riverside.MONDAY;
  private static final AtomicInteger KEYS = new AtomicInteger();
  private static RunningLiana liana;

  final Riverside riverside;
  LaneMemory memory = new LaneMemory();

  private LivingGroup(Riverside riverside) {
    this.riverside = riverside;
  }

  static synchronized RunningLiana liana() {
    if (liana == null) {
      liana =
          RunningLiana.fresh(
              new TurnableClock(MONDAY), "liana.intake.threads=0", "liana.delivery.threads=0");
    }
    return liana;
  }

  static LivingGroup with(String rules) {
    var group = new LivingGroup(Riverside.in(liana()));
    group.publish(rules);
    return group;
  }

  Visitor visitor() {
    return liana().script();
  }

  String rulesPath() {
    return "/communities/" + riverside.community() + "/rules";
  }

  void publish(String rules) {
    var saved = visitor().put(rulesPath() + "/draft", rules);
    if (saved.status() != 200) {
      throw new IllegalStateException(saved.text());
    }
    visitor().post(rulesPath() + "/publish", Map.of());
  }

  static JdbcTemplate jdbc() {
    return liana().bean(JdbcTemplate.class);
  }

  /** Settles a batch and carries out what the rules want, in one transaction. */
  List<Decision> judge(SettledEvent... batch) {
    return judge(memory, List.of(batch));
  }

  static List<Decision> judge(LaneMemory memory, List<SettledEvent> batch) {
    List<Decision> all = new ArrayList<>();
    liana()
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              List<SettledEvent> fresh = liana().bean(Archive.class).settle(batch);
              List<Decision> decisions = liana().bean(Rules.class).decide(fresh, group -> memory);
              liana().bean(Actions.class).perform(decisions);
              all.addAll(decisions);
            });
    return all;
  }

  SettledEvent says(MemberId who, int second, String text) {
    return event(EventKind.MESSAGE, who, second, text, List.of(), "m" + KEYS.incrementAndGet());
  }

  SettledEvent edits(SettledEvent message, int second, String text) {
    return event(EventKind.EDIT, message.by(), second, text, List.of(), message.messageKey());
  }

  SettledEvent joins(MemberId who, int second) {
    return event(EventKind.JOIN, who, second, "", List.of(), null);
  }

  SettledEvent event(
      EventKind kind,
      MemberId who,
      int second,
      String text,
      List<MemberId> targets,
      String messageKey) {
    return new SettledEvent(
        liana().bean(Archive.class).nextIds(1).getFirst(),
        riverside.groupId(),
        MONDAY.plusSeconds(second),
        kind,
        who,
        false,
        text,
        targets,
        null,
        messageKey,
        kind.code() + KEYS.incrementAndGet());
  }

  /** The commands on their way out, in order. */
  List<String> outbox() {
    return jdbc()
        .queryForList(
            "select command ->> 'type' from delivery_outbox where group_id = ? order by id",
            String.class,
            riverside.groupId().value());
  }

  List<Long> cases() {
    return jdbc()
        .queryForList(
            "select id from moderation_case where group_id = ? order by id",
            Long.class,
            riverside.groupId().value());
  }

  int count(String sql) {
    Integer count = jdbc().queryForObject(sql, Integer.class, riverside.groupId().value());
    return count == null ? 0 : count;
  }
}
