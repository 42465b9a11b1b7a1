package io.liana.channel.sandbox;

import io.liana.channel.OpenFormat.Who;
import io.liana.channel.sandbox.SandboxRequestStore.Request;
import io.liana.channel.sandbox.SandboxStore.Account;
import io.liana.channel.sandbox.SandboxStore.Seat;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who knocks at a room, and what Liana's account answers. */
@Component
class SandboxDoor {
  private final Sandbox sandbox;
  private final SandboxStore store;
  private final SandboxRequestStore requests;
  private final SandboxVoice voice;
  private final Clock clock;

  SandboxDoor(
      Sandbox sandbox,
      SandboxStore store,
      SandboxRequestStore requests,
      SandboxVoice voice,
      Clock clock) {
    this.sandbox = sandbox;
    this.store = store;
    this.requests = requests;
    this.voice = voice;
    this.clock = clock;
  }

  /** Knocks; a request made before is over. */
  @Transactional
  void ask(long room, long account, String text) {
    lock(room);
    Account who = store.account(account).orElseThrow(() -> Problem.missing("account", account));
    Seat seat = store.seat(room, account).orElse(null);
    if (seat != null && seat.present()) {
      throw Problem.conflict(
          "sandbox_already_in", "%s is in the room already.".formatted(who.name()));
    }
    if (seat != null && seat.banned()) {
      throw new Problem(
          403, "sandbox_blacklisted", "%s is not let in any more.".formatted(who.name()), Map.of());
    }
    Instant now = clock.instant();
    requests.close(room, account, "gone", null);
    long request = requests.insert(room, account, text, now);
    voice.say(
        room,
        "join_request",
        Long.toString(request),
        now,
        new Who(Long.toString(account), who.name(), null, who.bot()),
        text,
        Long.toString(request),
        null,
        List.of());
  }

  /** Those who wait, and those whose latest request was refused. */
  List<Request> atTheDoor(long room) {
    return requests.latest(room);
  }

  /** The same answer again changes nothing: the connector may bring it twice. */
  @Transactional
  void botAnswers(long room, long request, boolean approve, @Nullable String reason) {
    lock(room);
    String state = approve ? "approved" : "refused";
    Request found =
        requests.find(room, request).orElseThrow(() -> Problem.missing("request", request));
    if (found.state().equals(state)) {
      return;
    }
    if (!found.state().equals("waiting")) {
      throw Problem.conflict("request_gone", "That request is not there any more.");
    }
    requests.close(room, found.account(), state, reason);
    if (approve) {
      sandbox.enter(room, store.account(found.account()).orElseThrow(), "member", null);
    }
  }

  private void lock(long room) {
    if (store.lockRoom(room).isEmpty()) {
      throw Problem.missing("room", room);
    }
  }
}
