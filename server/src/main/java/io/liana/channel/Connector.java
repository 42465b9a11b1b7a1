package io.liana.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One platform: understands what it says and asks it to act. Every implementation passes {@code
 * ConnectorContract}.
 */
public interface Connector {
  /** The name used in {@link RawEvent#platform()}, e.g. {@code sandbox}. */
  String platform();

  /** What an account may do at least somewhere; asked on every send, so answered from memory. */
  Set<Capability> capabilities(String account);

  /** What the platform documents as too much; {@code delivery} keeps to all of them. */
  default List<Limit> limits(String account) {
    return List.of();
  }

  /** What it may do in this group; from memory too. */
  default Set<Capability> capabilities(String account, String group) {
    return capabilities(account);
  }

  /**
   * Whether this person can be written to in private, where the account may at all. Where not, what
   * they must hear is said in the group.
   */
  default boolean writesTo(String account, String person) {
    return true;
  }

  /** Whether tasks in groups of this account are brought to people as cards; from memory. */
  default boolean takesCards(String account) {
    return false;
  }

  /** The same with reasons and remedies, for people: one line for every capability. */
  default List<Ability> abilities(String account) {
    Set<Capability> able = capabilities(account);
    return Arrays.stream(Capability.values())
        .map(each -> able.contains(each) ? Ability.able(each) : Ability.forbidden(each))
        .toList();
  }

  /** What people here call the ways by which somebody came or asks; unnamed ones are absent. */
  default Map<String, String> wayNames(String account, Collection<String> via) {
    return Map.of();
  }

  /** What was sent with these messages, by their key; those without, or not kept, are absent. */
  default Map<String, MessageMedia> media(String account, Collection<String> messages) {
    return Map.of();
  }

  /** Writes what is {@link MessageMedia.State#KEPT}. */
  default void writeMedia(String account, String message, OutputStream out) throws IOException {
    throw new UnsupportedOperationException(platform() + " keeps no media");
  }

  /**
   * Names and handles of a person that this platform's own tables hold; for who is to be erased.
   */
  default Set<String> handles(String person) {
    return Set.of();
  }

  /** How to connect an account; empty where none can be connected. */
  default Optional<ConnectForm> form() {
    return Optional.empty();
  }

  /**
   * The account key that belongs to what was given (settings and secrets by field), e.g. the number
   * a token begins with. Asks nobody.
   *
   * @throws io.liana.kernel.Problem 400 when a value cannot be right
   */
  default String accountKey(Map<String, String> given) {
    throw new UnsupportedOperationException(platform() + " connects no accounts");
  }

  /**
   * Whether a command could be handed over from here now. While not, what is due waits untried: an
   * hour's outage costs no attempt and the backlog leaves in order afterwards.
   */
  default boolean reachable(String account) {
    return true;
  }

  /** Walks through what must be right; may ask the platform, for a few seconds at most. */
  default AccountHealth health(String account) {
    return new AccountHealth(List.of(), null);
  }

  /** Who is in the group now; asks the platform. */
  default Roster roster(String account, String group) {
    return new Roster.Untold();
  }

  /** When this person's account was made, where the platform tells; asks it. */
  default Optional<Instant> accountSince(String account, String person) {
    return Optional.empty();
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
