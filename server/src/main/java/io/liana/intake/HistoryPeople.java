package io.liana.intake;

import io.liana.channel.EventKind;
import io.liana.channel.Person;
import io.liana.channel.history.HistoryEvent;
import io.liana.channel.history.HistoryPerson;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Members.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody an export shows doing something or having something done to them, and since when. */
final class HistoryPeople {
  private static final class Trace {
    String name;
    boolean bot;
    Instant first;
    Instant last;
    @Nullable Instant joined;
    @Nullable Instant left;

    Trace(String name, Instant first) {
      this.name = name;
      this.first = first;
      this.last = first;
    }
  }

  private final Map<String, Trace> traces = new HashMap<>();

  void heard(HistoryEvent event, boolean bot, HistoryImportKeys keys) {
    HistoryPerson sender = event.sender();
    HistoryPerson target = event.target();
    if (sender != null) {
      Trace trace = trace(keys.of(sender), sender, event.at());
      trace.bot |= bot;
      boolean removed = event.kind() == EventKind.KICK && target == null;
      if (event.kind() == EventKind.JOIN) {
        trace.joined = later(trace.joined, event.at());
      } else if (event.kind() == EventKind.LEAVE || removed) {
        trace.left = later(trace.left, event.at());
      }
    }
    if (target != null && event.kind() == EventKind.INVITE) {
      Trace trace = trace(keys.of(target), target, event.at());
      trace.joined = later(trace.joined, event.at());
    } else if (target != null && event.kind() == EventKind.KICK) {
      Trace trace = trace(keys.of(target), target, event.at());
      trace.left = later(trace.left, event.at());
    }
  }

  private Trace trace(String key, HistoryPerson person, Instant at) {
    Trace trace = traces.computeIfAbsent(key, k -> new Trace(person.name(), at));
    trace.name = person.name(); // the last name is the one people know
    trace.first = at.isBefore(trace.first) ? at : trace.first;
    trace.last = later(trace.last, at);
    return trace;
  }

  private static Instant later(@Nullable Instant known, Instant at) {
    return known == null || at.isAfter(known) ? at : known;
  }

  /** Whether everything they do here was done by then. */
  boolean overBy(String key, Instant until) {
    Trace trace = traces.get(key);
    return trace != null && !trace.last.isAfter(until);
  }

  List<Person> all() {
    return traces.entrySet().stream()
        .map(entry -> new Person(entry.getKey(), entry.getValue().name, null, entry.getValue().bot))
        .toList();
  }

  List<String> bots() {
    return traces.entrySet().stream()
        .filter(entry -> entry.getValue().bot)
        .map(Map.Entry::getKey)
        .toList();
  }

  List<Presence> seen(GroupId group, Map<String, MemberId> members) {
    var seen = new ArrayList<Presence>();
    traces.forEach((key, trace) -> add(seen, group, members.get(key), trace.first));
    return seen;
  }

  List<Presence> joined(GroupId group, Map<String, MemberId> members) {
    var joined = new ArrayList<Presence>();
    traces.forEach((key, trace) -> add(joined, group, members.get(key), trace.joined));
    return joined;
  }

  /** Those who left and did not come back. */
  List<Presence> left(GroupId group, Map<String, MemberId> members) {
    var left = new ArrayList<Presence>();
    traces.forEach(
        (key, trace) -> {
          boolean back =
              trace.joined != null && trace.left != null && trace.joined.isAfter(trace.left);
          add(left, group, members.get(key), back ? null : trace.left);
        });
    return left;
  }

  private static void add(
      List<Presence> list, GroupId group, @Nullable MemberId member, @Nullable Instant at) {
    if (member != null && at != null) {
      list.add(new Presence(group, member, null, at));
    }
  }
}
