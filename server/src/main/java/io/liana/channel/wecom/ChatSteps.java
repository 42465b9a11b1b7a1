package io.liana.channel.wecom;

import io.liana.channel.Person.Role;
import io.liana.channel.wecom.Chat.Change;
import io.liana.channel.wecom.Chat.Seat;
import io.liana.channel.wecom.Facts.Fact;
import io.liana.channel.wecom.Facts.Kind;
import io.liana.channel.wecom.Facts.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * From what we knew of a group, the events that came and what WeCom shows now: what happened. Pure.
 * An event joins on where its {@code last} version is the one we hold; where it does not, one was
 * lost and the read group tells the rest.
 */
final class ChatSteps {
  /** A fact and when it happened. */
  record Told(Instant at, Fact fact) {}

  /**
   * @param drift memberships that no event told about
   */
  record Result(Chat after, List<Told> told, int drift) {}

  private final Corp corp;
  private final Chat before;
  private final List<Change> changes;
  private final @Nullable Chat shown;
  private final Map<String, Seat> members;
  private final List<Told> told = new ArrayList<>();

  private ChatSteps(Corp corp, Chat before, List<Change> changes, @Nullable Chat shown) {
    this.corp = corp;
    this.before = before;
    this.changes = changes;
    this.shown = shown;
    this.members = new LinkedHashMap<>(before.members());
  }

  /**
   * The order in which events build on each other; those that fit nowhere come last, as they came.
   */
  static List<Change> inOrder(String version, List<Change> changes) {
    List<Change> waiting = new ArrayList<>(changes);
    List<Change> ordered = new ArrayList<>(changes.size());
    String at = version;
    for (Change next = following(at, waiting); next != null; next = following(at, waiting)) {
      waiting.remove(next);
      ordered.add(next);
      at = next.current();
    }
    ordered.addAll(waiting);
    return ordered;
  }

  private static @Nullable Change following(String version, List<Change> changes) {
    if (version.isEmpty()) {
      return null;
    }
    return changes.stream().filter(each -> each.last().equals(version)).findFirst().orElse(null);
  }

  /** Whether the events alone tell everything, so that nothing has to be read. */
  static boolean tellEverything(String version, List<Change> ordered) {
    String at = version;
    for (Change change : ordered) {
      // Who came by which code stands only in the read group.
      if (at.isEmpty() || !change.leaves() || !change.listed() || !change.last().equals(at)) {
        return false;
      }
      at = change.current();
    }
    return !at.isEmpty();
  }

  /** Whether what WeCom shows is as late as all these events. */
  static boolean reflects(Chat shown, Chat before, List<Change> ordered) {
    if (ordered.isEmpty() || shown.version().equals(ordered.getLast().current())) {
      return true;
    }
    Map<String, Boolean> present = new HashMap<>();
    for (Change change : ordered) {
      if (!change.listed() && (change.joins() || change.leaves())) {
        boolean moved = !shown.version().equals(before.version());
        boolean reached = change.current().isEmpty() || change.current().equals(shown.version());
        if (!moved || !reached) {
          return false;
        }
      }
      change.users().forEach(user -> present.put(user, change.joins()));
    }
    return present.entrySet().stream()
        .allMatch(each -> shown.members().containsKey(each.getKey()) == each.getValue());
  }

  /**
   * @param ordered as by {@link #inOrder}
   * @param shown null when the events tell everything
   */
  static Result apply(
      Corp corp, Chat before, List<Change> ordered, @Nullable Chat shown, Instant now) {
    var steps = new ChatSteps(corp, before, ordered, shown);
    ordered.forEach(steps::apply);
    if (shown == null) {
      String version = ordered.isEmpty() ? before.version() : ordered.getLast().current();
      return new Result(steps.moved(version), steps.told, 0);
    }
    int drift = steps.compare(shown, now);
    return new Result(shown, steps.told, drift);
  }

  /** Everybody as they were found; nobody is said to have joined just now. */
  static List<Told> everybody(Corp corp, Chat chat, Instant now) {
    var steps = new ChatSteps(corp, chat, List.of(), chat);
    for (String user : new TreeSet<>(chat.members().keySet())) {
      Seat seat = chat.members().get(user);
      if (seat != null) {
        String key = "present:" + user + ":" + seat.joinedAt().getEpochSecond();
        steps.tell(now, Kind.PRESENT, key, seat, null, null, null);
      }
    }
    return steps.told;
  }

  private void apply(Change change) {
    if (change.joins()) {
      change.users().forEach(user -> join(change, user));
    } else if (change.leaves()) {
      change.users().forEach(user -> leave(change, user));
    }
  }

