package io.liana.channel.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what passes by on its way to the one who asked. */
final class Tally implements HistorySink {
  private final Consumer<HistoryEvent> onward;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Set<String> members = new HashSet<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private long unreadableLines;
  private @Nullable Instant first;
  private @Nullable Instant last;

  Tally(Consumer<HistoryEvent> onward) {
    this.onward = onward;
  }

  @Override
  public void event(HistoryEvent event) {
    counts.merge(HistoryJson.type(event), 1L, Long::sum);
    HistoryPerson sender = event.sender();
    if (sender != null) {
      members.add(sender.key());
    }
    HistoryPerson target = event.target();
    boolean person =
        switch (event.kind()) {
          case INVITE, KICK -> true;
          default -> false; // an addressee or a new name is not somebody new
        };
    if (target != null && person) {
      members.add(target.key());
    }
    first = first == null || event.at().isBefore(first) ? event.at() : first;
    last = last == null || event.at().isAfter(last) ? event.at() : last;
    onward.accept(event);
  }

  @Override
  public void unreadable(Unreadable line) {
    unreadableLines++;
    if (unreadable.size() < HistorySummary.MOST_SHOWN) {
      unreadable.add(line);
    }
  }

  HistorySummary summary(
      HistoryFormat format,
      String zone,
      @Nullable DateOrder order,
      List<String> skipped,
      List<String> notes) {
    return new HistorySummary(
        format,
        zone,
        order,
        Map.copyOf(counts),
        members.size(),
        first,
        last,
        List.copyOf(unreadable),
        unreadableLines,
        skipped,
        notes);
  }
}
