package io.liana.channel.sandbox;

import io.liana.channel.GroupPlaced;
import io.liana.channel.OpenFormat.Who;
import io.liana.channel.RoomOpened;
import io.liana.channel.sandbox.SandboxStore.Account;
import io.liana.channel.sandbox.SandboxStore.Message;
import io.liana.channel.sandbox.SandboxStore.Seat;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people, and Liana's own account, can do in a room. Every change tells its event in the same
 * transaction.
 */
@Component
class Sandbox {
  private final SandboxStore store;
  private final SandboxRequestStore requests;
  private final SandboxVoice voice;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Sandbox(
      SandboxStore store,
      SandboxRequestStore requests,
      SandboxVoice voice,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.requests = requests;
    this.voice = voice;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  long createAccount(String name, String persona, boolean bot) {
    return store
        .insertAccount(name, persona, bot)
        .orElseThrow(
            () ->
                Problem.conflict(
                    "sandbox_name_taken",
                    "There is already an account named '%s'.".formatted(name)));
  }

  /**
   * Opens a room with Liana's account as an admin in it; with the cast, Ana owns it and Bo
   * moderates.
   */
  @Transactional
  long openRoom(CommunityId community, String name, boolean withCast) {
    long room =
        store
            .insertRoom(community, name, clock.instant())
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "sandbox_name_taken",
                        "There is already a room named '%s'.".formatted(name)));
    events.publishEvent(
        new RoomOpened(
            community,
            SandboxConnector.PLATFORM,
            SandboxConnector.ACCOUNT,
            Long.toString(room),
            name));
    enter(room, liana(), "admin", null);
    if (withCast) {
      enter(room, cast("Ana", "owner"), "owner", null);
      enter(room, cast("Bo", "moderator"), "admin", null);
      cast("Chen", "newcomer");
      cast("低价代充小王", "advertiser");
    }
    return room;
  }

  @EventListener
  void placed(GroupPlaced placed) {
    if (placed.platform().equals(SandboxConnector.PLATFORM)) {
      store.place(Long.parseLong(placed.externalId()), placed.group());
    }
  }

  @Transactional
  long say(long room, long account, String text, @Nullable Long replyTo, List<Long> mentions) {
    lock(room);
    Seat seat = present(room, account);
    if (seat.mutedUntil() != null && seat.mutedUntil().isAfter(clock.instant())) {
      throw new Problem(
          409,
          "sandbox_muted",
          "%s may not speak until %s.".formatted(seat.account().name(), seat.mutedUntil()),
          Map.of("until", seat.mutedUntil().toString()));
    }
    return speak(room, seat.account(), seat.role(), text, replyTo, mentions, null);
  }

  @Transactional
  void edit(long room, long message, long account, String text) {
    lock(room);
    Seat seat = present(room, account);
    Message found = shown(room, message);
    if (!Long.valueOf(account).equals(found.accountId())) {
      throw new Problem(403, "sandbox_not_yours", "Only its author can edit a message.", Map.of());
    }
    Instant now = clock.instant();
    store.edit(message, text, now);
    // The time makes the key: a message may be edited many times.
    voice.say(
        room,
        "edit",
        "%d@%s".formatted(message, now),
        now,
        who(seat.account(), seat.role()),
        text,
        Long.toString(message),
        null,
        List.of());
  }

  @Transactional
  void recall(long room, long message, long account) {
    lock(room);
    Seat seat = present(room, account);
    Message found = shown(room, message);
    if (!Long.valueOf(account).equals(found.accountId()) && seat.role().equals("member")) {
      throw new Problem(
          403,
          "sandbox_not_yours",
          "Only its author, an admin or the owner can take a message back.",
          Map.of());
    }
    takeBack(room, found, seat.account(), seat.role());
  }

  @Transactional
  void join(long room, long account, @Nullable Long invitedBy, @Nullable String via) {
    lock(room);
    Account who = account(account);
    if (invitedBy != null) {
      present(room, invitedBy);
    }
    store
        .seat(room, account)
        .ifPresent(
            seat -> {
              if (seat.present()) {
                throw Problem.conflict(
                    "sandbox_already_in", "%s is in the room already.".formatted(who.name()));
              }
              if (seat.banned()) {
                throw new Problem(
                    403,
                    "sandbox_blacklisted",
                    "%s is not let in any more.".formatted(who.name()),
                    Map.of());
              }
            });
    enter(room, who, "member", invitedBy, via);
  }

  @Transactional
  void leave(long room, long account) {
    lock(room);
    Seat seat = present(room, account);
    Instant now = clock.instant();
    store.stand(room, account, false);
    long line = line(room, "leave", account, null, now);
    voice.say(
        room,
        "leave",
        Long.toString(line),
        now,
        who(seat.account(), null),
        null,
        null,
        null,
        List.of());
  }

  @Transactional
  void kick(long room, long account, long by) {
    lock(room);
    putOut(room, present(room, account), moderator(room, by), false);
  }

  @Transactional
  void mute(long room, long account, long by, Duration length) {
    lock(room);
    moderator(room, by);
    silence(room, account, by, length);
  }

  @Transactional
  void changeRole(long room, long account, String role) {
    lock(room);
    Seat seat = present(room, account);
    Instant now = clock.instant();
    store.role(room, account, role);
    line(room, "role", account, null, now);
    Who who = who(seat.account(), role);
    voice.show(room, "role", now, who, who, role);
  }

  // ---- what Liana's own account does; the connector calls these, maybe more than once for one
  // command

  @Transactional
  long botSays(
      long room, String commandKey, String text, @Nullable Long replyTo, List<Long> mentions) {
    lock(room);
    return store
        .messageOfCommand(commandKey)
        .orElseGet(() -> speak(room, liana(), "admin", text, replyTo, mentions, commandKey));
  }

  @Transactional
  void botRecalls(long room, long message) {
    lock(room);
    Message found =
        store.message(room, message).orElseThrow(() -> Problem.missing("message", message));
    if (found.recalledAt() == null) {
      takeBack(room, found, liana(), "admin");
    }
  }

  @Transactional
  void botMutes(long room, long account, Duration length) {
    lock(room);
    silence(room, account, liana().id(), length);
  }

  @Transactional
  void botRemoves(long room, long account, boolean ban) {
    lock(room);
    Seat seat = store.seat(room, account).orElseThrow(() -> Problem.missing("member", account));
    if (!seat.role().equals("member")) {
      throw new Problem(
          403, "sandbox_protected", "Owners and admins cannot be removed by a machine.", Map.of());
    }
    if (seat.present()) {
      putOut(room, seat, present(room, liana().id()), ban);
    } else if (ban) {
      store.stand(room, account, true);
    }
  }

  @Transactional
  void botLiftsBan(long room, long account) {
    lock(room);
    store.liftBan(room, account);
  }

  // ---- the parts these are made of

  private long speak(
      long room,
      Account account,
      String role,
      String text,
      @Nullable Long replyTo,
      List<Long> mentions,
      @Nullable String commandKey) {
    Instant now = clock.instant();
    long id =
        store
            .insertMessage(
                room, "message", account.id(), null, text, replyTo, mentions, commandKey, now)
            .orElseThrow();
    voice.say(
        room,
        "message",
        Long.toString(id),
        now,
        who(account, role),
        text,
        null,
        replyTo == null ? null : Long.toString(replyTo),
        mentions.stream()
            .map(mention -> new Who(Long.toString(mention), null, null, null))
            .toList());
    return id;
  }

  /** Somebody comes in; in the transaction that holds the room. */
  void enter(long room, Account account, String role, @Nullable Long invitedBy) {
    enter(room, account, role, invitedBy, null);
  }

  private void enter(
      long room, Account account, String role, @Nullable Long invitedBy, @Nullable String via) {
    Instant now = clock.instant();
    store.sit(room, account.id(), role, invitedBy, now);
    requests.close(room, account.id(), "approved", null);
    if (invitedBy == null) {
      long line = line(room, "join", account.id(), null, now);
      voice.join(room, Long.toString(line), now, who(account, role), via);
    } else {
      long line = line(room, "invite", invitedBy, account.id(), now);
      voice.say(
          room,
          "invite",
          Long.toString(line),
          now,
          who(account(invitedBy), null),
          null,
          null,
          null,
          List.of(who(account, role)));
    }
  }

  private void putOut(long room, Seat seat, Seat by, boolean ban) {
    Instant now = clock.instant();
    store.stand(room, seat.account().id(), ban);
    long line = line(room, "kick", by.account().id(), seat.account().id(), now);
    voice.say(
        room,
        "kick",
        Long.toString(line),
        now,
        who(by.account(), by.role()),
        null,
        null,
        null,
        List.of(who(seat.account(), null)));
  }

  private void silence(long room, long account, long by, Duration length) {
    Seat seat = present(room, account);
    Instant now = clock.instant();
    store.mute(room, account, length.isZero() ? null : now.plus(length));
    line(room, "mute", by, account, now);
    voice.show(
        room,
        "mute",
        now,
        who(account(by), null),
        who(seat.account(), null),
        Long.toString(length.toSeconds()));
  }

  private void takeBack(long room, Message message, Account by, String role) {
    Instant now = clock.instant();
    store.recall(message.id(), by.id(), now);
    String key = Long.toString(message.id());
    voice.say(room, "recall", key, now, who(by, role), null, key, null, List.of());
  }

  private long line(
      long room, String type, @Nullable Long account, @Nullable Long target, Instant now) {
    return store
        .insertMessage(room, type, account, target, "", null, List.of(), null, now)
        .orElseThrow();
  }

  private void lock(long room) {
    if (store.lockRoom(room).isEmpty()) {
      throw Problem.missing("room", room);
    }
  }

  private Message shown(long room, long message) {
    Message found =
        store.message(room, message).orElseThrow(() -> Problem.missing("message", message));
    if (found.recalledAt() != null || !found.type().equals("message")) {
      throw Problem.conflict("sandbox_message_gone", "That message is not there any more.");
    }
    return found;
  }

  private Seat present(long room, long account) {
    return store
        .seat(room, account)
        .filter(Seat::present)
        .orElseThrow(
            () ->
                Problem.conflict(
                    "sandbox_not_in_room",
                    "%s is not in the room.".formatted(account(account).name())));
  }

  private Seat moderator(long room, long account) {
    Seat seat = present(room, account);
    if (seat.role().equals("member")) {
      throw new Problem(
          403, "sandbox_not_admin", "Only an admin or the owner can do that.", Map.of());
    }
    return seat;
  }

  private Account account(long id) {
    return store.account(id).orElseThrow(() -> Problem.missing("account", id));
  }

  private Account liana() {
    return store.accountNamed("Liana").orElseThrow();
  }

  private Account cast(String name, String persona) {
    store.insertAccount(name, persona, false);
    return store.accountNamed(name).orElseThrow();
  }

  private static Who who(Account account, @Nullable String role) {
    return new Who(Long.toString(account.id()), account.name(), role, account.bot());
  }
}
