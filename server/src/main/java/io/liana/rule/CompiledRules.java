package io.liana.rule;

import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.rule.Heard.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of one community made ready for every event: what they listen for is looked for in one
 * pass, whatever their number. Immutable.
 */
final class CompiledRules {
  private final CommunityId community;
  private final int version;
  private final List<CompiledRule> active;
  private final TextEars text;
  private final Counters counters;
  private final Ladder ladder;
  private final boolean asksArms;

  private CompiledRules(CommunityId community, int version, List<CompiledRule> active) {
    this.community = community;
    this.version = version;
    this.active = active;
    this.text = new TextEars(active);
    this.counters = new Counters(active);
    this.ladder = new Ladder(active);
    this.asksArms = active.stream().anyMatch(rule -> !rule.ofTheArm().isEmpty());
  }

  static CompiledRules of(CommunityId community, int version, RuleSet rules) {
    List<CompiledRule> active = new ArrayList<>();
    for (int i = 0; i < rules.rules().size(); i++) {
      if (rules.rules().get(i).mode() != Rule.Mode.OFF) {
        active.add(CompiledRule.of(i, rules.rules().get(i), version));
      }
    }
    return new CompiledRules(community, version, List.copyOf(active));
  }

  CommunityId community() {
    return community;
  }

  int version() {
    return version;
  }

  Ladder ladder() {
    return ladder;
  }

  boolean silent() {
    return active.isEmpty();
  }

  /** Deciding needs to know what experiments give people. */
  boolean asksArms() {
    return asksArms;
  }

  /** How far back the memory must reach. */
  Duration horizon() {
    return counters.horizon();
  }

  /** Follows an event without judging it, to rebuild a memory. */
  void follow(SettledEvent event, LaneMemory memory) {
    if (event.kind().isMessage() && event.by() != null && !event.bot()) {
      counters.count(event, event.by(), memory, new ArrayList<>());
    }
  }

  /** Adds what was heard to {@code out}; nothing when nothing was. */
  void hear(SettledEvent event, GroupView group, LaneMemory memory, List<Heard> out) {
    EventKind kind = event.kind();
    MemberId by = event.by();
    if (kind == EventKind.INVITE) {
      for (MemberId who : event.targets()) {
        joined(event, group, who, true, out);
      }
    } else if (by == null || event.bot()) {
      return;
    } else if (kind == EventKind.JOIN) {
      joined(event, group, by, false, out);
    } else if (kind == EventKind.JOIN_REQUEST) {
      tell(event, group, by, hits(Trigger.JoinAsked.class), out);
    } else if (kind.isMessage() || kind == EventKind.EDIT) {
      List<Hit> hits = new ArrayList<>(0);
      if (kind != EventKind.EDIT) {
        counters.count(event, by, memory, hits);
      }
      text.listen(event, hits);
      tell(event, group, by, hits, out);
    }
  }

  private void joined(
      SettledEvent event, GroupView group, MemberId who, boolean invited, List<Heard> out) {
    List<Hit> hits = hits(Trigger.Joined.class);
    hits.removeIf(hit -> !hit.rule().mayHold(event, group));
    // Even when no rule cares: who is back may be removed again.
    out.add(new Heard(this, event, group, who, invited, hits));
  }

  private List<Hit> hits(Class<? extends Trigger> heard) {
    List<Hit> hits = new ArrayList<>(2);
    for (CompiledRule rule : active) {
      for (Trigger trigger : rule.rule().triggers()) {
        if (heard.isInstance(trigger)) {
          hits.add(new Hit(rule, trigger, List.of()));
        }
      }
    }
    return hits;
  }

  private void tell(
      SettledEvent event, GroupView group, MemberId who, List<Hit> hits, List<Heard> out) {
    if (hits.isEmpty()) {
      return;
    }
    hits.removeIf(hit -> !hit.rule().mayHold(event, group));
    if (!hits.isEmpty()) {
      hits.sort(Comparator.comparingInt(hit -> hit.rule().index()));
      out.add(new Heard(this, event, group, who, false, hits));
    }
  }
}
