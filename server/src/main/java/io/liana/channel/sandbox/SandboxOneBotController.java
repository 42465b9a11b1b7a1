package io.liana.channel.sandbox;

import io.liana.channel.SocketEndpoint;
import io.liana.channel.WebSockets;
import io.liana.channel.onebot.OneBotServing;
import io.liana.channel.sandbox.SandboxStore.Account;
import io.liana.channel.sandbox.SandboxStore.Seat;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox as a OneBot 11 server: any bot framework joins a room as a bot's account, over a
 * WebSocket or over HTTP. A bot hears what happens on the node it is connected to.
 */
@RestController
@RequestMapping("/api/v1/sandbox")
class SandboxOneBotController {
  private static final Logger log = LoggerFactory.getLogger(SandboxOneBotController.class);
  private static final int LONGEST_FRAME = 1 << 20;
  private static final int MOST_WAITING = 1_000; // a bot that reads slower than this is let go

  record TokenView(String token) {}

  private final SandboxBots bots;
  private final SandboxStore store;
  private final SandboxOneBotActs acts;
  private final SandboxOneBotEvents events;
  private final OneBotServing serving;
  private final WebSockets sockets;
  private final JsonMapper json;
  private final Clock clock;
  private final Set<Socket> open = new CopyOnWriteArraySet<>();

  SandboxOneBotController(
      SandboxBots bots,
      SandboxStore store,
      SandboxOneBotActs acts,
      WebSockets sockets,
      JsonMapper json,
      Clock clock) {
    this.bots = bots;
    this.store = store;
    this.acts = acts;
    this.events = new SandboxOneBotEvents(json);
    this.serving = new OneBotServing(json);
    this.sockets = sockets;
    this.json = json;
    this.clock = clock;
  }

  @PostMapping("/accounts/{account}/token")
  @Permission("sandbox:use")
  @ResponseStatus(HttpStatus.CREATED)
  TokenView token(@PathVariable String account) {
    return new TokenView(bots.giveToken(Problem.parseId(account)));
  }

  @GetMapping("/onebot")
  @Permission(Permission.PUBLIC)
  void socket(HttpServletRequest request, HttpServletResponse response) throws IOException {
    sockets.open(request, response, new Socket(bot(request), true, true));
  }

  /** Over HTTP; {@code /api} and {@code /event} are the halves of a socket. */
  @GetMapping("/onebot/{action}")
  @Permission(Permission.PUBLIC)
  @Nullable JsonNode get(
      @PathVariable String action, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      boolean api = action.equals("api");
      sockets.open(request, response, new Socket(bot(request), !api, api));
      return null;
    }
    return call(action, request);
  }

  @PostMapping("/onebot/{action}")
  @Permission(Permission.PUBLIC)
  JsonNode call(@PathVariable String action, HttpServletRequest request) throws IOException {
    Account bot = bot(request);
    return serving.answer(request, action, (wanted, params) -> acts.act(bot, wanted, params));
  }

  /** As the specification says: 401 without a token, 403 with a wrong one. */
  private Account bot(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    String given =
        header == null
            ? request.getParameter("access_token")
            : header.substring(header.indexOf(' ') + 1).strip();
    if (given == null) {
      throw new Problem(401, "token_wrong", "A bot shows its token.", Map.of());
    }
    return bots.of(given)
        .orElseThrow(() -> new Problem(403, "token_wrong", "No bot has this token.", Map.of()));
  }

  @TransactionalEventListener
  void shown(SandboxShown shown) {
    if (open.isEmpty()) {
      return;
    }
    List<Long> there =
        store.seats(shown.room()).stream()
            .filter(Seat::present)
            .map(seat -> seat.account().id())
            .toList();
    for (Socket socket : open) {
      long bot = socket.bot.id();
      // Who was put out hears that, and nothing after it.
      boolean about =
          shown.line().targets() != null
              && shown.line().targets().stream()
                  .anyMatch(who -> Long.toString(bot).equals(who.id()));
      if (socket.hearsEvents && (there.contains(bot) || about)) {
        events.of(shown, bot).ifPresent(event -> socket.push(event.toString()));
      }
    }
  }

  /** One bot's socket. Events wait in a line of their own: a slow bot must not slow the room. */
  private final class Socket extends SocketEndpoint {
    private final Account bot;
    private final boolean hearsEvents;
    private final boolean takesCalls;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService writer =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    Socket(Account bot, boolean hearsEvents, boolean takesCalls) {
      super(LONGEST_FRAME);
      this.bot = bot;
      this.hearsEvents = hearsEvents;
      this.takesCalls = takesCalls;
    }

    @Override
    protected void opened() {
      open.add(this);
      push(
          json.createObjectNode()
              .put("time", clock.instant().getEpochSecond())
              .put("self_id", bot.id())
              .put("post_type", "meta_event")
              .put("meta_event_type", "lifecycle")
              .put("sub_type", "connect")
              .toString());
    }

    @Override
    protected void heard(String frame) {
      if (takesCalls) {
        push(serving.answer(frame, (action, params) -> acts.act(bot, action, params)));
      }
    }

    @Override
    protected void closed(String why) {
      open.remove(this);
      writer.shutdown();
    }

    void push(String text) {
      if (waiting.incrementAndGet() > MOST_WAITING) {
        log.info("The bot {} reads too slowly and is let go", bot.name());
        close();
        return;
      }
      try {
        writer.execute(() -> write(text));
      } catch (RejectedExecutionException closed) {
        open.remove(this);
      }
    }

    private void write(String text) {
      try {
        send(text);
      } catch (IOException gone) {
        open.remove(this);
      } finally {
        waiting.decrementAndGet();
      }
    }
  }
}
