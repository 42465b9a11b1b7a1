package io.liana.onboarding;

import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.Communities;
import io.liana.community.Groups;
import io.liana.experiment.Experiments;
import io.liana.experiment.Exposure;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import io.liana.member.Membership;
import io.liana.onboarding.FirstWeek.Choice;
import io.liana.onboarding.FirstWeek.Kind;
import io.liana.onboarding.FirstWeek.Origin;
import io.liana.onboarding.FirstWeekStore.Live;
import io.liana.onboarding.NewcomerDecider.Decided;
import io.liana.onboarding.NewcomerStore.Seat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Follows everybody through their first week: what they do, and what the clock says. */
@Component
public class Newcomers {
  // Who came in longer ago is no newcomer: an old event was told late.
  private static final Duration TOO_LATE_TO_BEGIN = Duration.ofHours(24);
  private static final Pattern LINK = Pattern.compile("(?i)https?://|www\\.|\\bt\\.me/");

  private final FirstWeeks weeks;
  private final Seeds seeds;
  private final NewcomerStore store;
  private final NewcomerActs acts;
  private final Groups groups;
  private final Communities communities;
  private final Members members;
  private final Origins origins;
  private final Experiments experiments;
  private final Clock clock;

  Newcomers(
      FirstWeeks weeks,
      Seeds seeds,
      NewcomerStore store,
      NewcomerActs acts,
      Groups groups,
      Communities communities,
      Members members,
      Origins origins,
      Experiments experiments,
      Clock clock) {
    this.weeks = weeks;
    this.seeds = seeds;
    this.store = store;
    this.acts = acts;
    this.groups = groups;
    this.communities = communities;
    this.members = members;
    this.origins = origins;
    this.experiments = experiments;
    this.clock = clock;
  }

  /** What one member did, as far as a first week may turn on it. */
  private record Heard(Seat seat, SettledEvent event) {
    boolean joined() {
      return isJoin(event);
    }
  }

  /** Everybody a batch is about, and how they stand now. */
  private final class Batch {
    final Map<Seat, Held> held = new LinkedHashMap<>();
    final Map<Seat, List<Effect>> effects = new LinkedHashMap<>();
    final Set<Seat> changed = new LinkedHashSet<>();
    final List<Exposure> exposures = new ArrayList<>();

    void put(Seat seat, Held next) {
      held.put(seat, next);
      changed.add(seat);
    }

    void apply(Seat seat, Moment moment) {
      Held before = held.get(seat);
      if (before != null) {
        Decided decided = NewcomerDecider.decide(kind(before), before.newcomer(), moment);
        if (!decided.next().equals(before.newcomer()) || !decided.effects().isEmpty()) {
          put(seat, before.with(decided.next()));
          effects.computeIfAbsent(seat, s -> new ArrayList<>()).addAll(decided.effects());
        }
      }
    }

    void write() {
      experiments.expose(exposures);
      for (Seat seat : changed) {
        Held after = Objects.requireNonNull(held.get(seat));
        store.save(
            acts.perform(
                after,
                effects.getOrDefault(seat, List.of()),
                weeks.get(after.community(), after.version())));
      }
    }
  }

  /** In the caller's transaction: new events of groups, in order. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void seen(List<SettledEvent> settled) {
    seeds.joined(settled.stream().filter(Newcomers::isJoin).toList());
    if (!weeks.any()) {
      return;
    }
    List<Heard> heard = settled.stream().flatMap(event -> heard(event).stream()).toList();
    if (heard.isEmpty()) {
      return;
    }
    List<Heard> joins = joins(heard);
    var batch = new Batch();
    store
        .hold(
            heard.stream().map(Heard::seat).collect(Collectors.toSet()),
            joins.stream().map(Heard::seat).collect(Collectors.toSet()))
        .forEach(one -> batch.held.put(new Seat(one.group(), one.member()), one));
    Map<CommunityId, Live> live =
        joins.isEmpty()
            ? Map.of()
            : weeks.live(joins.stream().map(this::community).collect(Collectors.toSet()));
    Map<Long, Origin> known =
        origins.of(
            joins.stream()
                .filter(one -> live.containsKey(community(one)))
                .map(Heard::event)
                .toList());
    Set<Heard> beginning = new HashSet<>(joins);
    for (Heard one : heard) {
      if (beginning.contains(one)) {
        begin(one, live.get(community(one)), known.get(one.event().id()), batch);
      } else if (!one.joined()) {
        Held before = batch.held.get(one.seat());
        Moment moment = before == null ? null : moment(one.event(), before);
        if (moment != null) {
          batch.apply(one.seat(), moment);
        }
      }
    }
    batch.write();
  }

  private static boolean isJoin(SettledEvent event) {
    return event.kind() == EventKind.JOIN || event.kind() == EventKind.INVITE;
  }

  private static Optional<Heard> heard(SettledEvent event) {
    MemberId who =
        switch (event.kind()) {
          case INVITE, KICK -> event.targets().isEmpty() ? null : event.targets().getFirst();
          case JOIN, LEAVE, MESSAGE, MEDIA, ACTION, RENAME, REACTION ->
              event.bot() ? null : event.by();
          case EDIT, RECALL, TOPIC, SYSTEM, JOIN_REQUEST, ROLE, MUTE, SCAN -> null;
        };
    return Optional.ofNullable(who)
        .map(member -> new Heard(new Seat(event.group(), member), event));
  }

  /** The joins of people, not of bots, that are young enough. */
  private List<Heard> joins(List<Heard> heard) {
    Instant since = clock.instant().minus(TOO_LATE_TO_BEGIN);
    List<Heard> joins =
        heard.stream().filter(one -> one.joined() && one.event().at().isAfter(since)).toList();
    if (joins.isEmpty()) {
      return joins;
    }
    Set<MemberId> bots =
        members
            .memberships(
                joins.stream()
                    .map(
                        one ->
                            new Presence(
                                one.seat().group(), one.seat().member(), null, one.event().at()))
                    .toList())
            .stream()
            .filter(Membership::bot)
            .map(Membership::member)
            .collect(Collectors.toSet());
    return joins.stream().filter(one -> !bots.contains(one.seat().member())).toList();
  }

