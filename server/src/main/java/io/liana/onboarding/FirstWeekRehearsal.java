package io.liana.onboarding;

import io.liana.channel.Archive;
import io.liana.channel.Archive.Stay;
import io.liana.channel.SettledEvent;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.content.Template;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import io.liana.member.Membership;
import io.liana.onboarding.FirstWeek.Kind;
import io.liana.onboarding.FirstWeek.Origin;
import io.liana.onboarding.NewcomerDecider.Decided;
import io.liana.onboarding.NewcomerStore.Seat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a first week would have meant for those who came in of late: the decider of the real thing,
 * what they did from the archive, and a clock that runs through it. Touches nothing.
 */
@Component
class FirstWeekRehearsal {
  static final Duration PERIOD = Duration.ofDays(30);
  private static final int MOST_NEWCOMERS = 2_000;
  private static final int MOST_EVENTS = 200; // of one newcomer's week
  private static final int SAMPLES = 3; // of each kind

  /**
   * @param all false where more came than were looked at: the newest were
   * @param again came back too soon to be a newcomer
   * @param without no kind fits them
   */
  record Result(
      int newcomers,
      boolean all,
      int again,
      int without,
      List<KindResult> kinds,
      List<Sample> samples) {}

  record KindResult(
      String key,
      String name,
      int newcomers,
      int spoke,
      int acknowledged,
      int left,
      List<StepResult> steps) {}

  /**
   * @param done how many would have got it
   * @param skipped by why
   * @param stopped left before it was due
   */
  record StepResult(String step, int done, Map<String, Integer> skipped, int stopped) {}

  record Sample(GroupId group, MemberId member, Instant joinedAt, String kind, List<Line> lines) {}

  record Line(Instant at, String step, @Nullable String text, @Nullable String why) {}

  private static final class Tally {
    final Kind kind;
    int newcomers;
    int spoke;
    int acknowledged;
    int left;
    final Map<String, Integer> done = new LinkedHashMap<>();
    final Map<String, Map<String, Integer>> skipped = new HashMap<>();
    final Map<String, Integer> stopped = new HashMap<>();

    Tally(Kind kind) {
      this.kind = kind;
      kind.steps().forEach(step -> done.put(step.key(), 0));
    }

    KindResult result() {
      return new KindResult(
          kind.key(),
          kind.name(),
          newcomers,
          spoke,
          acknowledged,
          left,
          done.entrySet().stream()
              .map(
                  one ->
                      new StepResult(
                          one.getKey(),
                          one.getValue(),
                          skipped.getOrDefault(one.getKey(), Map.of()),
                          stopped.getOrDefault(one.getKey(), 0)))
              .toList());
    }
  }

  private final Archive archive;
  private final Origins origins;
  private final Groups groups;
  private final Communities communities;
  private final Members members;
  private final Clock clock;

  FirstWeekRehearsal(
      Archive archive,
      Origins origins,
      Groups groups,
      Communities communities,
      Members members,
      Clock clock) {
    this.archive = archive;
    this.origins = origins;
    this.groups = groups;
    this.communities = communities;
    this.members = members;
    this.clock = clock;
  }

  Result rehearse(CommunityId id, FirstWeek week) {
    Community community = communities.get(id);
    Instant now = clock.instant();
    List<GroupId> places = groups.of(List.of(id)).stream().map(GroupView::id).toList();
    List<SettledEvent> newest = archive.joins(places, now.minus(PERIOD), now, MOST_NEWCOMERS + 1);
    List<SettledEvent> joins =
        people(newest.subList(0, Math.min(newest.size(), MOST_NEWCOMERS))).reversed();
    Map<Long, Origin> from = origins.of(joins);
    Map<Seat, List<SettledEvent>> deeds = deeds(joins, now);
    Map<Seat, Instant> gone = gone(joins);
    Map<String, Tally> tallies = new LinkedHashMap<>();
    week.kinds().forEach(kind -> tallies.put(kind.key(), new Tally(kind)));
    Map<Seat, Instant> before = new HashMap<>();
    List<Sample> samples = new ArrayList<>();
    int again = 0;
    int without = 0;
    for (SettledEvent join : joins) {
      Seat seat = seat(join);
      Instant last = before.get(seat);
      if (last != null && last.plus(Duration.ofDays(week.againAfterDays())).isAfter(join.at())) {
        again++;
        continue;
      }
      Kind kind = week.choose(from.getOrDefault(join.id(), nobody())).kind();
      if (kind == null) {
        without++;
        continue;
      }
      before.put(seat, join.at());
      Tally tally = tallies.get(kind.key());
      if (tally == null) {
        throw new IllegalStateException("no kind " + kind.key());
      }
      List<Line> lines =
          play(
              kind,
              join.at(),
              deeds.getOrDefault(seat, List.of()),
              gone.get(seat),
              community,
              now,
              tally);
      if (tally.newcomers <= SAMPLES) {
        samples.add(new Sample(join.group(), seat.member(), join.at(), kind.key(), lines));
      }
    }
    return new Result(
        joins.size(),
        newest.size() <= MOST_NEWCOMERS,
        again,
        without,
        tallies.values().stream().map(Tally::result).toList(),
        samples.stream().map(sample -> worded(sample, community)).toList());
  }

