package io.liana.simulate.telegram;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A group: who is in it, what was said. Guarded by the world's lock. */
final class SimChat {
  /** What somebody is in a chat. */
  static final class Seat {
    String status = "left";
    final Set<String> rights = new HashSet<>();
    boolean muted;
    long until; // Unix seconds; 0 for ever

    boolean in() {
      return !status.equals("left") && !status.equals("kicked");
    }

    boolean admin() {
      return status.equals("administrator") || status.equals("creator");
    }

    boolean may(String right) {
      return status.equals("creator") || status.equals("administrator") && rights.contains(right);
    }
  }

  /** A message; gone ones stay, marked. */
  static final class Said {
    final ObjectNode body;
    long date;
    boolean gone;

    Said(ObjectNode body, long date) {
      this.body = body;
      this.date = date;
    }
  }

  static final class Link {
    final String url;
    final String name;
    final long creator;
    final boolean asks;
    final int most;
    final long expires;
    boolean revoked;
    int used;

    Link(String url, String name, long creator, boolean asks, int most, long expires) {
      this.url = url;
      this.name = name;
      this.creator = creator;
      this.asks = asks;
      this.most = most;
      this.expires = expires;
    }
  }

  final long id;
  final String type;
  String title;
  final Map<Long, Seat> seats = new LinkedHashMap<>();
  final Map<Long, Said> said = new LinkedHashMap<>();
  final Map<String, Link> links = new LinkedHashMap<>();
  final Map<Long, @Nullable Link> requests = new HashMap<>();
  long nextMessage = 1;
  @Nullable SimChat migratedTo;

  SimChat(long id, String type, String title) {
    this.id = id;
    this.type = type;
    this.title = title;
  }

  boolean supergroup() {
    return type.equals("supergroup");
  }

  Seat seat(long user) {
    return seats.computeIfAbsent(user, id -> new Seat());
  }
}
