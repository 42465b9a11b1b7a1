package io.liana.channel;

import java.util.List;
import java.util.Set;

/**
 * One platform: understands what it says and asks it to act. Every implementation passes {@code
 * ConnectorContract}.
 */
public interface Connector {
  /** The name used in {@link RawEvent#platform()}, e.g. {@code sandbox}. */
  String platform();

  Set<Capability> capabilities(String account);

  /** What the platform documents as too much; {@code delivery} keeps to all of them. */
  default List<Limit> limits(String account) {
    return List.of();
  }

  /**
   * Interprets one raw event; pure. An empty list means: nothing we listen to.
   *
   * @throws IllegalArgumentException when the body makes no sense; the event is parked with the
   *     message
   */
  List<InboundEvent> read(RawEvent raw);

  /**
   * Asks the platform to act; called outside any transaction.
   *
   * @param key the same for every attempt of the same command
   */
  Outcome perform(String account, String key, Command command);
}
