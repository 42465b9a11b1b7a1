package io.liana.simulate.wecom;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * How a corporation misbehaves at the moment. Counters go down with every time they strike; −1
 * strikes for ever. Known are {@code token_dies} (calls answered 40014 although the token is
 * young), {@code unlisted_ip}, {@code drop} (callbacks never sent), {@code repeat} (callbacks sent
 * three times although the first was answered), {@code hold} (callbacks wait for {@code release}),
 * {@code no_list} (group events without member list and versions), {@code lag_reads} (reads of a
 * group that still show the state before the last change), {@code admin_welcome} (no welcome code),
 * {@code busy_welcome} (41096), {@code slow_ms} (every call takes so long).
 */
public final class Faults {
  private final Map<String, Integer> counters = new HashMap<>();
  private final Map<String, Deque<Integer>> errors = new HashMap<>();
  private final Map<String, Integer> allowed = new HashMap<>();
  private final Map<String, Window> windows = new HashMap<>();
  private final Map<String, AtomicInteger> underWay = new HashMap<>();
  private final Map<String, Integer> total = new HashMap<>();
  private int atOnce = 10;

  private static final class Window {
    Instant until = Instant.MIN;
    int calls;
  }

  /**
   * @param given counters by name; {@code errors} with numbers to answer next by path; {@code
   *     per_minute} with how many calls of a path a minute allows; {@code at_once}
   */
  public synchronized void set(JsonNode given) {
    given
        .properties()
        .forEach(
            each -> {
              switch (each.getKey()) {
                case "errors" ->
                    each.getValue()
                        .properties()
                        .forEach(
                            path -> {
                              Deque<Integer> codes =
                                  errors.computeIfAbsent(path.getKey(), p -> new ArrayDeque<>());
                              path.getValue().forEach(code -> codes.add(code.asInt()));
                            });
                case "per_minute" ->
                    each.getValue()
                        .properties()
                        .forEach(path -> allowed.put(path.getKey(), path.getValue().asInt()));
                case "at_once" -> atOnce = each.getValue().asInt();
                default -> counters.put(each.getKey(), each.getValue().asInt());
              }
            });
  }

  public synchronized boolean strikes(String name) {
    int left = counters.getOrDefault(name, 0);
    if (left > 0) {
      counters.put(name, left - 1);
    }
    return left != 0;
  }

  public synchronized int value(String name) {
    return counters.getOrDefault(name, 0);
  }

  /** Refuses as WeCom does when too much is asked; a window that is full stays so to its end. */
  public synchronized void enter(String path, Instant now) {
    total.merge(path, 1, Integer::sum);
    int calls = underWay.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
    if (calls > atOnce) {
      throw new Refusal(45033, "api concurrency out of limit");
    }
    Integer most = allowed.get(path);
    if (most != null) {
      Window window = windows.computeIfAbsent(path, p -> new Window());
      if (!now.isBefore(window.until)) {
        window.until = now.plusSeconds(60);
        window.calls = 0;
      }
      if (++window.calls > most) {
        throw new Refusal(45009, "api freq out of limit");
      }
    }
    Deque<Integer> scripted = errors.get(path);
    Integer code = scripted == null ? null : scripted.poll();
    if (code != null && code != 0) {
      throw new Refusal(code, "as ordered");
    }
  }

  /** How often each path was called. */
  synchronized Map<String, Integer> calls() {
    return Map.copyOf(total);
  }

  public synchronized void leave(String path) {
    AtomicInteger calls = underWay.get(path);
    if (calls != null) {
      calls.decrementAndGet();
    }
  }
}