  private CommunityId community(Heard heard) {
    return groups.get(heard.seat().group()).community();
  }

  private void begin(Heard join, @Nullable Live live, @Nullable Origin origin, Batch batch) {
    if (live == null || !live.on() || origin == null) {
      return;
    }
    CommunityId community = community(join);
    FirstWeek week = weeks.get(community, live.version());
    Held before = batch.held.get(join.seat());
    Instant at = join.event().at();
    boolean back =
        before != null
            && (before.newcomer().running()
                || before
                    .newcomer()
                    .joinedAt()
                    .plus(Duration.ofDays(week.againAfterDays()))
                    .isAfter(at));
    if (!back) {
      Choice choice = week.choose(origin);
      choice
          .arms()
          .forEach(
              arm ->
                  batch.exposures.add(
                      Exposure.to(arm, join.seat().group(), join.seat().member(), at)));
      Kind kind = choice.kind();
      if (kind != null) {
        batch.put(
            join.seat(),
            new Held(
                join.seat().group(),
                join.seat().member(),
                community,
                join.event().id(),
                live.version(),
                kind.key(),
                origin.channel(),
                null,
                NewcomerDecider.begin(kind, at)));
      }
    }
  }

  private @Nullable Moment moment(SettledEvent event, Held held) {
    return switch (event.kind()) {
      case LEAVE, KICK -> new Moment.Left(event.at());
      case MESSAGE, MEDIA, ACTION -> spoke(event);
      case RENAME -> new Moment.Renamed(event.at());
      case REACTION ->
          event.messageKey() == null || event.text().isEmpty()
              ? null
              : store
                  .stepOf(held, event.messageKey())
                  .map(step -> new Moment.Reacted(event.at(), step.replace(".remind", "")))
                  .orElse(null);
      case JOIN, INVITE, EDIT, RECALL, TOPIC, SYSTEM, JOIN_REQUEST, ROLE, MUTE, SCAN -> null;
    };
  }

  static Moment.Spoke spoke(SettledEvent event) {
    boolean plain = event.kind() != EventKind.MEDIA && !LINK.matcher(event.text()).find();
    return new Moment.Spoke(event.at(), event.text(), plain, event.messageKey());
  }

  /** In the caller's transaction: the next newcomers whose hour has come; how many there were. */
  @Transactional(propagation = Propagation.MANDATORY)
  int due(int most) {
    Instant now = clock.instant();
    List<Held> due = store.due(now, most);
    for (Held held : due) {
      Instant quiet = communities.get(held.community()).quietUntil(now);
      var batch = new Batch();
      Seat seat = new Seat(held.group(), held.member());
      batch.put(seat, held);
      inOrder(held, now).forEach(timer -> batch.apply(seat, new Moment.Due(now, timer, quiet)));
      batch.write();
    }
    return due.size();
  }

  /** The next one whose hour has come waits for the one after. */
  int putOffNext() {
    Instant now = clock.instant();
    List<Held> next = store.due(now, 1);
    next.forEach(
        held -> store.putOff(new Seat(held.group(), held.member()), now.plus(Duration.ofHours(1))));
    return next.size();
  }

  /** The timers that are due, by their hour; of one hour in the order of the document. */
  private List<String> inOrder(Held held, Instant now) {
    List<String> keys = kind(held).steps().stream().map(Step::key).toList();
    return held.newcomer().timers().entrySet().stream()
        .filter(timer -> !timer.getValue().isAfter(now))
        .sorted(
            Comparator.comparing((Map.Entry<String, Instant> timer) -> timer.getValue())
                .thenComparingInt(timer -> keys.indexOf(timer.getKey().replaceFirst("\\..*", ""))))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** In the caller's transaction: what was said has reached the group. */
  void delivered(Map<String, Instant> keys) {
    var batch = new Batch();
    for (Map.Entry<String, Held> one : store.ofCommands(keys.keySet())) {
      Held held = one.getValue();
      Seat seat = new Seat(held.group(), held.member());
      batch.held.putIfAbsent(seat, held);
      Instant at = keys.get(held.key(one.getKey()));
      if (at != null) {
        batch.apply(seat, new Moment.Delivered(at, one.getKey()));
      }
    }
    batch.write();
  }

  private Kind kind(Held held) {
    return weeks
        .get(held.community(), held.version())
        .kind(held.kind())
        .orElseThrow(() -> new IllegalStateException("no kind " + held.kind()));
  }
}
