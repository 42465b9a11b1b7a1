package io.liana.rule;

import io.liana.channel.SettledEvent;
import io.liana.kernel.MemberId;
import io.liana.moderation.Evidence.Found;
import io.liana.moderation.TextNormaliser;
import io.liana.rule.Heard.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The triggers that count what one member says in a while: flood and repeat. */
final class Counters {
  private record Flood(CompiledRule rule, Trigger.Flood trigger, String id) {}

  private record Repeat(CompiledRule rule, Trigger.Repeat trigger, String id) {}

  private final List<Flood> floods = new ArrayList<>();
  private final List<Repeat> repeats = new ArrayList<>();
  private Duration horizon = Duration.ZERO;
  private int keep = 1;

  Counters(List<CompiledRule> rules) {
    for (CompiledRule rule : rules) {
      List<Trigger> triggers = rule.rule().triggers();
      for (int i = 0; i < triggers.size(); i++) {
        String id = rule.rule().key() + "#" + i;
        switch (triggers.get(i)) {
          case Trigger.Flood flood -> {
            floods.add(new Flood(rule, flood, id));
            reach(flood.window(), flood.messages() + 1);
          }
          case Trigger.Repeat repeat -> {
            repeats.add(new Repeat(rule, repeat, id));
            // Other messages may come between two like ones.
            reach(repeat.window(), repeat.times() * 4);
          }
          case Trigger.Said _,
              Trigger.Advert _,
              Trigger.Keyword _,
              Trigger.Link _,
              Trigger.Contact _,
              Trigger.Mentions _,
              Trigger.Edited _,
              Trigger.Joined _,
              Trigger.JoinAsked _,
              Trigger.Mentioned _,
              Trigger.Violated _ -> {
            // counted by nobody, or by the ladder
          }
        }
      }
    }
  }

  private void reach(Duration window, int messages) {
    horizon = horizon.compareTo(window) >= 0 ? horizon : window;
    keep = Math.max(keep, messages);
  }

  /** The longest window; zero when nothing is counted. */
  Duration horizon() {
    return horizon;
  }

  void count(SettledEvent event, MemberId by, LaneMemory memory, List<Hit> hits) {
    if (horizon.isZero()) {
      return;
    }
    long now = event.at().toEpochMilli();
    Recent recent = memory.of(event.group(), by);
    String said = repeats.isEmpty() ? null : TextNormaliser.fold(event.text()).glued();
    recent.add(now, said, now - horizon.toMillis(), keep);
    for (Flood flood : floods) {
      Trigger.Flood trigger = flood.trigger;
      int count = recent.flood(flood.id, trigger.messages(), trigger.window().toMillis());
      if (count > 0) {
        hits.add(hit(flood.rule, trigger, "flood", trigger.window(), count, trigger.messages()));
      }
    }
    for (Repeat repeat : repeats) {
      Trigger.Repeat trigger = repeat.trigger;
      int count =
          recent.repeat(
              repeat.id, trigger.times(), trigger.window().toMillis(), trigger.likeness());
      if (count > 0) {
        hits.add(hit(repeat.rule, trigger, "repeat", trigger.window(), count, trigger.times()));
      }
    }
  }

  private static Hit hit(
      CompiledRule rule,
      Trigger trigger,
      String source,
      Duration window,
      double count,
      double limit) {
    String seconds = String.valueOf(window.toSeconds());
    return new Hit(rule, trigger, List.of(new Found(source, seconds, -1, -1, count, limit)));
  }
}
