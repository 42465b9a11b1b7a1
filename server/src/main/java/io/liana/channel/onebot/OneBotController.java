package io.liana.channel.onebot;

import io.liana.channel.SocketEndpoint;
import io.liana.channel.WebSockets;
import io.liana.channel.onebot.OneBotConfig.Transport;
import io.liana.channel.onebot.OneBotLine.Role;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where bots come to us: with a socket of their own, or posting each event. */
@RestController
@RequestMapping("/api/v1/onebot")
class OneBotController {
  private static final int LARGEST_EVENT = 1 << 20;

  private final OneBotAccounts accounts;
  private final OneBotDoor door;
  private final WebSockets sockets;
  private final JsonMapper json;

  OneBotController(OneBotAccounts accounts, OneBotDoor door, WebSockets sockets, JsonMapper json) {
    this.accounts = accounts;
    this.door = door;
    this.sockets = sockets;
    this.json = json;
  }

  @GetMapping("/ws")
  @Permission(Permission.PUBLIC)
  void socket(
      @RequestParam(name = "access_token", required = false) @Nullable String inAddress,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<OneBotAccount> account =
        accounts.expecting(header(request, "X-Self-ID"), Transport.REVERSE_WS);
    // Someone unknown costs and sees the same as a wrong token.
    String wanted = account.map(found -> found.config().token()).orElse("");
    String given = inAddress == null ? bearer(header(request, "Authorization")) : inAddress;
    if (!same(wanted, given) || account.isEmpty() || wanted.isEmpty()) {
      throw notLetIn();
    }
    sockets.open(request, response, new Endpoint(account.get(), role(request)));
  }

  @PostMapping("/events")
  @Permission(Permission.PUBLIC)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void event(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(LARGEST_EVENT + 1);
    if (body.length > LARGEST_EVENT) {
      throw new Problem(413, "event_too_large", "An event may have at most 1 MB.", Map.of());
    }
    Optional<OneBotAccount> account =
        accounts.expecting(header(request, "X-Self-ID"), Transport.HTTP);
    String secret = account.map(found -> found.config().eventSecret()).orElse("");
    String signature = "sha1=" + sha1(secret.isEmpty() ? "nobody" : secret, body);
    if (!same(signature, header(request, "X-Signature").toLowerCase(Locale.ROOT))
        || account.isEmpty()
        || secret.isEmpty()) {
      throw notLetIn();
    }
    try {
      door.heard(account.get(), parse(body), () -> accounts.lookAgain(account.get())).join();
    } catch (CompletionException notKept) {
      throw new Problem(503, "inbox_full", "The event was not kept; send it again.", Map.of());
    }
  }

  private JsonNode parse(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw notAnEvent();
    }
    throw notAnEvent();
  }

  private static Problem notAnEvent() {
    return Problem.invalid("not_an_event", "An event is a JSON object.");
  }

  private static Problem notLetIn() {
    return new Problem(
        401,
        "onebot_not_let_in",
        "No account of this number waits for a bot with this token or signature.",
        Map.of());
  }

  private static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value.strip();
  }

  /** {@code Bearer T}; older bots say {@code Token T}. */
  private static String bearer(String header) {
    int blank = header.indexOf(' ');
    return blank < 0 ? header : header.substring(blank + 1).strip();
  }

  private static Role role(HttpServletRequest request) {
    return switch (header(request, "X-Client-Role").toLowerCase(Locale.ROOT)) {
      case "api" -> Role.API;
      case "event" -> Role.EVENT;
      default -> Role.UNIVERSAL;
    };
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  static String sha1(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has HMAC-SHA1
    }
  }

  /** A socket a bot opened. */
  private final class Endpoint extends SocketEndpoint implements OneBotLine.Wire {
    private final OneBotAccount account;
    private final OneBotLine line;

    Endpoint(OneBotAccount account, Role role) {
      super(OneBotLine.LONGEST_FRAME);
      this.account = account;
      this.line = accounts.line(account, this, role);
    }

    @Override
    protected void opened() {
      account.connected(line);
    }

    @Override
    protected void heard(String frame) {
      line.heard(frame);
    }

    @Override
    protected void alive() {
      line.alive();
    }

    @Override
    protected void closed(String why) {
      line.lost(why);
    }
  }
}