  private void join(Change change, String user) {
    Seat seen = shown == null ? null : shown.members().get(user);
    Seat seat =
        seen != null
            ? seen
            : new Seat(user, !external(user), null, change.at(), change.scene(), null, null);
    members.put(user, seat);
    joined(change.at(), change.id() + ":" + user, seat, change.scene());
  }

  private void leave(Change change, String user) {
    Seat known = members.remove(user);
    Seat seat =
        known != null
            ? known
            : new Seat(user, !external(user), null, change.at(), null, null, null);
    // 1: the owner or an administrator removed them. WeCom does not say which of them.
    Who by = change.scene() != null && change.scene() == 1 ? remover() : null;
    tell(change.at(), Kind.LEFT, change.id() + ":" + user, seat, by, null, change.scene());
  }

  private Who remover() {
    Chat group = shown == null ? before : shown;
    return group.admins().isEmpty() && !group.owner().isEmpty()
        ? who(group.owner(), true, null, Role.OWNER)
        : new Who("administrators@" + corp.id(), "群主或群管理员 / owner or administrator", null, true);
  }

  /** What events did not tell. */
  private int compare(Chat shown, Instant now) {
    boolean toldUnlisted = changes.stream().anyMatch(c -> (c.joins() || c.leaves()) && !c.listed());
    int found = 0;
    for (String user : new TreeSet<>(shown.members().keySet())) {
      Seat seat = shown.members().get(user);
      if (seat != null && !members.containsKey(user)) {
        found++;
        String key = "read:join:" + user + ":" + seat.joinedAt().getEpochSecond();
        joined(seat.joinedAt(), key, seat, seat.scene());
      }
    }
    for (String user : new TreeSet<>(members.keySet())) {
      Seat seat = members.get(user);
      if (seat != null && !shown.members().containsKey(user)) {
        found++;
        String key = "read:left:" + user + ":" + seat.joinedAt().getEpochSecond();
        tell(now, Kind.LEFT, key, seat, null, null, null);
      }
    }
    compareGroup(shown, now);
    return toldUnlisted ? 0 : found;
  }

  private void compareGroup(Chat shown, Instant now) {
    if (!before.name().isEmpty() && !before.name().equals(shown.name())) {
      Instant at = when("change_name", now);
      Fact fact =
          new Fact(
              Kind.GROUP_RENAMED,
              "name:" + shown.version() + ":" + at.getEpochSecond(),
              null,
              null,
              null,
              null,
              shown.name(),
              null);
      told.add(new Told(at, fact));
    }
    for (String user : new TreeSet<>(shown.members().keySet())) {
      Seat seat = shown.members().get(user);
      boolean stayed = before.members().containsKey(user);
      if (seat != null && stayed && before.role(user) != shown.role(user)) {
        Instant at = when("change_owner", now);
        String key = "role:" + user + ":" + shown.role(user) + ":" + at.getEpochSecond();
        tell(at, Kind.ROLE, key, seat, null, null, null);
      }
    }
  }

  private Instant when(String change, Instant otherwise) {
    return changes.stream()
        .filter(each -> each.change().equals(change))
        .reduce((first, last) -> last)
        .map(Change::at)
        .orElse(otherwise);
  }

  private void joined(Instant at, String key, Seat seat, @Nullable Integer scene) {
    String invitor = seat.invitor();
    Who by =
        invitor == null || invitor.equals(seat.user())
            ? null
            : who(invitor, !external(invitor), null, null);
    Integer known = seat.scene() != null ? seat.scene() : scene;
    String via = seat.state() != null ? seat.state() : known == null ? null : "scene:" + known;
    tell(at, Kind.JOINED, key, seat, by, via, scene);
  }

  private void tell(
      Instant at,
      Kind kind,
      String key,
      Seat seat,
      @Nullable Who by,
      @Nullable String via,
      @Nullable Integer scene) {
    Chat group = shown == null ? before : shown;
    Who who = who(seat.user(), seat.staff(), seat.name(), group.role(seat.user()));
    told.add(new Told(at, new Fact(kind, key, who, by, via, scene, null, null)));
  }

  private Who who(String user, boolean staff, @Nullable String name, @Nullable Role role) {
    return new Who(staff ? corp.staffKey(user) : user, name, role, false);
  }

  private Chat moved(String version) {
    return new Chat(
        before.id(), before.name(), before.owner(), before.admins(), version, Map.copyOf(members));
  }

  /** Customers' ids begin with wm or wo; staff cannot be told apart by anything else. */
  static boolean external(String user) {
    return user.length() > 20 && (user.startsWith("wm") || user.startsWith("wo"));
  }
}
