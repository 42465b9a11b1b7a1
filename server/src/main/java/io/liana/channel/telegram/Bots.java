package io.liana.channel.telegram;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The bots this node has a token for: everything that is connected and on. In memory only. */
@Component
class Bots {
  /**
   * @param hook where Telegram shall bring updates; null for long polling
   * @param version of the connected account: a new one means other settings
   */
  record Connection(Bot bot, @Nullable String hook, long version) {}

  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  void put(Connection connection) {
    refused.remove(connection.bot().account());
    connections.put(connection.bot().account(), connection);
  }

  Optional<Connection> remove(String account) {
    refused.remove(account);
    return Optional.ofNullable(connections.remove(account));
  }

  Optional<Bot> bot(String account) {
    return connection(account).map(Connection::bot);
  }

  Optional<Connection> connection(String account) {
    return Optional.ofNullable(connections.get(account));
  }

  List<Connection> all() {
    return List.copyOf(connections.values());
  }

  /** Telegram knows the token no more; what is due waits until somebody enters a new one. */
  void refused(String account) {
    refused.add(account);
  }

  void accepted(String account) {
    refused.remove(account);
  }

  boolean isRefused(String account) {
    return refused.contains(account);
  }
}
