package io.liana.simulate.officialaccount;

import io.liana.simulate.wecom.Envelope;
import io.liana.simulate.wecom.Faults;
import io.liana.simulate.wecom.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One account with its followers, tokens and codes. Whoever touches it holds its monitor. */
final class SimulatedAccount {
  private static final int TOKEN_SECONDS = 7_200;
  private static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);

  /** Somebody on WeChat; what the account may still say to them and until when. */
  static final class Person {
    final String openid;
    boolean follows;
    boolean blacklisted;
    int left;
    Instant until = Instant.MIN;

    Person(String openid) {
      this.openid = openid;
    }

    /** Allowances do not add up: the larger number and the later end count. */
    void mayBeAnswered(int times, Instant end) {
      left = Math.max(left, times);
      until = end.isAfter(until) ? end : until;
    }
  }

  record Sent(String openid, String text) {}

  /**
   * @param until null for ever
   */
  record Scene(String scene, String ticket, @Nullable Instant until) {}

  /** A sign-in; its code opens it once, for five minutes. */
  static final class SignIn {
    final String openid;
    final String scope;
    final Instant until;
    boolean used;

    SignIn(String openid, String scope, Instant until) {
      this.openid = openid;
      this.scope = scope;
      this.until = until;
    }
  }

  final World world;
  final String id;
  final String secret;
  final String token;
  final String aesKey;
  final boolean safe;
  final boolean verified;
  final Faults faults = new Faults();
  final Postman postman;
  final Map<String, Person> people = new LinkedHashMap<>();
  final Map<String, Scene> scenes = new LinkedHashMap<>();
  final Map<String, SignIn> signIns = new LinkedHashMap<>();
  final List<Sent> sent = new ArrayList<>();
  int tokenAsks;
  int forced;
  private String live = "";
  private Instant liveUntil = Instant.MIN;
  private Instant forcedAt = Instant.EPOCH;
  private boolean dead;

  SimulatedAccount(World world, String id, String aesKey, boolean safe, boolean verified) {
    this.world = world;
    this.id = id;
    this.secret = "secretof" + id;
    this.token = "Token" + id;
    this.aesKey = aesKey;
    this.safe = safe;
    this.verified = verified;
    this.postman = new Postman(this);
  }

  Envelope envelope() {
    return new Envelope(token, aesKey, id);
  }

  /** The same while it lives; forced, a new one, unless one was forced just now. */
  synchronized String giveToken(boolean force) {
    tokenAsks++;
    Instant now = world.now();
    boolean forcing = force && !now.isBefore(forcedAt.plus(BETWEEN_FORCED));
    if (forcing) {
      forcedAt = now;
      forced++;
    }
    if (forcing || !now.isBefore(liveUntil)) {
      live = "stable_" + world.number();
      liveUntil = now.plusSeconds(TOKEN_SECONDS);
      dead = false;
    }
    return live;
  }

  synchronized long tokenSeconds() {
    return Duration.between(world.now(), liveUntil).toSeconds();
  }

  /** Whose token it is shows even when it is dead. */
  synchronized boolean takes(String given) {
    return !live.isEmpty() && live.equals(given);
  }

  synchronized boolean tokenIsDead() {
    return dead || !world.now().isBefore(liveUntil);
  }

  /**
   * As after somebody else asked for a new one.
   *
   * @param unnoticed stable_token goes on giving the dead one until it is forced
   */
  synchronized void killToken(boolean unnoticed) {
    if (unnoticed) {
      dead = true;
    } else {
      liveUntil = world.now();
    }
  }

  Person person(String openid) {
    return people.computeIfAbsent(openid, Person::new);
  }

  Person known(String openid) {
    Person person = people.get(openid);
    if (person == null) {
      throw new Refusal(40003, "invalid openid");
    }
    return person;
  }
}
