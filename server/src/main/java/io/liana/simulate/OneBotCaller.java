package io.liana.simulate;

import io.liana.channel.onebot.OneBotServing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bot goes out itself: a socket to somebody's server, or every event posted and signed. */
final class OneBotCaller {
  private static final long RECONNECT_SECONDS = 3;

  private final JsonMapper json;
  private final OneBotServing serving;
  private final OneBotWorld world;
  private final Misbehaviour misbehaviour;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService again =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("caller").factory());
  private volatile @Nullable WebSocket socket;
  private volatile @Nullable URI postTo;
  private volatile String secret = "";

  OneBotCaller(JsonMapper json, OneBotWorld world, Misbehaviour misbehaviour) {
    this.json = json;
    this.serving = new OneBotServing(json);
    this.world = world;
    this.misbehaviour = misbehaviour;
  }

  void reverse(URI url, String token) {
    again.execute(() -> connect(url, token));
  }

  private void connect(URI url, String token) {
    try {
      http.newWebSocketBuilder()
          .header("X-Self-ID", OneBotWorld.SELF)
          .header("X-Client-Role", "Universal")
          .header("Authorization", "Bearer " + token)
          .buildAsync(url, new Listener(url, token))
          .join();
    } catch (java.util.concurrent.CompletionException refused) {
      later(url, token);
    }
  }

  private void later(URI url, String token) {
    if (!again.isShutdown()) {
      again.schedule(() -> connect(url, token), RECONNECT_SECONDS, TimeUnit.SECONDS);
    }
  }

  void post(URI url, String signedWith) {
    secret = signedWith;
    postTo = url;
  }

  void event(ObjectNode event) {
    WebSocket open = socket;
    if (open != null) {
      again.execute(() -> write(open, event.toString()));
    }
    URI url = postTo;
    if (url != null) {
      again.execute(() -> post(url, event.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  void drop() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  void close() {
    again.shutdownNow();
    drop();
  }

  private static void write(WebSocket open, String text) {
    try {
      open.sendText(text, true).join();
    } catch (java.util.concurrent.CompletionException gone) {
      // the listener hears of it
    }
  }

  private void post(URI url, byte[] body) {
    try {
      var request =
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .header("X-Self-ID", OneBotWorld.SELF)
              .header("X-Signature", "sha1=" + sign(body))
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      http.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      // OneBot 11 sends an event once; whoever was away has missed it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final URI url;
    private final String token;
    private final StringBuilder parts = new StringBuilder();

    Listener(URI url, String token) {
      this.url = url;
      this.token = token;
    }

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        String frame = parts.toString();
        parts.setLength(0);
        JsonNode call = json.readTree(frame);
        String answer = serving.answer(frame, world);
        if (!misbehaviour.swallowsAnswer(call.path("action").asString(""))) {
          again.execute(() -> write(from, answer));
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      later(url, token);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      later(url, token);
    }
  }
}
