package io.liana.kit;

import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.Limit;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A platform with documented limits, in the test's own time: it takes its time to answer, remembers
 * every call, and can be down or leave a call without an answer.
 */
public final class StrictPlatform implements Connector {
  public static final String NAME = "strict";

  /**
   * A call.
   *
   * @param at when the platform counted it
   * @param ended when the answer was back
   */
  public record Call(String key, String account, Command command, Instant at, Instant ended) {}

  private final TurnableClock clock;
  private final List<Limit> limits;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Random random = new Random(7);
  private Set<Capability> capabilities =
      EnumSet.complementOf(EnumSet.of(Capability.IDEMPOTENT_SEND));
  private Duration slowest = Duration.ZERO;
  private boolean down;
  private boolean silent;
  private String refused = "";

  public StrictPlatform(TurnableClock clock, Limit... limits) {
    this.clock = clock;
    this.limits = List.of(limits);
  }

  public StrictPlatform able(Set<Capability> capabilities) {
    this.capabilities = capabilities;
    return this;
  }

  /** How long the way there and the way back take at most; the clock is turned by it. */
  public StrictPlatform slowest(Duration slowest) {
    this.slowest = slowest;
    return this;
  }

  /** Nothing can be handed over. */
  public void down(boolean down) {
    this.down = down;
  }

  /** One group takes nothing for now. */
  public void refuse(String group) {
    refused = group;
  }

  /** What is handed over is done, but no answer comes back. */
  public void silent(boolean silent) {
    this.silent = silent;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The words said in a group, in order. */
  public List<String> said(String group) {
    return calls.stream()
        .filter(call -> call.command().group().equals(group))
        .map(call -> String.valueOf(call.command().words()))
        .toList();
  }

  public void forget() {
    calls.clear();
    down = false;
    silent = false;
    refused = "";
  }

  @Override
  public String platform() {
    return NAME;
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return capabilities;
  }

  @Override
  public List<Limit> limits(String account) {
    return limits;
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return List.of();
  }

  @Override
  public synchronized Outcome perform(String account, String key, Command command) {
    if (down || command.group().equals(refused)) {
      return new Outcome.RetryAfter(Duration.ofSeconds(1), "connection refused");
    }
    travel();
    Instant at = clock.instant();
    travel();
    calls.add(new Call(key, account, command, at, clock.instant()));
    return silent
        ? new Outcome.Unknown("the line went dead")
        : new Outcome.Delivered("m" + calls.size());
  }

  private void travel() {
    if (!slowest.isZero()) {
      clock.advance(Duration.ofNanos((long) (random.nextDouble() * slowest.toNanos())));
    }
  }
}
