package io.liana.simulate.wecom;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A customer group, and how its read model showed it before the last change. */
final class SimulatedChat {
  static final int MOST = 200; // members, with WeChat users among them

  record Seat(
      String user,
      boolean staff,
      String name,
      Instant joined,
      int scene,
      String state,
      @Nullable String invitor) {}

  /** What a read shows. */
  record Shown(String name, String owner, String version, Map<String, Seat> members) {}

  final String id;
  final Instant created;
  String name;
  String owner;
  String version;
  boolean dismissed;
  final Map<String, Seat> members = new LinkedHashMap<>();
  private @Nullable Shown before;
  private int lagging;

  SimulatedChat(String id, String name, String owner, String version, Instant created) {
    this.id = id;
    this.name = name;
    this.owner = owner;
    this.version = version;
    this.created = created;
  }

  /** Called before a change: {@code reads} reads will still show what is now. */
  void change(int reads) {
    if (reads > 0) {
      before = lagging > 0 && before != null ? before : shownNow();
      lagging = reads;
    }
  }

  Shown read() {
    Shown old = before;
    if (lagging > 0 && old != null) {
      lagging--;
      return old;
    }
    return shownNow();
  }

  private Shown shownNow() {
    return new Shown(name, owner, version, new LinkedHashMap<>(members));
  }
}
