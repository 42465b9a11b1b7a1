package io.liana.channel.telegram;

import io.liana.channel.Inbox;
import io.liana.channel.telegram.Bots.Connection;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where Telegram brings updates of bots that are connected with a webhook. */
@RestController
class TelegramHookController {
  private static final int LARGEST = 1 << 20; // updates are a few kilobytes

  private final Bots bots;
  private final Arrivals arrivals;
  private final Inbox inbox;
  private final JsonMapper json;

  TelegramHookController(Bots bots, Arrivals arrivals, Inbox inbox, JsonMapper json) {
    this.bots = bots;
    this.arrivals = arrivals;
    this.inbox = inbox;
    this.json = json;
  }

  /** Answers after the commit: what was not kept is brought again by Telegram. */
  @Permission(Permission.PUBLIC)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @PostMapping("/api/v1/hooks/telegram/{account}")
  void update(
      @PathVariable String account,
      @RequestHeader(name = "X-Telegram-Bot-Api-Secret-Token", required = false)
          @Nullable String secret,
      HttpServletRequest request)
      throws IOException {
    // One answer for an unknown bot and a wrong secret: nobody learns which bots are here.
    Bot bot =
        bots.connection(account)
            .filter(connection -> connection.hook() != null)
            .map(Connection::bot)
            .filter(known -> Hooks.proves(known, secret))
            .orElseThrow(
                () -> new Problem(403, "hook_secret_wrong", "This is not Telegram.", Map.of()));
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Problem(
          413, "update_too_large", "No update is so large.", Map.of("limit", LARGEST));
    }
    inbox.acceptNow(arrivals.take(bot, List.of(parse(body))));
  }

  private JsonNode parse(byte[] body) {
    try {
      return json.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw Problem.invalid("not_json", "An update is a JSON object.");
    }
  }
}
