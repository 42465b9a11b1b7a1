package io.liana.channel.onebot;

import io.liana.channel.ConnectForm;
import io.liana.channel.ConnectForm.Field;
import io.liana.channel.account.ConnectedAccount;
import io.liana.kernel.Given;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one account is reached.
 *
 * @param url where the bot listens; null when it comes to us
 * @param token what both sides show; null where the bot asks for none
 * @param eventSecret signs the events a bot posts to us; null where it posts none
 */
record OneBotConfig(
    String account,
    Transport transport,
    @Nullable URI url,
    @Nullable String token,
    @Nullable String eventSecret) {

  enum Transport {
    /** We open a WebSocket to the bot. */
    FORWARD_WS,
    /** The bot opens a WebSocket to us. */
    REVERSE_WS,
    /** We call the bot over HTTP, it posts its events to us. */
    HTTP
  }

  static final ConnectForm FORM =
      new ConnectForm(
          List.of(
              Field.text("self_id", true),
              Field.choice("transport", List.of("forward_ws", "reverse_ws", "http"), "forward_ws"),
              Field.url("url", false, null),
              Field.secret("access_token", false),
              Field.secret("event_secret", false)));

  /** Checks what the form alone cannot; returns the account's number. */
  static String key(Map<String, String> given) {
    String self = given.getOrDefault("self_id", "");
    if (!self.matches("\\d{1,20}")) {
      throw Given.wrong("self_id", "is the bot's number: digits only");
    }
    String transport = given.getOrDefault("transport", "forward_ws");
    String url = given.getOrDefault("url", "");
    switch (transport) {
      case "forward_ws" -> {
        if (!url.matches("wss?://.+")) {
          throw Given.wrong("url", "must begin with ws:// or wss:// where we connect to the bot");
        }
      }
      case "http" -> {
        if (!url.matches("https?://.+")) {
          throw Given.wrong("url", "must begin with http:// or https:// where we call the bot");
        }
        need("event_secret", given);
      }
      default -> need("access_token", given);
    }
    return self;
  }

  /** Who may bring us events must prove it; without a secret anybody on the network could. */
  private static void need(String field, Map<String, String> given) {
    if (given.getOrDefault(field, "").isEmpty()) {
      throw Given.wrong(field, "is needed when the bot comes to us");
    }
  }

  static OneBotConfig of(ConnectedAccount account, Map<String, String> secrets) {
    Transport transport =
        switch (account.setting("transport", "forward_ws")) {
          case "reverse_ws" -> Transport.REVERSE_WS;
          case "http" -> Transport.HTTP;
          default -> Transport.FORWARD_WS;
        };
    String url = account.settings().get("url");
    return new OneBotConfig(
        account.account(),
        transport,
        url == null ? null : URI.create(url),
        secrets.get("access_token"),
        secrets.get("event_secret"));
  }

  /** Secrets stay out of logs. */
  @Override
  public String toString() {
    return "OneBotConfig[%s, %s, %s]".formatted(account, transport, url);
  }
}
