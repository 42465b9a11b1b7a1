package io.liana.channel.sandbox;

import io.liana.channel.sandbox.SandboxStore.Account;
import io.liana.channel.sandbox.SandboxStore.Message;
import io.liana.channel.sandbox.SandboxStore.Room;
import io.liana.channel.sandbox.SandboxStore.Seat;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plays the people of the sandbox: speak, join, leave, edit, recall, kick, mute as anybody. */
@RestController
@RequestMapping("/api/v1/sandbox")
@Permission("sandbox:use")
class SandboxController {
  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_VIA = 2_000;
  private static final int LONGEST_ASKING = 200;
  private static final int LARGEST_PAGE = 200;
  private static final int LONGEST_MUTE_MINUTES = 60 * 24 * 365;

  record AccountView(
      String id, String name, String persona, boolean bot, @Nullable String memberId) {}

  record Ref(String id, String name) {}

  record SeatView(
      AccountView account,
      String role,
      @Nullable Instant joinedAt,
      @Nullable Instant mutedUntil,
      @Nullable Ref invitedBy) {}

  record RoomView(
      String id,
      String name,
      String groupId,
      String communityId,
      List<SeatView> members,
      List<String> blacklisted,
      List<RequestView> requests) {}

  record RequestView(
      String id,
      AccountView account,
      String text,
      Instant at,
      String state,
      @Nullable String reason) {}

  record MessageView(
      String id,
      Instant at,
      String type,
      @Nullable AccountView account,
      @Nullable AccountView target,
      @Nullable String text,
      @Nullable String replyTo,
      List<String> mentions,
      @Nullable Instant editedAt,
      @Nullable Instant recalledAt,
      @Nullable AccountView recalledBy) {}

  record NewAccount(@Nullable String name, @Nullable String persona, @Nullable Boolean bot) {}

  record NewRoom(
      @Nullable String communityId, @Nullable String name, @Nullable Boolean withPersonas) {}

  record Speech(
      @Nullable String accountId,
      @Nullable String text,
      @Nullable String replyTo,
      @Nullable List<String> mentions) {}

  record Joining(@Nullable String accountId, @Nullable String invitedBy, @Nullable String via) {}

  record Asking(@Nullable String accountId, @Nullable String text) {}

  record ByAccount(@Nullable String accountId) {}

  record Muting(@Nullable String accountId, @Nullable Integer minutes) {}

  record NewRole(@Nullable String role) {}

  private final Sandbox sandbox;
  private final SandboxDoor door;
  private final SandboxStore store;

  SandboxController(Sandbox sandbox, SandboxDoor door, SandboxStore store) {
    this.sandbox = sandbox;
    this.door = door;
    this.store = store;
  }

  @GetMapping("/accounts")
  Page<AccountView> accounts() {
    return new Page<>(store.accounts().stream().map(SandboxController::view).toList(), null);
  }

  @PostMapping("/accounts")
  @ResponseStatus(HttpStatus.CREATED)
  AccountView createAccount(@RequestBody NewAccount body) {
    String persona = body.persona() == null ? "regular" : body.persona();
    if (!List.of("owner", "moderator", "regular", "newcomer", "advertiser", "bot")
        .contains(persona)) {
      throw Problem.invalid("bad_persona", "There is no persona '%s'.".formatted(persona));
    }
    long id =
        sandbox.createAccount(
            text(body.name(), "name", 40), persona, Boolean.TRUE.equals(body.bot()));
    return view(store.account(id).orElseThrow());
  }

  @GetMapping("/rooms")
  Page<RoomView> rooms(@RequestParam(required = false) @Nullable String community, Caller caller) {
    Long only = community == null ? null : CommunityId.parse(community).value();
    return new Page<>(store.rooms(caller.scope(), only).stream().map(this::view).toList(), null);
  }

  @PostMapping("/rooms")
  @ResponseStatus(HttpStatus.CREATED)
  RoomView openRoom(@RequestBody NewRoom body, Caller caller) {
    CommunityId community = CommunityId.parse(text(body.communityId(), "community_id", 20));
    caller.mustSee(community);
    long room =
        sandbox.openRoom(
            community, text(body.name(), "name", 80), !Boolean.FALSE.equals(body.withPersonas()));
    return view(store.room(room).orElseThrow());
  }

