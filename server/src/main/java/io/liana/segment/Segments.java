package io.liana.segment;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.segment.Asking.Counted;
import io.liana.segment.SegmentStore.Snapshot;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Conditions that are kept, and what is asked of them. */
@Component
class Segments {
  private static final int PREVIEW = 20;
  private static final int SNAPSHOTS = 100;

  private final SegmentStore store;
  private final LiveStore live;
  private final Asking asking;
  private final Journal journal;
  private final Clock clock;

  Segments(SegmentStore store, LiveStore live, Asking asking, Journal journal, Clock clock) {
    this.store = store;
    this.live = live;
    this.asking = asking;
    this.journal = journal;
    this.clock = clock;
  }

  List<Segment> of(CommunityId community) {
    return store.of(community);
  }

  Segment get(long id, Caller caller) {
    return store
        .find(id)
        .filter(segment -> caller.sees(segment.community()))
        .orElseThrow(() -> Problem.missing("segment", id));
  }

  Counted count(CommunityId community, Condition condition) {
    return asking.count(
        community, condition, References.before(condition, conditions(community)), PREVIEW);
  }

  Evaluation explain(CommunityId community, Condition condition, MemberId member) {
    return asking.explain(
        community, condition, References.before(condition, conditions(community)), member);
  }

  @Transactional
  Segment make(CommunityId community, String name, Condition condition, Caller by) {
    store.hold(community);
    References.before(condition, conditions(community));
    try {
      Segment made = get(store.insert(community, name, condition, clock.instant()), by);
      note("segment_made", made, by);
      return made;
    } catch (DuplicateKeyException e) {
      throw taken(name);
    }
  }

  @Transactional
  Segment change(long id, int version, String name, Condition condition, Caller by) {
    Segment known = get(id, by);
    store.hold(known.community());
    Map<Long, Condition> all = conditions(known.community());
    all.put(id, condition);
    References.before(new Condition.InSegment(id), all);
    try {
      if (!store.replace(id, version, name, condition, clock.instant())) {
        throw Problem.conflict(
            "segment_changed",
            "Somebody changed this segment in the meantime; nothing was saved. Load it again.");
      }
    } catch (DuplicateKeyException e) {
      throw taken(name);
    }
    Segment changed = get(id, by);
    note("segment_changed", changed, by);
    return changed;
  }

  @Transactional
  void drop(long id, Caller by) {
    Segment known = get(id, by);
    store.hold(known.community());
    List<Segment> users =
        store.of(known.community()).stream()
            .filter(one -> References.of(one.condition()).anyMatch(asked -> asked == id))
            .toList();
    if (!users.isEmpty()) {
      throw new Problem(
          409,
          "segment_in_use",
          "The segment '%s' asks who is in this one; change it first."
              .formatted(users.getFirst().name()),
          Map.of("name", users.getFirst().name()));
    }
    store.drop(id);
    note("segment_dropped", known, by);
  }

  /** From now on it is known at any time who is in it, or not any more. */
  @Transactional
  Segment setLive(long id, boolean to, Caller by) {
    Segment segment = get(id, by);
    if (segment.live() != to) {
      live.setLive(id, to);
      note(to ? "segment_live" : "segment_not_live", segment, by);
    }
    return get(id, by);
  }

  /** Of live ones, once they were found. */
  Map<Long, Long> people(List<Segment> some) {
    return live.people(some.stream().map(Segment::id).toList());
  }

  List<LiveStore.Moved> moves(Segment segment) {
    return live.moves(segment.id(), SNAPSHOTS);
  }

  /** Who is in it now stays written down. */
  @Transactional
  Snapshot take(long id, Caller by) {
    Segment segment = get(id, by);
    store.keep(segment, members(segment), clock.instant());
    return store.snapshots(id, 1).getFirst();
  }

  /** Who is in it now. */
  Bits members(Segment segment) {
    return asking.everybody(
        segment.community(),
        segment.condition(),
        References.before(segment.condition(), conditions(segment.community())));
  }

  List<Snapshot> snapshots(Segment segment) {
    return store.snapshots(segment.id(), SNAPSHOTS);
  }

  Bits members(Segment segment, long snapshot) {
    return store.members(segment.id(), snapshot);
  }

  private Map<Long, Condition> conditions(CommunityId community) {
    Map<Long, Condition> conditions = new HashMap<>();
    store.of(community).forEach(one -> conditions.put(one.id(), one.condition()));
    return conditions;
  }

  private void note(String kind, Segment segment, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            segment.community(),
            null,
            null,
            null,
            Map.of("segment", segment.id(), "version", segment.version())));
  }

  private static Problem taken(String name) {
    return new Problem(
        409,
        "segment_name_taken",
        "There is a segment '%s' here already.".formatted(name),
        Map.of("name", name));
  }
}
