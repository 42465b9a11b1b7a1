package io.liana.onboarding;

import io.liana.channel.Archive;
import io.liana.channel.Archive.Spoken;
import io.liana.channel.Person;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Birthdays;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import io.liana.member.Membership;
import io.liana.member.Tags;
import io.liana.onboarding.Care.Found;
import io.liana.onboarding.Care.Reason;
import io.liana.onboarding.NewcomerStore.Seat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds whom to talk to today: few, the most urgent first, each reason once. */
@Component
class CareFinder {
  static final int MOST_A_DAY = 30; // more than anybody talks to in a day
  private static final Duration ROUND = Duration.ofHours(1);
  private static final Duration NEW = Duration.ofDays(7);
  // Sooner than this somebody may still be typing the answer.
  private static final Duration PATIENCE = Duration.ofHours(4);
  private static final Duration RECENT = Duration.ofDays(14);
  private static final int ACTIVE = 5; // messages in that time
  private static final Duration TALK_AGAIN = Duration.ofDays(30);
  private static final Duration CONGRATULATIONS = Duration.ofDays(2);
  private static final Duration TAGGED = Duration.ofDays(14);

  /** Tags by which rules and people mark who is interested. */
  static final Set<String> INTERESTED = Set.of("interested", "意向");

  private final CareStore store;
  private final Archive archive;
  private final Birthdays birthdays;
  private final Tags tags;
  private final Members members;
  private final Groups groups;
  private final Communities communities;
  private final Clock clock;

  CareFinder(
      CareStore store,
      Archive archive,
      Birthdays birthdays,
      Tags tags,
      Members members,
      Groups groups,
      Communities communities,
      Clock clock) {
    this.store = store;
    this.archive = archive;
    this.birthdays = birthdays;
    this.tags = tags;
    this.members = members;
    this.groups = groups;
    this.communities = communities;
    this.clock = clock;
  }

  /** In the caller's transaction; false when it was looked a short while ago, or is just now. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean look(CommunityId id) {
    Instant now = clock.instant();
    List<GroupId> places = groups.of(List.of(id)).stream().map(GroupView::id).toList();
    if (places.isEmpty() || !store.claim(id, now, now.minus(ROUND))) {
      return false;
    }
    Community community = communities.get(id);
    LocalDate today = LocalDate.ofInstant(now, community.zone());
    Instant midnight = today.atStartOfDay(community.zone()).toInstant();
    List<Spoken> unanswered = archive.unanswered(places, now.minus(NEW), now.minus(PATIENCE));
    List<Found> all = new ArrayList<>();
    all.addAll(celebrating(places, today, midnight));
    all.addAll(
        unanswered.stream()
            .sorted(Comparator.comparing(Spoken::at).thenComparing(one -> one.member().value()))
            .map(
                one ->
                    new Found(
                        one.group(),
                        one.member(),
                        Reason.UNANSWERED,
                        Long.toString(one.event()),
                        one.at(),
                        0))
            .toList());
    Map<MemberId, Spoken> speakers = speakers(places, now);
    all.addAll(interested(id, speakers, places, now));
    all.addAll(active(id, speakers, now));
    List<Found> wanted = store.fresh(id, ordinary(all));
    long room = MOST_A_DAY - (long) store.foundSince(id, midnight);
    wanted.stream().limit(Math.max(0, room)).forEach(found -> store.insert(id, found, now));
    store.gone(over(store.open(id), unanswered, now), now);
    return true;
  }

  private List<Found> celebrating(List<GroupId> places, LocalDate today, Instant midnight) {
    List<MonthDay> days = new ArrayList<>(List.of(MonthDay.from(today)));
    if (today.getMonthValue() == 2 && today.getDayOfMonth() == 28 && !today.isLeapYear()) {
      days.add(MonthDay.of(2, 29)); // who was born on it has a birthday every year, too
    }
    return birthdays.on(places, days).stream()
        .map(
            one ->
                new Found(
                    one.group(),
                    one.member(),
                    Reason.BIRTHDAY,
                    Integer.toString(today.getYear()),
                    midnight,
                    0))
        .toList();
  }

  /** Who spoke of late, in the group where they spoke most. */
  private Map<MemberId, Spoken> speakers(List<GroupId> places, Instant now) {
    Map<MemberId, Spoken> speakers = new LinkedHashMap<>();
    archive
        .speakers(places, now.minus(RECENT))
        .forEach(
            one ->
                speakers.merge(one.member(), one, (a, b) -> a.messages() >= b.messages() ? a : b));
    return speakers;
  }

