package io.liana.acquisition;

import io.liana.acquisition.DoorStore.Watched;
import io.liana.acquisition.Target.Door;
import io.liana.channel.wecom.DoorWays;
import io.liana.channel.wecom.DoorWays.Found;
import io.liana.channel.wecom.DoorWays.Standing;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the addresses of doors alive: has WeCom make codes into groups, takes them over as they
 * come, and asks a person where a code is lost or an address is about to expire.
 */
@Component
class Doors {
  private static final String WECOM = "wecom";
  private static final String NOT_REPLACED = "way_not_replaced";
  private static final String EXPIRES = "door_expires";

  /** WeCom answers within seconds; what takes longer than this does not come by itself. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A code of seven days leaves a working day to fetch the next one. */
  static final Duration AHEAD = Duration.ofDays(1);

  private final DoorStore store;
  private final DoorWays ways;
  private final LivePlans live;
  private final Groups groups;
  private final Tasks tasks;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Doors(
      DoorStore store,
      DoorWays ways,
      LivePlans live,
      Groups groups,
      Tasks tasks,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.ways = ways;
    this.live = live;
    this.groups = groups;
    this.tasks = tasks;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The plan's doors are as it says now; in the caller's transaction.
   *
   * @throws Problem 400 for a group that is none of WeCom's in this community; 409 {@code
   *     account_off} or {@code ways_used_up}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void kept(long id, CommunityId community, Plan plan, Actor by) {
    Map<String, String> before = store.corps(id);
    Map<String, String> now = new HashMap<>();
    for (Door door : plan.doors()) {
      GroupView group = door.byWeCom() ? group(door, community) : null;
      store.describe(id, door, group == null ? null : group.account(), clock.instant());
      if (group != null) {
        now.put(door.key(), group.account());
      }
    }
    before.forEach(
        (key, corp) -> {
          if (!corp.equals(now.get(key))) {
            ways.release(corp, Watched.use(id, key));
          }
          if (plan.doors().stream().noneMatch(door -> door.key().equals(key))) {
            store.forget(id, key);
          }
        });
    for (Door door : plan.doors()) {
      if (door.byWeCom()) {
        GroupView group = group(door, community);
        ways.wish(
            group.account(), Watched.use(id, door.key()), group.externalId(), door.name(), by);
      }
    }
  }

  private GroupView group(Door door, CommunityId community) {
    GroupView group = groups.get(GroupId.parse(Objects.requireNonNull(door.group())));
    if (!group.platform().equals(WECOM) || !group.community().equals(community)) {
      throw Given.wrong("doors.group", "is no customer group of WeCom in this community");
    }
    return group;
  }

  void runDue() {
    Instant now = clock.instant();
    Map<String, List<Watched>> byCorp =
        store.byWeCom().stream()
            .collect(Collectors.groupingBy(door -> Objects.requireNonNull(door.corp())));
    byCorp.forEach(
        (corp, doors) -> {
          Map<String, Found> found = ways.find(corp, doors.stream().map(Watched::use).toList());
          doors.forEach(door -> look(door, found.get(door.use()), now));
        });
    store.expiring(now.plus(AHEAD)).forEach(door -> expiring(door, now));
  }

  private void look(Watched door, @Nullable Found found, Instant now) {
    String picture = found == null ? null : found.picture();
    String code = found == null ? null : found.code();
    if (!Objects.equals(picture, door.picture()) || !Objects.equals(code, door.via())) {
      store.made(door.id(), picture, code);
      live.forget(door.plan());
    }
    boolean lost =
        found == null
            || found.standing() == Standing.LOST
            || found.standing() == Standing.COMING
                && Objects.requireNonNull(door.wishedAt()).plus(PATIENCE).isBefore(now);
    ask(door, lost ? NOT_REPLACED : null, now);
  }

  private void expiring(Watched door, Instant now) {
    boolean soon = door.expiresAt() != null && !door.expiresAt().isAfter(now.plus(AHEAD));
    ask(door, soon ? EXPIRES : null, now);
  }

  /** One task as long as it lasts. */
  private void ask(Watched door, @Nullable String kind, Instant now) {
    if (Objects.equals(kind, door.asks())) {
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          if (door.asks() != null) {
            tasks.seenDone(door.asks() + ":" + door.use());
          }
          if (kind != null) {
            tasks.raise(
                new TaskDraft(
                    kind + ":" + door.use(),
                    kind,
                    door.community(),
                    null,
                    null,
                    null,
                    Map.of("title", door.planName() + " · " + door.title()),
                    due(door, now)));
          }
          store.asks(door.id(), kind);
        });
  }

  private static Instant due(Watched door, Instant now) {
    return door.expiresAt() != null && door.expiresAt().isAfter(now)
        ? door.expiresAt()
        : now.plus(AHEAD);
  }
}