  /** Their week from the join to its end, or to now. */
  private static List<Line> play(
      Kind kind,
      Instant joinedAt,
      List<SettledEvent> deeds,
      @Nullable Instant goneAt,
      Community community,
      Instant now,
      Tally tally) {
    List<Line> lines = new ArrayList<>();
    Newcomer newcomer = NewcomerDecider.begin(kind, joinedAt);
    tally.newcomers++;
    var moments = new ArrayList<Moment>();
    for (SettledEvent deed : deeds) {
      switch (deed.kind()) {
        case MESSAGE, MEDIA, ACTION -> moments.add(Newcomers.spoke(deed));
        case RENAME -> moments.add(new Moment.Renamed(deed.at()));
        case LEAVE -> moments.add(new Moment.Left(deed.at()));
        case EDIT,
            JOIN,
            INVITE,
            KICK,
            RECALL,
            TOPIC,
            SYSTEM,
            JOIN_REQUEST,
            REACTION,
            ROLE,
            MUTE,
            SCAN -> {}
      }
    }
    if (goneAt != null && goneAt.isAfter(joinedAt)) {
      moments.add(new Moment.Left(goneAt));
    }
    moments.sort(java.util.Comparator.comparing(Moment::at));
    while (newcomer.running()) {
      Instant next = newcomer.nextAt();
      boolean deedFirst =
          !moments.isEmpty()
              && moments.getFirst().at().isAfter(joinedAt)
              && (next == null || moments.getFirst().at().isBefore(next));
      Moment moment;
      if (deedFirst) {
        moment = moments.removeFirst();
      } else if (!moments.isEmpty() && !moments.getFirst().at().isAfter(joinedAt)) {
        moments.removeFirst();
        continue;
      } else if (next != null && !next.isAfter(now)) {
        moment = new Moment.Due(next, timerAt(kind, newcomer, next), community.quietUntil(next));
      } else {
        break;
      }
      Newcomer before = newcomer;
      Decided decided = NewcomerDecider.decide(kind, before, moment);
      newcomer = decided.next();
      for (Effect effect : decided.effects()) {
        newcomer = count(kind, before, effect, moment.at(), newcomer, tally, lines);
      }
    }
    tally.spoke += newcomer.spokeAt() == null ? 0 : 1;
    tally.acknowledged += newcomer.acknowledgedAt() == null ? 0 : 1;
    tally.left += newcomer.state() == Newcomer.State.LEFT ? 1 : 0;
    return lines;
  }

  private static String timerAt(Kind kind, Newcomer newcomer, Instant at) {
    List<String> keys = kind.steps().stream().map(Step::key).toList();
    return newcomer.timers().entrySet().stream()
        .filter(timer -> timer.getValue().equals(at))
        .map(Map.Entry::getKey)
        .min(java.util.Comparator.comparingInt(key -> keys.indexOf(key.replaceFirst("\\..*", ""))))
        .orElseThrow();
  }

