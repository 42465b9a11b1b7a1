package io.liana.simulate.telegram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A bot, what waits for it, and how it is told. Guarded by the world's lock. */
final class SimBot {
  record Update(long id, String kind, ObjectNode body) {}

  final String token;
  final long id;
  final String username;
  boolean readsAll;
  boolean revoked;
  Set<String> kinds = Set.of();
  final List<Update> updates = new ArrayList<>();
  final List<Update> held = new ArrayList<>();
  final Set<String> holding = new HashSet<>();
  final Set<Long> started = new HashSet<>();
  final Set<Long> blocked = new HashSet<>();
  @Nullable String hook;
  @Nullable String hookSecret;
  @Nullable String hookError;
  long hookErrorAt;
  long nextUpdate;
  long polls;

  SimBot(String token, String username, boolean readsAll, long firstUpdate) {
    this.token = token;
    this.id = Long.parseLong(token.substring(0, token.indexOf(':')));
    this.username = username;
    this.readsAll = readsAll;
    this.nextUpdate = firstUpdate;
  }

  /** By default Telegram leaves out what has to be asked for. */
  boolean wants(String kind) {
    return kinds.isEmpty()
        ? !Set.of("chat_member", "message_reaction", "message_reaction_count").contains(kind)
        : kinds.contains(kind);
  }
}