  @GetMapping("/rooms/{room}")
  RoomView room(@PathVariable String room, Caller caller) {
    return view(visible(room, caller));
  }

  @GetMapping("/rooms/{room}/messages")
  Page<MessageView> messages(
      @PathVariable String room,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      Caller caller) {
    long id = visible(room, caller).id();
    int size = Math.clamp(limit, 1, LARGEST_PAGE);
    long before = cursor == null ? Long.MAX_VALUE : Problem.parseId(cursor);
    Map<Long, Account> accounts =
        store.accounts().stream().collect(Collectors.toMap(Account::id, Function.identity()));
    List<MessageView> shown =
        store.messages(id, before, size + 1).stream()
            .map(message -> view(message, accounts))
            .toList();
    return Page.of(shown, size, MessageView::id);
  }

  @PostMapping("/rooms/{room}/messages")
  @ResponseStatus(HttpStatus.CREATED)
  MessageView speak(@PathVariable String room, @RequestBody Speech body, Caller caller) {
    long id = visible(room, caller).id();
    List<Long> mentions =
        body.mentions() == null
            ? List.of()
            : body.mentions().stream().map(SandboxController::id).toList();
    long message =
        sandbox.say(
            id,
            id(body.accountId()),
            text(body.text(), "text", LONGEST_TEXT),
            body.replyTo() == null ? null : id(body.replyTo()),
            mentions);
    return message(id, message);
  }

  @PatchMapping("/rooms/{room}/messages/{message}")
  MessageView edit(
      @PathVariable String room,
      @PathVariable String message,
      @RequestBody Speech body,
      Caller caller) {
    long id = visible(room, caller).id();
    sandbox.edit(id, id(message), id(body.accountId()), text(body.text(), "text", LONGEST_TEXT));
    return message(id, id(message));
  }

  @PostMapping("/rooms/{room}/messages/{message}/recall")
  MessageView recall(
      @PathVariable String room,
      @PathVariable String message,
      @RequestBody ByAccount body,
      Caller caller) {
    long id = visible(room, caller).id();
    sandbox.recall(id, id(message), id(body.accountId()));
    return message(id, id(message));
  }

  @PostMapping("/rooms/{room}/members")
  RoomView join(@PathVariable String room, @RequestBody Joining body, Caller caller) {
    Room found = visible(room, caller);
    sandbox.join(
        found.id(),
        id(body.accountId()),
        body.invitedBy() == null ? null : id(body.invitedBy()),
        body.via() == null ? null : Given.text("via", body.via(), 1, LONGEST_VIA));
    return view(found);
  }

  @PostMapping("/rooms/{room}/requests")
  @ResponseStatus(HttpStatus.CREATED)
  RoomView ask(@PathVariable String room, @RequestBody Asking body, Caller caller) {
    Room found = visible(room, caller);
    String text = body.text() == null ? "" : Given.text("text", body.text(), 0, LONGEST_ASKING);
    door.ask(found.id(), id(body.accountId()), text);
    return view(found);
  }

  @DeleteMapping("/rooms/{room}/members/{account}")
  RoomView leave(@PathVariable String room, @PathVariable String account, Caller caller) {
    Room found = visible(room, caller);
    sandbox.leave(found.id(), id(account));
    return view(found);
  }

  @PatchMapping("/rooms/{room}/members/{account}")
  RoomView changeRole(
      @PathVariable String room,
      @PathVariable String account,
      @RequestBody NewRole body,
      Caller caller) {
    Room found = visible(room, caller);
    String role = text(body.role(), "role", 10);
    if (!List.of("owner", "admin", "member").contains(role)) {
      throw Problem.invalid(
          "bad_role", "A role is owner, admin or member; not '%s'.".formatted(role));
    }
    sandbox.changeRole(found.id(), id(account), role);
    return view(found);
  }

