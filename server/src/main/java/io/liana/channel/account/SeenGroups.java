package io.liana.channel.account;

import io.liana.channel.GroupPlaced;
import io.liana.channel.RoomOpened;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The groups an account is in. A connector reports them; an operator, or the account's own
 * community, gives them a place. Until then their events are counted and not kept.
 */
@Component
public class SeenGroups {
  private static final Logger log = LoggerFactory.getLogger(SeenGroups.class);

  private final SeenGroupStore store;
  private final RosterStore rosters;
  private final AccountStore accounts;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SeenGroups(
      SeenGroupStore store,
      RosterStore rosters,
      AccountStore accounts,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.rosters = rosters;
    this.accounts = accounts;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What a connector sees.
   *
   * @param complete true when these are all groups of the account: others are gone
   */
  public void report(String platform, String account, List<SeenGroup> seen, boolean complete) {
    transaction.executeWithoutResult(
        status -> {
          if (!seen.isEmpty()) {
            store.upsert(platform, account, seen, clock.instant());
          }
          if (complete) {
            store.onlyPresent(platform, account, seen.stream().map(SeenGroup::externalId).toList());
          }
        });
    placeByItself(platform, account);
  }

  /** Our account is in this group no more. */
  public void gone(String platform, String account, String externalId) {
    store.gone(platform, account, externalId);
  }

  /** All groups ever seen, those we are in no more too. */
  public List<SeenGroup.Known> of(String platform, String account) {
    return store.list(platform, account);
  }

  /** Events of a group that has no place; in the caller's transaction. */
  public void passed(String platform, String account, String externalId, long count, Instant last) {
    store.passed(platform, account, externalId, count, last);
  }

  /** The group goes on under another id; in the caller's transaction. */
  public void migrated(String platform, String account, String from, String to) {
    store.rename(platform, account, from, to);
  }

  /**
   * Gives a seen group its place.
   *
   * @param name null for the platform's
   * @throws Problem 404, or 409 {@code group_placed} or {@code group_name_taken}
   */
  @Transactional
  public void place(
      String platform,
      String account,
      String externalId,
      CommunityId community,
      @Nullable String name) {
    SeenGroup.Known known =
        store
            .hold(platform, account, externalId)
            .orElseThrow(() -> Problem.missing("group", externalId));
    if (known.place() != null) {
      throw new Problem(
          409,
          "group_placed",
          "This group has its place already.",
          Map.of("group_id", known.place().toString()));
    }
    events.publishEvent(
        new RoomOpened(
            community, platform, account, externalId, name == null ? known.group().name() : name));
  }

  @EventListener
  void placed(GroupPlaced placed) {
    store.place(placed.platform(), placed.account(), placed.externalId(), placed.group());
  }

  /** Events may have been missed: every group of the account is compared at once. */
  public void gap(String platform, String account) {
    rosters.soon(platform, account, clock.instant());
  }

  /**
   * A connector that compares by itself has done so.
   *
   * @param drift differences no event told about
   */
  public void compared(String platform, String account, String externalId, int drift) {
    rosters.drifted(platform, account, externalId, drift, clock.instant());
  }

  void forget(String platform, String account) {
    store.forgetUnplaced(platform, account);
  }

  private void placeByItself(String platform, String account) {
    Optional<CommunityId> home = accounts.find(platform, account).map(ConnectedAccount::community);
    if (home.isEmpty()) {
      return;
    }
    for (SeenGroup.Known known : store.list(platform, account)) {
      if (known.place() == null && known.present()) {
        SeenGroup group = known.group();
        // Two groups of one name are common; the id tells them apart where they meet.
        if (!placed(platform, account, group.externalId(), home.get(), group.name())) {
          placed(
              platform,
              account,
              group.externalId(),
              home.get(),
              "%s (%s)".formatted(group.name(), group.externalId()));
        }
      }
    }
  }

  private boolean placed(
      String platform, String account, String externalId, CommunityId home, String name) {
    try {
      transaction.executeWithoutResult(status -> place(platform, account, externalId, home, name));
      return true;
    } catch (Problem taken) {
      log.info("Group {} of {} does not go by itself: {}", externalId, platform, taken.code());
      return false;
    }
  }
}
