package io.liana.simulate;

import io.liana.channel.SocketEndpoint;
import io.liana.channel.WebSockets;
import io.liana.channel.onebot.OneBotServing;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The simulated bot on the wire: a socket at {@code /}, {@code /api} and {@code /event}, actions
 * over HTTP, events to whoever is connected, and the controls below {@code /control/}.
 */
final class OneBotServer extends HttpServlet implements Simulator.Running {
  private static final long serialVersionUID = 1;
  private static final long HEARTBEAT_SECONDS = 5;
  private static final int LONGEST_FRAME = 4 << 20;

  private final transient JsonMapper json = JsonMapper.builder().build();
  private final transient OneBotServing serving = new OneBotServing(json);
  private final transient Misbehaviour misbehaviour = new Misbehaviour();
  private final transient Clock clock;
  private final transient OneBotWorld world;
  private final transient WebSockets sockets = new WebSockets();
  private final transient Set<Socket> open = new CopyOnWriteArraySet<>();
  private final transient OneBotCaller caller;
  private final transient Tomcat tomcat = new Tomcat();
  private final transient ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());
  private volatile @Nullable String token;

  OneBotServer(int port, Clock clock) throws IOException {
    this.clock = clock;
    this.world = new OneBotWorld(json, misbehaviour, clock, this::tell);
    this.caller = new OneBotCaller(json, world, misbehaviour);
    tomcat.setBaseDir(Files.createTempDirectory("liana-simulate").toString());
    var connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", null);
    context.addServletContainerInitializer(new WsSci(), Set.of());
    Tomcat.addServlet(context, "onebot", this).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "onebot");
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException(e);
    }
    heart.scheduleAtFixedRate(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public URI url() {
    return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort());
  }

  @Override
  public void close() {
    heart.shutdownNow();
    caller.close();
    open.forEach(Socket::close);
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tell(ObjectNode event) {
    misbehaviour.outgoing(event).forEach(this::send);
  }

  private void send(ObjectNode event) {
    open.stream().filter(socket -> socket.hearsEvents).forEach(socket -> socket.push(event));
    caller.event(event);
  }

  private void beat() {
    if (!misbehaviour.silent()) {
      ObjectNode beat =
          json.createObjectNode()
              .put("time", clock.instant().getEpochSecond())
              .put("self_id", Long.parseLong(OneBotWorld.SELF))
              .put("post_type", "meta_event")
              .put("meta_event_type", "heartbeat")
              .put("interval", HEARTBEAT_SECONDS * 1_000);
      beat.putObject("status").put("online", true).put("good", true);
      send(beat);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.startsWith("/control/")) {
      answer(response, 200, control(path.substring("/control/".length()), body(request)));
      return;
    }
    int refused = refusal(request);
    if (refused != 0) {
      response.setStatus(refused);
    } else if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      sockets.open(request, response, new Socket(path.toLowerCase(Locale.ROOT)));
    } else {
      String action = path.substring(1);
      ObjectNode answer = serving.answer(request, action, world);
      if (answer.path("retcode").asInt(0) == OneBotServing.Answer.UNKNOWN_ACTION) {
        response.setStatus(404);
      } else if (misbehaviour.swallowsAnswer(action)) {
        pauseForGood();
      } else {
        answer(response, 200, answer);
      }
    }
  }

  /** As the specification says: 401 without a token, 403 with a wrong one. */
  private int refusal(HttpServletRequest request) {
    String wanted = token;
    if (wanted == null) {
      return 0;
    }
    String header = request.getHeader("Authorization");
    String given =
        header != null
            ? header.substring(header.indexOf(' ') + 1)
            : request.getParameter("access_token");
    return given == null ? 401 : given.equals(wanted) ? 0 : 403;
  }

  private static void pauseForGood() {
    try {
      TimeUnit.MINUTES.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readAllBytes();
    return bytes.length == 0 ? json.createObjectNode() : json.readTree(bytes);
  }

  private JsonNode control(String what, JsonNode wish) {
    return switch (what) {
      case "say" -> world.say(wish);
      case "join" -> world.join(wish);
      case "leave" -> world.leave(wish);
      case "ask" -> world.ask(wish);
      case "rename" -> world.rename(wish);
      case "role" -> world.role(wish);
      case "world" -> world.look();
      case "misbehave" -> {
        misbehaviour.set(wish);
        yield json.createObjectNode();
      }
      case "release" -> {
        misbehaviour.release().forEach(this::send);
        yield json.createObjectNode();
      }
      case "drop" -> {
        open.forEach(Socket::close);
        caller.drop();
        yield json.createObjectNode();
      }
      case "sockets" -> json.createObjectNode().put("open", open.size());
      case "token" -> {
        token = wish.path("token").isString() ? wish.path("token").asString() : null;
        yield json.createObjectNode();
      }
      case "reverse" -> {
        caller.reverse(URI.create(wish.path("url").asString()), wish.path("token").asString(""));
        yield json.createObjectNode();
      }
      case "post" -> {
        caller.post(URI.create(wish.path("url").asString()), wish.path("secret").asString(""));
        yield json.createObjectNode();
      }
      default -> throw new IllegalArgumentException("there is no control " + what);
    };
  }

  private static void answer(HttpServletResponse response, int status, JsonNode body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json;charset=UTF-8");
    response.getWriter().write(body.toString());
  }

  /** One socket somebody opened to the bot. */
  private final class Socket extends SocketEndpoint {
    private final boolean hearsEvents;
    private final boolean takesCalls;

    Socket(String path) {
      super(LONGEST_FRAME);
      this.hearsEvents = !path.startsWith("/api");
      this.takesCalls = !path.startsWith("/event");
    }

    @Override
    protected void opened() {
      open.add(this);
      push(
          json.createObjectNode()
              .put("time", clock.instant().getEpochSecond())
              .put("self_id", Long.parseLong(OneBotWorld.SELF))
              .put("post_type", "meta_event")
              .put("meta_event_type", "lifecycle")
              .put("sub_type", "connect"));
    }

    @Override
    protected void heard(String frame) {
      if (takesCalls) {
        String answer = serving.answer(frame, world);
        if (!misbehaviour.swallowsAnswer(json.readTree(frame).path("action").asString(""))) {
          write(answer);
        }
      }
    }

    @Override
    protected void closed(String why) {
      open.remove(this);
    }

    @Override
    public void close() {
      open.remove(this);
      super.close();
    }

    void push(ObjectNode event) {
      write(event.toString());
    }

    private void write(String text) {
      try {
        send(text);
      } catch (IOException e) {
        open.remove(this);
      }
    }
  }
}
