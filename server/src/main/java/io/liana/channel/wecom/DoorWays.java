package io.liana.channel.wecom;

import io.liana.channel.wecom.Way.Kind;
import io.liana.channel.wecom.Way.Plan;
import io.liana.channel.wecom.Way.State;
import io.liana.kernel.Actor;
import io.liana.kernel.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ways into groups for doors of plans: one for each door. A way that a door gave back is taken
 * before WeCom is asked for another, because it keeps 500,000 of them and takes none back by
 * itself.
 */
@Component
public class DoorWays {
  private static final int LONGEST_NAME = 30;

  private final Corps corps;
  private final Ways ways;
  private final WayStore store;

  DoorWays(Corps corps, Ways ways, WayStore store) {
    this.corps = corps;
    this.ways = ways;
    this.store = store;
  }

  public enum Standing {
    /** WeCom is being asked. */
    COMING,
    READY,
    /** Nothing comes by itself any more: a person has to look. */
    LOST
  }

  /**
   * @param picture address of the code to scan; there is one where it is ready
   * @param code what WeCom says of who came in by it
   */
  public record Found(Standing standing, @Nullable String picture, String code) {}

  /**
   * The door shall have a way into this group; wished again for another group, its way leads there.
   *
   * @param corp the account's key
   * @param door who uses it, e.g. {@code plan:7:g1}
   * @param group as WeCom names it
   * @throws Problem 409 {@code account_off} or {@code ways_used_up}
   */
  @Transactional
  public void wish(String corp, String door, String group, String title, Actor by) {
    Corp connected = connected(corp);
    String name = title.substring(0, Math.min(title.length(), LONGEST_NAME));
    Plan plan = new Plan(List.of(group), false, "", 1, List.of(), false);
    Way now = store.ofDoor(corp, door).orElse(null);
    if (now == null) {
      Way fresh =
          store
              .takeFree(corp, name, plan)
              .map(taken -> ways.reused(connected, taken, by))
              .orElseGet(() -> ways.make(connected, Kind.GROUP, name, plan, by));
      store.use(fresh, door);
    } else if (now.plan().groups().equals(plan.groups()) && now.name().equals(name)) {
      askAgain(connected, now, by);
    } else if (now.state() == State.MADE || now.state() == State.DUE) {
      ways.change(connected, now.id(), name, plan, by);
    }
  }

  /** Saved again after it was refused: perhaps the reason is gone. */
  private void askAgain(Corp corp, Way way, Actor by) {
    if (way.state() == State.REFUSED || way.state() == State.ABSENT) {
      ways.again(corp, way.id(), by);
    }
  }

  /** The door needs it no more; the next one may have it. */
  @Transactional
  public void release(String corp, String door) {
    store.release(corp, door);
  }

  public Map<String, Found> find(String corp, Collection<String> doors) {
    return store.ofDoors(corp, doors).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> found(each.getValue())));
  }

  private static Found found(Way way) {
    return switch (way.state()) {
      case DUE, ASKED -> new Found(Standing.COMING, null, way.code());
      case MADE ->
          !way.fresh()
              ? new Found(
                  way.evidence() == null ? Standing.COMING : Standing.LOST, null, way.code())
              : new Found(
                  way.picture() == null ? Standing.COMING : Standing.READY,
                  way.picture(),
                  way.code());
      case DOUBT, ABSENT, REFUSED, CLOSING, CLOSED -> new Found(Standing.LOST, null, way.code());
    };
  }

  private Corp connected(String corp) {
    return corps
        .find(corp)
        .orElseThrow(() -> Problem.conflict("account_off", "This account is switched off."));
  }
}
