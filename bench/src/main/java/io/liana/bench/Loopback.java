package io.liana.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.Limit;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * A platform behind a real HTTP connection on this machine: takes everything at once, and remembers
 * when what arrived.
 */
final class Loopback implements Connector, AutoCloseable {
  static final String NAME = "loopback";

  /**
   * @param at {@link System#nanoTime} when the request was there
   */
  record Arrival(String account, String group, String key, long at) {}

  private final Map<String, List<Limit>> limits;
  private final Set<String> idempotent;
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param limits by account
   * @param idempotent accounts where a repeated key is recognised
   */
  Loopback(Map<String, List<Limit>> limits, Set<String> idempotent) throws IOException {
    this.limits = limits;
    this.idempotent = idempotent;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::arrived);
    server.start();
  }

  List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  private void arrived(HttpExchange exchange) throws IOException {
    long at = System.nanoTime();
    exchange.getRequestBody().readAllBytes();
    String[] path = exchange.getRequestURI().getPath().split("/");
    arrivals.add(new Arrival(path[1], path[2], exchange.getRequestHeaders().getFirst("X-Key"), at));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public String platform() {
    return NAME;
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return idempotent.contains(account)
        ? EnumSet.allOf(Capability.class)
        : EnumSet.complementOf(EnumSet.of(Capability.IDEMPOTENT_SEND));
  }

  @Override
  public List<Limit> limits(String account) {
    return limits.getOrDefault(account, List.of());
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return List.of();
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    try {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:%d/%s/%s"
                                  .formatted(
                                      server.getAddress().getPort(), account, command.group())))
                      .header("X-Key", key)
                      .POST(HttpRequest.BodyPublishers.ofString(String.valueOf(command.words())))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      return status == 204
          ? new Outcome.Delivered(key)
          : new Outcome.Rejected("refused", Integer.toString(status));
    } catch (IOException e) {
      return new Outcome.Unknown(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown("interrupted");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
