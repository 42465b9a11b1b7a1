package io.liana.simulate.wecom;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One corporation with its people, groups and codes. Whoever touches it holds its monitor. */
final class SimulatedCorp {
  static final int TOKEN_SECONDS = 7_200;

  record Token(String text, Instant until) {}

  /** One member of staff's relation to a customer. */
  static final class Follow {
    final Instant since;
    final String state;
    final Set<String> tags = new LinkedHashSet<>();
    boolean deletedByCustomer;

    Follow(Instant since, String state) {
      this.since = since;
      this.state = state;
    }
  }

  static final class Customer {
    final String id;
    final String name;
    final Map<String, Follow> follows = new LinkedHashMap<>();

    Customer(String id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  /** Asked for by its code within twenty seconds, once. */
  static final class Welcome {
    final String code;
    final Instant until;
    @Nullable String said;
    int attachments;

    Welcome(String code, Instant until) {
      this.code = code;
      this.until = until;
    }
  }

  final World world;
  final String id;
  final String agent = "1000002";
  final String secret;
  final String archiveSecret;
  final String token;
  final String aesKey;
  final Faults faults = new Faults();
  final Postman postman;
  final Map<String, Token> tokens = new LinkedHashMap<>();
  final Set<String> staff = new LinkedHashSet<>();
  final Set<String> resigned = new LinkedHashSet<>();
  final Map<String, Customer> customers = new LinkedHashMap<>();
  final Map<String, SimulatedChat> chats = new LinkedHashMap<>();
  final Map<String, Welcome> welcomes = new LinkedHashMap<>();
  final SimulatedArchive archive;
  final MassDesk mass = new MassDesk(this);
  final WayDesk ways = new WayDesk(this);
  final TagDesk tags = new TagDesk(this);
  final WelcomeDesk greetings = new WelcomeDesk(this);
  final StaffPhones phones = new StaffPhones(this);
  final StaffDoor door = new StaffDoor(this);
  final HandOver handOver = new HandOver(this);
  final MediaDesk media = new MediaDesk(this);
  final MomentDesk moments = new MomentDesk(this);
  final Figures figures = new Figures(this);
  int tokenAsks;

  SimulatedCorp(World world, String id, String aesKey) {
    this.world = world;
    this.id = id;
    this.secret = "secret-of-" + id;
    this.archiveSecret = "archive-of-" + id;
    this.token = "Token" + id.replaceAll("[^A-Za-z0-9]", "");
    this.aesKey = aesKey;
    this.postman = new Postman(world, this);
    this.archive = new SimulatedArchive(world);
  }

  Envelope envelope() {
    return new Envelope(token, aesKey, id);
  }

  /** The same while it lives, as WeCom answers; null for a secret nobody gave out. */
  synchronized @Nullable Token giveToken(String asked) {
    if (!asked.equals(secret) && !asked.equals(archiveSecret)) {
      return null;
    }
    tokenAsks++;
    Token known = tokens.get(asked);
    if (known != null && world.now().isBefore(known.until())) {
      return known;
    }
    var fresh =
        new Token("tok-" + id + "-" + world.number(), world.now().plusSeconds(TOKEN_SECONDS));
    tokens.put(asked, fresh);
    return fresh;
  }

  synchronized boolean knowsToken(String text) {
    return tokens.values().stream()
        .anyMatch(t -> t.text().equals(text) && world.now().isBefore(t.until()));
  }

  /** As when somebody else fetched one in another way, or WeCom lost it. */
  synchronized void killToken(String text) {
    tokens.values().removeIf(t -> t.text().equals(text));
  }

  Customer customer(String external) {
    Customer known = customers.get(external);
    if (known == null) {
      throw new Refusal(84061, "not external contact");
    }
    return known;
  }

  SimulatedChat chat(String chat) {
    SimulatedChat known = chats.get(chat);
    if (known == null || known.dismissed) {
      throw new Refusal(90501, "chat is not external group chat");
    }
    return known;
  }

  // ---------------------------------------------------------------- groups

  SimulatedChat open(String chat, String name, String owner) {
    var fresh = new SimulatedChat(chat, name, owner, "v" + world.number(), world.now());
    chats.put(chat, fresh);
    seat(fresh, new SimulatedChat.Seat(owner, true, owner, world.now(), 1, "", null));
    return fresh;
  }

  void seat(SimulatedChat chat, SimulatedChat.Seat seat) {
    chat.members.put(seat.user(), seat);
  }

  /** What reads show lags behind what happens, by as many reads as a fault says. */
  void changing(SimulatedChat chat) {
    chat.change(faults.value("lag_reads"));
  }

  String join(SimulatedChat chat, SimulatedChat.Seat seat, String scene) {
    int event = scene.isEmpty() ? seat.scene() == 3 ? 3 : 0 : Integer.parseInt(scene);
    return join(chat, List.of(seat), event);
  }

  String join(SimulatedChat chat, List<SimulatedChat.Seat> seats, int scene) {
    changing(chat);
    String last = chat.version;
    seats.forEach(seat -> seat(chat, seat));
    chat.version = "v" + world.number();
    List<String> users = seats.stream().map(SimulatedChat.Seat::user).toList();
    return Events.chat(this, chat, "update", "add_member", scene, users, listed(last));
  }

  String leave(SimulatedChat chat, String user, int scene) {
    changing(chat);
    String last = chat.version;
    chat.members.remove(user);
    chat.version = "v" + world.number();
    return Events.chat(this, chat, "update", "del_member", scene, List.of(user), listed(last));
  }

  String handOver(SimulatedChat chat, String to) {
    changing(chat);
    chat.owner = to;
    chat.members.putIfAbsent(to, new SimulatedChat.Seat(to, true, to, world.now(), 1, "", null));
    return Events.chat(this, chat, "update", "change_owner", null, List.of(), "");
  }

  private String listed(String last) {
    return faults.strikes("no_list") ? "" : last;
  }

  int mostMembers() {
    int ordered = faults.value("most_members");
    return ordered > 0 ? ordered : SimulatedChat.MOST;
  }
}
