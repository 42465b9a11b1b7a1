package io.liana.channel.onebot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A WebSocket we opened to a bot. */
final class ForwardWire implements OneBotLine.Wire, WebSocket.Listener {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SEND = Duration.ofSeconds(5);

  private final StringBuilder parts = new StringBuilder();
  private final ReentrantLock sending = new ReentrantLock();
  private final OneBotLine line;
  private volatile @Nullable WebSocket socket;

  private ForwardWire(Function<OneBotLine.Wire, OneBotLine> line) {
    this.line = line.apply(this);
  }

  /**
   * Opens it; the line is heard from before this completes.
   *
   * @return fails with the cause when the bot does not let us in
   */
  static CompletableFuture<OneBotLine> open(
      HttpClient http,
      URI uri,
      @Nullable String token,
      Function<OneBotLine.Wire, OneBotLine> line) {
    var wire = new ForwardWire(line);
    var builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder.buildAsync(uri, wire).thenApply(open -> wire.line);
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    if (parts.length() + data.length() > OneBotLine.LONGEST_FRAME) {
      line.lost("the bot sent a frame of more than 4 MB");
      return null;
    }
    parts.append(data);
    if (last) {
      String frame = parts.toString();
      parts.setLength(0);
      line.heard(frame);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    line.alive();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    line.lost("the bot closed the connection (%d %s)".formatted(code, reason).strip());
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    line.lost("the connection broke: " + error.getMessage());
  }

  @Override
  public void send(String text) throws IOException {
    WebSocket open = opened();
    sending.lock(); // the client allows one send at a time
    try {
      open.sendText(text, true).get(SEND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | CompletionException | java.util.concurrent.ExecutionException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void ping() throws IOException {
    WebSocket open = opened();
    sending.lock();
    try {
      open.sendPing(ByteBuffer.allocate(0)); // an error comes to onError
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private WebSocket opened() throws IOException {
    WebSocket open = socket;
    if (open == null) {
      throw new IOException("not open yet");
    }
    return open;
  }
}
