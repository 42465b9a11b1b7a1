package io.liana.admission;

import io.liana.admission.JoinRequestStore.Arrival;
import io.liana.channel.Command;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.moderation.Blacklist;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests to be let in, from the asking to the answer. Each is answered once, whoever is first:
 * platforms take one answer, and a second one would be about nothing or about somebody's next
 * request.
 */
@Component
public class JoinRequests {
  static final Actor BLACKLIST = new Actor.Machine("blacklist");

  private final JoinRequestStore store;
  private final Groups groups;
  private final Members members;
  private final Blacklist blacklist;
  private final Outbox outbox;
  private final Journal journal;
  private final Clock clock;

  JoinRequests(
      JoinRequestStore store,
      Groups groups,
      Members members,
      Blacklist blacklist,
      Outbox outbox,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.groups = groups;
    this.members = members;
    this.blacklist = blacklist;
    this.outbox = outbox;
    this.journal = journal;
    this.clock = clock;
  }

  /** Takes down who asks, and closes the requests of who came in; in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void seen(List<SettledEvent> settled) {
    Instant now = clock.instant();
    List<Arrival> arrivals = new ArrayList<>();
    for (SettledEvent event : settled) {
      MemberId by = event.by();
      if (event.kind() == EventKind.JOIN_REQUEST && by != null && event.messageKey() != null) {
        store.insert(groups.get(event.group()).community(), event, by, now);
      } else if (event.kind() == EventKind.JOIN && by != null) {
        arrivals.add(new Arrival(event.group(), by, event.id()));
      } else if (event.kind() == EventKind.INVITE) {
        event
            .targets()
            .forEach(target -> arrivals.add(new Arrival(event.group(), target, event.id())));
      }
    }
    if (!arrivals.isEmpty()) {
      store.arrived(arrivals, now);
    }
  }

  /** Those of these events that ask to be let in and have no answer yet. */
  public Set<Long> waiting(Collection<Long> events) {
    return store.waiting(events).stream().map(JoinRequest::event).collect(Collectors.toSet());
  }

  /**
   * Notes that the answer is on its way; the caller sends it under this key, in the same
   * transaction.
   *
   * @param event by which they asked
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void decide(long event, boolean approve, String outboxKey, Actor by) {
    store.decide(event, approve, outboxKey, by.code(), clock.instant());
  }

  /** Who is kept out of a community is refused, where no rule had said so already. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void refuseBlacklisted(List<SettledEvent> settled) {
    List<Long> asked =
        settled.stream()
            .filter(event -> event.kind() == EventKind.JOIN_REQUEST)
            .map(SettledEvent::id)
            .toList();
    if (asked.isEmpty()) {
      return;
    }
    for (JoinRequest request : store.waiting(asked)) {
      if (blacklist.holds(request.community(), request.member())) {
        answer(request, false, null, BLACKLIST);
      }
    }
  }

  /**
   * An operator lets somebody in, or not.
   *
   * @param reason told to who is refused, where the platform tells it
   * @throws Problem 404; 409 {@code join_request_closed} when somebody was faster
   */
  @Transactional
  public void answer(long id, boolean approve, @Nullable String reason, Caller by) {
    JoinRequest request =
        store.find(by.scope(), id).orElseThrow(() -> Problem.missing("join request", id));
    if (!answer(request, approve, reason, by.actor())) {
      throw Problem.conflict(
          "join_request_closed", "Somebody answered this request already, or it is gone.");
    }
  }

  private boolean answer(JoinRequest request, boolean approve, @Nullable String reason, Actor by) {
    Instant now = clock.instant();
    // With the time: what was handed to a person and not done may be decided again.
    String key = "join:%d:%d".formatted(request.id(), now.toEpochMilli());
    if (store.decide(request.event(), approve, key, by.code(), now).isEmpty()) {
      return false;
    }
    GroupView group = groups.get(request.group());
    Account account =
        members.accounts(group.realm(), List.of(request.member())).get(request.member());
    if (account == null) {
      throw Problem.missing("member", request.member());
    }
    outbox.enqueue(
        List.of(
            new OutboxDraft(
                key,
                request.community(),
                request.group(),
                request.member(),
                Purpose.ANSWER,
                new Command.AnswerJoinRequest(
                    group.externalId(), account.key(), request.handle(), approve, reason),
                null,
                now)));
    journal.append(
        new JournalEntry(
            now,
            by,
            approve ? "join_request_approved" : "join_request_refused",
            request.community(),
            request.group(),
            request.member(),
            request.event(),
            Map.of("request", Long.toString(request.id()), "delivery", key)));
    return true;
  }
}
