package io.liana.delivery;

import io.liana.channel.Capability;
import io.liana.channel.Connector;
import io.liana.channel.Limit;
import io.liana.channel.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The connectors as the way out sees them. */
@Component
class Platforms {
  // Where a repeated command is recognised a crash may leave several in doubt: all are sent again.
  private static final int SIDE_BY_SIDE = 8;

  private final Map<String, Connector> connectors;

  Platforms(List<Connector> connectors) {
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
  }

  /** Whether anything can leave by this account at all; the open door has none. */
  boolean connected(SendingAccount account) {
    Connector connector = find(account);
    return connector != null
        && !Set.of(Capability.RECEIVE).containsAll(connector.capabilities(account.account()));
  }

  /** False where only a human can do it, and the platform has nothing to prepare for them. */
  boolean able(OutboxRow row) {
    Connector connector = find(row.account());
    if (connector == null) {
      return false;
    }
    Set<Capability> able = connector.capabilities(row.account().account(), row.command().group());
    Capability needed = row.command().needs();
    return able.contains(needed)
        || needed == Capability.SEND && able.contains(Capability.SEND_BY_HUMAN);
  }

  /** Not while its platform is away: what is due waits, untried and in order. */
  boolean reachable(SendingAccount account) {
    Connector connector = find(account);
    return connector == null || connector.reachable(account.account());
  }

  Outcome perform(OutboxRow row) {
    Connector connector = find(row.account());
    return connector == null
        ? new Outcome.NeedsHuman("no_connector")
        : connector.perform(row.account().account(), row.key(), row.command());
  }

  List<Limit> limits(SendingAccount account) {
    Connector connector = find(account);
    return connector == null ? List.of() : connector.limits(account.account());
  }

  /** Whether a command in doubt may be sent again under the same key. */
  boolean repeatable(SendingAccount account) {
    Connector connector = find(account);
    return connector != null
        && connector.capabilities(account.account()).contains(Capability.IDEMPOTENT_SEND);
  }

  /**
   * How many commands of an account may be under way at once, on all nodes: as many as a crash may
   * leave in doubt.
   */
  int mostUnderWay(SendingAccount account) {
    return repeatable(account) ? SIDE_BY_SIDE : 1;
  }

  private @Nullable Connector find(SendingAccount account) {
    return connectors.get(account.platform());
  }
}
