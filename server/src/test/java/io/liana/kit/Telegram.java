package io.liana.kit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The Telegram simulator in a process of its own, and the hands of the people in it. */
public final class Telegram implements AutoCloseable {
  private static final AtomicLong NEXT_ID = new AtomicLong(5_000_000_001L);

  private final Simulation simulation;

  private Telegram(Simulation simulation) {
    this.simulation = simulation;
  }

  public static Telegram start() {
    return new Telegram(Simulation.of("telegram"));
  }

  public String url() {
    return simulation.url().toString();
  }

  /** A number nobody has yet, for a bot or a person. */
  public static long freshId() {
    return NEXT_ID.getAndIncrement();
  }

  public static String token(long bot) {
    return bot + ":AAfor-tests-only_0123456789abcdefghi";
  }

  public JsonNode act(String verb, Map<String, ?> parameters) {
    return simulation.post("/control/" + verb, parameters);
  }

  /** As a bot calls it. */
  public JsonNode call(String token, String method) {
    return simulation.post("/bot" + token + "/" + method, Map.of());
  }

  public long user(String first) {
    long id = freshId();
    act("user", Map.of("id", id, "first_name", first, "username", first.toLowerCase() + id));
    return id;
  }

  /** Messages of the chat that are still there, in order. */
  public List<JsonNode> messages(long chat) {
    return stream(chat, "messages").filter(message -> !message.path("gone").asBoolean()).toList();
  }

  public boolean isGone(long chat, long message) {
    return stream(chat, "messages")
        .anyMatch(m -> m.path("message_id").asLong() == message && m.path("gone").asBoolean());
  }

  public JsonNode member(long chat, long user) {
    return stream(chat, "members")
        .filter(member -> member.path("user").path("id").asLong() == user)
        .findFirst()
        .orElseThrow();
  }

  /** The calls of one method by one bot since they were last forgotten. */
  public List<JsonNode> calls(long bot, String method) {
    return act("calls", Map.of())
        .path("calls")
        .valueStream()
        .filter(
            call ->
                call.path("bot").asLong() == bot
                    && call.path("method").asString().equalsIgnoreCase(method))
        .map(call -> call.path("parameters"))
        .toList();
  }

  private Stream<JsonNode> stream(long chat, String list) {
    return act("chat", Map.of("chat", chat)).path(list).valueStream();
  }

  @Override
  public void close() {
    simulation.close();
  }
}
