package io.liana.simulate.telegram;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Misbehaviour that was asked for and has not happened yet. Guarded by the world's lock. */
final class Faults {
  enum Kind {
    /** 429 with retry_after; nothing is done. */
    FLOOD,
    /** An error of the server; nothing is done. */
    ERROR,
    /** It is done, and then the server fails. */
    DONE_THEN_ERROR,
    /** It is done, and no answer comes for a while. */
    DONE_THEN_HANG,
    /** getUpdates answers once more what was confirmed already. */
    AGAIN
  }

  /**
   * @param bot its number
   * @param method in lower case; {@code *} for any but getUpdates
   * @param value seconds of a flood, status of an error, milliseconds of a hang
   */
  record Fault(long bot, Kind kind, String method, long value, int times) {}

  private final List<Fault> waiting = new ArrayList<>();

  void add(Fault fault) {
    waiting.add(fault);
  }

  void clear() {
    waiting.clear();
  }

  /** The next fault of this bot and method, which is then one time less. */
  @Nullable Fault take(long bot, String method) {
    for (Iterator<Fault> each = waiting.iterator(); each.hasNext(); ) {
      Fault fault = each.next();
      boolean any = fault.method().equals("*") && !method.equals("getupdates");
      if (fault.bot() == bot && (any || fault.method().equals(method))) {
        each.remove();
        if (fault.times() > 1) {
          waiting.addFirst(
              new Fault(
                  fault.bot(), fault.kind(), fault.method(), fault.value(), fault.times() - 1));
        }
        return fault;
      }
    }
    return null;
  }

  static Kind kind(String word) {
    return Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