  private static Newcomer count(
      Kind kind,
      Newcomer before,
      Effect effect,
      Instant at,
      Newcomer after,
      Tally tally,
      List<Line> lines) {
    switch (effect) {
      case Effect.Say say -> {
        tally.done.merge(say.timer(), 1, Integer::sum);
        lines.add(new Line(at, say.timer(), say.text(), null));
        // Here everything said has arrived at once.
        return NewcomerDecider.decide(kind, after, new Moment.Delivered(at, say.timer())).next();
      }
      case Effect.GiveBuddy give -> {
        tally.done.merge(give.timer(), 1, Integer::sum);
        lines.add(new Line(at, give.timer(), give.text(), null));
      }
      case Effect.TakeBack back -> {
        tally.done.merge(back.timer().replaceFirst(":.*", ""), 1, Integer::sum);
        lines.add(new Line(at, back.timer().replaceFirst(":.*", ""), null, "taken_back"));
      }
      case Effect.Remove remove -> {
        tally.done.merge(remove.timer(), 1, Integer::sum);
        lines.add(new Line(at, remove.timer(), null, "removed"));
      }
      case Effect.Ask ask -> {
        tally.done.merge(ask.timer(), 1, Integer::sum);
        lines.add(new Line(at, ask.timer(), null, "asked"));
      }
      case Effect.Skip skip -> {
        tally.done.putIfAbsent(skip.timer(), 0);
        tally
            .skipped
            .computeIfAbsent(skip.timer(), timer -> new TreeMap<>())
            .merge(skip.why(), 1, Integer::sum);
        lines.add(new Line(at, skip.timer(), null, skip.why()));
      }
      case Effect.Note note -> lines.add(new Line(at, note.timer(), null, note.what()));
      case Effect.Withdraw _ -> {
        before.timers().keySet().stream()
            .filter(timer -> !timer.equals(NewcomerDecider.END))
            .forEach(
                timer -> {
                  tally.done.putIfAbsent(timer, 0);
                  tally.stopped.merge(timer, 1, Integer::sum);
                });
        lines.add(new Line(at, NewcomerDecider.END, null, "left"));
      }
    }
    return after;
  }

  private List<SettledEvent> people(List<SettledEvent> joins) {
    Set<MemberId> bots =
        members.memberships(joins.stream().map(join -> presence(join)).toList()).stream()
            .filter(Membership::bot)
            .map(Membership::member)
            .collect(Collectors.toSet());
    return joins.stream()
        .filter(join -> Origins.who(join).filter(who -> !bots.contains(who)).isPresent())
        .toList();
  }

  private static Presence presence(SettledEvent join) {
    return new Presence(join.group(), Origins.who(join).orElse(new MemberId(0)), null, join.at());
  }

  private Map<Seat, List<SettledEvent>> deeds(List<SettledEvent> joins, Instant now) {
    Map<Seat, Instant> since = new LinkedHashMap<>();
    joins.forEach(join -> since.putIfAbsent(seat(join), join.at()));
    return archive
        .doneIn(
            since.entrySet().stream()
                .map(
                    one ->
                        new Stay(one.getKey().group(), one.getKey().member(), one.getValue(), now))
                .toList(),
            MOST_EVENTS)
        .stream()
        .filter(event -> event.by() != null)
        .collect(
            Collectors.groupingBy(
                event -> new Seat(event.group(), java.util.Objects.requireNonNull(event.by()))));
  }

  /** Also who was put out: of that the archive knows another's deed. */
  private Map<Seat, Instant> gone(List<SettledEvent> joins) {
    Map<Seat, Instant> gone = new HashMap<>();
    members
        .memberships(joins.stream().map(FirstWeekRehearsal::presence).toList())
        .forEach(
            one -> {
              if (one.leftAt() != null) {
                gone.put(new Seat(one.group(), one.member()), one.leftAt());
              }
            });
    return gone;
  }

  private static Seat seat(SettledEvent join) {
    return new Seat(join.group(), Origins.who(join).orElseThrow());
  }

  private static Origin nobody() {
    return new Origin(null, null, null, Set.of(), Set.of(), List.of());
  }

  private Sample worded(Sample sample, Community community) {
    GroupView group = groups.get(sample.group());
    Map<String, String> values = new HashMap<>(origins.chosen(community.id(), sample.member()));
    values.put("name", members.names(List.of(sample.member())).getOrDefault(sample.member(), ""));
    values.put("group", group.name());
    values.put("community", community.name());
    return new Sample(
        sample.group(),
        sample.member(),
        sample.joinedAt(),
        sample.kind(),
        sample.lines().stream()
            .map(
                line ->
                    new Line(
                        line.at(),
                        line.step(),
                        line.text() == null ? null : new Template(line.text()).render(values),
                        line.why()))
            .toList());
  }
}