  private List<Found> interested(
      CommunityId id, Map<MemberId, Spoken> speakers, List<GroupId> places, Instant now) {
    Map<MemberId, Instant> tagged = tags.tagged(id, INTERESTED, now.minus(TAGGED));
    List<Found> found = new ArrayList<>();
    tagged.forEach(
        (member, at) -> {
          Spoken spoken = speakers.get(member);
          GroupId group =
              spoken != null
                  ? spoken.group()
                  : members.groups(member).stream()
                      .filter(places::contains)
                      .findFirst()
                      .orElse(null);
          if (group != null) {
            found.add(new Found(group, member, Reason.INTERESTED, at.toString(), at, 0));
          }
        });
    found.sort(Comparator.comparing(Found::since).thenComparing(one -> one.member().value()));
    return found;
  }

  private List<Found> active(CommunityId id, Map<MemberId, Spoken> speakers, Instant now) {
    Set<MemberId> listed = store.listedSince(id, Reason.ACTIVE, now.minus(TALK_AGAIN));
    return speakers.values().stream()
        .filter(one -> one.messages() >= ACTIVE && !listed.contains(one.member()))
        .sorted(
            Comparator.comparingInt((Spoken one) -> -one.messages())
                .thenComparing(one -> one.member().value()))
        .limit(MOST_A_DAY)
        .map(
            one ->
                new Found(
                    one.group(),
                    one.member(),
                    Reason.ACTIVE,
                    LocalDate.ofInstant(now, java.time.ZoneOffset.UTC).toString(),
                    one.at(),
                    one.messages()))
        .toList();
  }

  /** Without bots, those who left, and those who run the groups; each member once. */
  private List<Found> ordinary(List<Found> all) {
    Map<Seat, Membership> seats =
        seats(all.stream().map(one -> seat(one.group(), one.member())).toList());
    Map<MemberId, Found> first = new LinkedHashMap<>();
    for (Found one : all) {
      Membership in = seats.get(seat(one.group(), one.member()));
      boolean present = in != null && in.leftAt() == null && !in.bot();
      boolean leads = in != null && in.role() != Person.Role.MEMBER;
      if (present && (!leads || one.reason() == Reason.BIRTHDAY)) {
        first.putIfAbsent(one.member(), one);
      }
    }
    return List.copyOf(first.values());
  }

  private Map<Seat, Membership> seats(Collection<Seat> seats) {
    Map<Seat, Membership> known = new HashMap<>();
    members
        .memberships(
            seats.stream()
                .distinct()
                .map(one -> new Presence(one.group(), one.member(), null, Instant.EPOCH))
                .toList())
        .forEach(one -> known.put(seat(one.group(), one.member()), one));
    return known;
  }

  /** What needs no talk any more: they left, were answered meanwhile, or the day is over. */
  private List<Long> over(List<Care> open, List<Spoken> unanswered, Instant now) {
    Set<Seat> waiting =
        unanswered.stream().map(one -> seat(one.group(), one.member())).collect(Collectors.toSet());
    Map<Seat, Membership> seats =
        seats(open.stream().map(one -> seat(one.group(), one.member())).toList());
    return open.stream()
        .filter(
            one -> {
              Membership in = seats.get(seat(one.group(), one.member()));
              return in == null
                  || in.leftAt() != null
                  || switch (one.reason()) {
                    case BIRTHDAY -> one.since().plus(CONGRATULATIONS).isBefore(now);
                    case UNANSWERED -> !waiting.contains(seat(one.group(), one.member()));
                    case INTERESTED, ACTIVE -> one.since().plus(TALK_AGAIN).isBefore(now);
                  };
            })
        .map(Care::id)
        .toList();
  }

  private static Seat seat(GroupId group, MemberId member) {
    return new Seat(group, member);
  }
}
