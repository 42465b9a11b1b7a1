package io.liana.delivery;

import io.liana.community.Groups;
import io.liana.kernel.MemberId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Where everything that is to be sent is committed first, in the transaction that decided it. */
@Component
public class Outbox {
  private final JdbcTemplate jdbc;
  private final CommandCodec codec;
  private final Groups groups;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Outbox(
      JdbcTemplate jdbc,
      CommandCodec codec,
      Groups groups,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.codec = codec;
    this.groups = groups;
    this.events = events;
    this.clock = clock;
  }

  /** Writes drafts in this order; one whose key is already there is left alone. */
  public void enqueue(List<OutboxDraft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        insert into delivery_outbox
               (key, community_id, group_id, member_id, platform, account, purpose, command, case_id, due_at, created_at)
        select d.key, d.community_id, d.group_id, d.member_id, d.platform, d.account, d.purpose, d.command::jsonb, d.case_id, d.due_at, ?
          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz[])) with ordinality
                 as d (key, community_id, group_id, member_id, platform, account, purpose, command, case_id, due_at, n)
         order by d.n
        on conflict (key) do nothing
        """,
        clock.instant().atOffset(ZoneOffset.UTC),
        drafts.stream().map(OutboxDraft::key).toArray(String[]::new),
        drafts.stream().map(draft -> draft.community().value()).toArray(Long[]::new),
        drafts.stream().map(draft -> draft.group().value()).toArray(Long[]::new),
        drafts.stream()
            .map(draft -> draft.member() == null ? null : draft.member().value())
            .toArray(Long[]::new),
        drafts.stream().map(draft -> groups.get(draft.group()).platform()).toArray(String[]::new),
        drafts.stream().map(draft -> groups.get(draft.group()).account()).toArray(String[]::new),
        drafts.stream().map(draft -> draft.purpose().name()).toArray(String[]::new),
        drafts.stream().map(draft -> codec.write(draft.command())).toArray(String[]::new),
        drafts.stream().map(OutboxDraft::caseId).toArray(Long[]::new),
        drafts.stream().map(draft -> draft.dueAt().toString()).toArray(String[]::new));
    accounts(drafts);
  }

  private void accounts(List<OutboxDraft> drafts) {
    List<SendingAccount> accounts =
        drafts.stream()
            .map(draft -> groups.get(draft.group()))
            .map(group -> new SendingAccount(group.platform(), group.account()))
            .distinct()
            .toList();
    jdbc.update(
        """
        insert into delivery_account (platform, account, next_at)
        select platform, account, ? from unnest(?, ?) as a (platform, account)
         order by platform, account
        on conflict do nothing
        """,
        clock.instant().atOffset(ZoneOffset.UTC),
        accounts.stream().map(SendingAccount::platform).toArray(String[]::new),
        accounts.stream().map(SendingAccount::account).toArray(String[]::new));
  }

  /** Takes back what of a case has not begun to go out; what is under way or was sent stays. */
  public void cancelCase(long caseId, String why) {
    cancel("case_id", "?", caseId, why);
  }

  /** The same for these commands. */
  public void cancel(Collection<String> keys, String why) {
    if (!keys.isEmpty()) {
      cancel("key", "any (?)", keys.toArray(String[]::new), why);
    }
  }

  /** The same for everything meant for this member. */
  void cancelMember(MemberId member, String why) {
    cancel("member_id", "?", member.value(), why);
  }

  private void cancel(String column, String matches, Object of, String why) {
    Instant now = clock.instant();
    List<String> keys =
        jdbc.queryForList(
            """
            update delivery_outbox
               set state = 'cancelled', settled_at = ?, settled_xid = pg_current_xact_id(), evidence = ?, waiting_for = null
             where %s = %s and state = 'waiting'
            returning key
            """
                .formatted(column, matches),
            String.class,
            now.atOffset(ZoneOffset.UTC),
            why,
            of);
    if (!keys.isEmpty()) {
      events.publishEvent(new CommandsCancelled(keys, why, now));
    }
  }
}
