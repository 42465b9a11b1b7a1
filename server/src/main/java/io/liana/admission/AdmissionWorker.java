package io.liana.admission;

import io.liana.channel.Connector;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Rounds;
import io.liana.member.Account;
import io.liana.member.Members;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Closes requests nobody answered in time, and asks platforms how old the accounts are. */
@Component
public class AdmissionWorker implements SmartLifecycle {
  private static final Actor DOOR = new Actor.Machine("admission");
  private static final int EXPIRED_AT_ONCE = 500;
  private static final int LOOKED_AT_ONCE = 20;

  private final JoinRequestStore store;
  private final Groups groups;
  private final Members members;
  private final Map<String, Connector> connectors;
  private final Journal journal;
  private final AdmissionSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Rounds rounds;

  AdmissionWorker(
      JoinRequestStore store,
      Groups groups,
      Members members,
      List<Connector> connectors,
      Journal journal,
      AdmissionSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.groups = groups;
    this.members = members;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.journal = journal;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
    this.rounds = new Rounds("admission", settings.look(), this::runDue);
  }

  public void runDue() {
    transaction.executeWithoutResult(status -> expire(clock.instant()));
    // Outside any transaction: a platform may take its time.
    store.unlooked(LOOKED_AT_ONCE).forEach(this::look);
  }

  private void expire(Instant now) {
    for (JoinRequest request : store.expire(now.minus(settings.expires()), now, EXPIRED_AT_ONCE)) {
      journal.append(
          new JournalEntry(
              now,
              DOOR,
              "join_request_expired",
              request.community(),
              request.group(),
              request.member(),
              request.event(),
              Map.of("request", Long.toString(request.id()), "days", settings.expires().toDays())));
    }
  }

  /** Once: an account does not grow younger, and who did not tell will not tell later. */
  private void look(JoinRequest request) {
    GroupView group = groups.get(request.group());
    Connector connector = connectors.get(group.platform());
    Account account =
        members.accounts(group.realm(), List.of(request.member())).get(request.member());
    Instant since =
        connector == null || account == null
            ? null
            : connector.accountSince(group.account(), account.key()).orElse(null);
    store.looked(request.id(), since, clock.instant());
  }

  @Override
  public void start() {
    rounds.start(settings.threads());
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