  @PostMapping("/rooms/{room}/members/{account}/kick")
  RoomView kick(
      @PathVariable String room,
      @PathVariable String account,
      @RequestBody ByAccount body,
      Caller caller) {
    Room found = visible(room, caller);
    sandbox.kick(found.id(), id(account), id(body.accountId()));
    return view(found);
  }

  @PostMapping("/rooms/{room}/members/{account}/mute")
  RoomView mute(
      @PathVariable String room,
      @PathVariable String account,
      @RequestBody Muting body,
      Caller caller) {
    Room found = visible(room, caller);
    int minutes = Math.clamp(body.minutes() == null ? 0 : body.minutes(), 0, LONGEST_MUTE_MINUTES);
    sandbox.mute(found.id(), id(account), id(body.accountId()), Duration.ofMinutes(minutes));
    return view(found);
  }

  private Room visible(String room, Caller caller) {
    return store
        .room(id(room))
        .filter(found -> caller.sees(new CommunityId(found.communityId())))
        .orElseThrow(() -> Problem.missing("room", room));
  }

  private MessageView message(long room, long message) {
    Map<Long, Account> accounts =
        store.accounts().stream().collect(Collectors.toMap(Account::id, Function.identity()));
    return view(store.message(room, message).orElseThrow(), accounts);
  }

  private RoomView view(Room room) {
    List<Seat> seats = store.seats(room.id());
    Map<Long, Account> accounts =
        seats.stream()
            .map(Seat::account)
            .collect(Collectors.toMap(Account::id, Function.identity()));
    return new RoomView(
        Long.toString(room.id()),
        room.name(),
        Long.toString(room.groupId()),
        Long.toString(room.communityId()),
        seats.stream().filter(Seat::present).map(seat -> view(seat, accounts)).toList(),
        seats.stream()
            .filter(Seat::banned)
            .map(seat -> Long.toString(seat.account().id()))
            .toList(),
        door.atTheDoor(room.id()).stream().map(this::view).toList());
  }

  private RequestView view(SandboxRequestStore.Request request) {
    return new RequestView(
        Long.toString(request.id()),
        view(store.account(request.account()).orElseThrow()),
        request.text(),
        request.at(),
        request.state(),
        request.reason());
  }

  private static SeatView view(Seat seat, Map<Long, Account> accounts) {
    Account inviter = seat.invitedBy() == null ? null : accounts.get(seat.invitedBy());
    return new SeatView(
        view(seat.account()),
        seat.role(),
        seat.joinedAt(),
        seat.mutedUntil(),
        inviter == null ? null : new Ref(Long.toString(inviter.id()), inviter.name()));
  }

  private static MessageView view(Message message, Map<Long, Account> accounts) {
    return new MessageView(
        Long.toString(message.id()),
        message.at(),
        message.type(),
        named(message.accountId(), accounts),
        named(message.targetId(), accounts),
        message.type().equals("message") ? message.text() : null,
        message.replyTo() == null ? null : Long.toString(message.replyTo()),
        message.mentions().stream().map(String::valueOf).toList(),
        message.editedAt(),
        message.recalledAt(),
        named(message.recalledBy(), accounts));
  }

  private static @Nullable AccountView named(@Nullable Long id, Map<Long, Account> accounts) {
    Account account = id == null ? null : accounts.get(id);
    return account == null ? null : view(account);
  }

  private static AccountView view(Account account) {
    return new AccountView(
        Long.toString(account.id()), account.name(), account.persona(), account.bot(), null);
  }

  private static long id(@Nullable String text) {
    if (text == null) {
      throw Problem.invalid("not_an_id", "An id is missing.");
    }
    return Problem.parseId(text);
  }

  private static String text(@Nullable String text, String field, int longest) {
    String clean = text == null ? "" : text.strip();
    if (clean.isEmpty() || clean.length() > longest || clean.indexOf('\0') >= 0) {
      throw Problem.invalid(
          "bad_" + field, "%s needs 1 to %d characters.".formatted(field, longest));
    }
    return clean;
  }
}
