package io.liana.acquisition;

import io.liana.acquisition.Matching.Join;
import io.liana.acquisition.Matching.Match;
import io.liana.acquisition.Matching.OpenSeat;
import io.liana.acquisition.Matching.Touch;
import io.liana.acquisition.Matching.Way;
import io.liana.channel.SettledEvent;
import io.liana.community.Groups;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import io.liana.member.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who came by what. Every join of a community that has live codes is written down once, with the
 * scan it is the end of, as far as that can be told; the seat held for them is taken then, and free
 * again when they leave.
 */
@Component("acquisitionArrivals") // channel.telegram has arrivals of its own
public class Arrivals {
  private final ArrivalStore store;
  private final ArrivalSeats seats;
  private final ArrivalListing listing;
  private final Codes codes;
  private final Groups groups;
  private final Members members;

  Arrivals(
      ArrivalStore store,
      ArrivalSeats seats,
      ArrivalListing listing,
      Codes codes,
      Groups groups,
      Members members) {
    this.store = store;
    this.seats = seats;
    this.listing = listing;
    this.codes = codes;
    this.groups = groups;
    this.members = members;
  }

  /** What happened to one member in one group, as far as it matters here. */
  record Moment(long event, GroupId group, MemberId member, Instant at) {}

  private static final class Sorted {
    final List<Join> joins = new ArrayList<>();
    final Map<Presence, Moment> spoken = new LinkedHashMap<>();
    final List<Moment> left = new ArrayList<>();
    final List<Join> scans = new ArrayList<>();
  }

  /**
   * In the caller's transaction, late in it: doors somebody leaves are locked until its end. Costs
   * nothing but a look at the group where a community has no codes.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void seen(List<SettledEvent> settled) {
    if (codes.none()) {
      return;
    }
    Sorted sorted = sort(settled);
    store.scanned(sorted.scans);
    List<Join> joins = people(sorted.joins);
    List<Moment> leaving = sorted.left;
    Map<Long, Match> matches = joins.isEmpty() ? Map.of() : match(joins);
    seats.take(
        matches.values().stream().map(Match::seat).filter(Objects::nonNull).toList(),
        doorsOf(leaving));
    store.insert(joins, matches);
    store.spoke(sorted.spoken.values());
    seats.free(store.left(leaving));
  }

  /** By the event of the join. */
  public Map<Long, Arrival> of(Collection<Long> joins) {
    return joins.isEmpty() || codes.none()
        ? Map.of()
        : listing.find(joins).stream().collect(Collectors.toMap(Arrival::event, one -> one));
  }

  /** How they came into the group the last time. */
  public Optional<Arrival> latest(GroupId group, MemberId member) {
    return listing.latest(group, member);
  }

  private Set<Long> doorsOf(List<Moment> leaving) {
    return leaving.isEmpty() ? Set.of() : store.doors(leaving);
  }

  private Sorted sort(List<SettledEvent> settled) {
    var sorted = new Sorted();
    Map<GroupId, Optional<CommunityId>> known = new HashMap<>();
    for (SettledEvent event : settled) {
      CommunityId community = known.computeIfAbsent(event.group(), this::withCodes).orElse(null);
      if (community != null) {
        sort(event, community, sorted);
      }
    }
    return sorted;
  }

  private Optional<CommunityId> withCodes(GroupId group) {
    return Optional.of(groups.get(group).community()).filter(codes::serve);
  }

  private static void sort(SettledEvent event, CommunityId community, Sorted sorted) {
    MemberId by = event.bot() ? null : event.by();
    switch (event.kind()) {
      case JOIN -> add(sorted.joins, event, community, by);
      case INVITE -> add(sorted.joins, event, community, event.targets().getFirst());
      case SCAN -> add(sorted.scans, event, community, by);
      case MESSAGE, MEDIA, ACTION -> {
        if (by != null) {
          sorted.spoken.putIfAbsent(
              new Presence(event.group(), by, null, Instant.EPOCH), moment(event, by));
        }
      }
      case LEAVE -> {
        if (by != null) {
          sorted.left.add(moment(event, by));
        }
      }
      case KICK -> sorted.left.add(moment(event, event.targets().getFirst()));
      case EDIT, RECALL, RENAME, TOPIC, SYSTEM, JOIN_REQUEST, REACTION, ROLE, MUTE -> {}
    }
  }

  private static void add(
      List<Join> to, SettledEvent event, CommunityId community, @Nullable MemberId who) {
    if (who != null) {
      to.add(new Join(event.id(), community, event.group(), who, event.at(), event.via()));
    }
  }

  private static Moment moment(SettledEvent event, MemberId who) {
    return new Moment(event.id(), event.group(), who, event.at());
  }

  /** Who was brought along may be a bot; the event says that of who acts only. */
  private List<Join> people(List<Join> joins) {
    if (joins.isEmpty()) {
      return joins;
    }
    Set<MemberId> bots =
        members
            .memberships(
                joins.stream()
                    .map(join -> new Presence(join.group(), join.member(), null, join.at()))
                    .toList())
            .stream()
            .filter(Membership::bot)
            .map(Membership::member)
            .collect(Collectors.toSet());
    return joins.stream().filter(join -> !bots.contains(join.member())).toList();
  }

  private Map<Long, Match> match(List<Join> joins) {
    Map<Long, List<Way>> ways = store.ways(joins);
    Map<Long, List<OpenSeat>> open =
        seats.open(ways.values().stream().flatMap(List::stream).map(Way::door).distinct().toList());
    Map<Long, List<Touch>> touches = store.touches(joins);
    var matching = new Matching();
    Map<Long, Match> matches = new HashMap<>();
    for (Join join : joins) {
      List<Way> possible = ways.getOrDefault(join.event(), List.of());
      List<OpenSeat> there =
          possible.stream()
              .map(Way::door)
              .distinct()
              .flatMap(door -> open.getOrDefault(door, List.of()).stream())
              .toList();
      matches.put(
          join.event(),
          matching.match(join, possible, there, touches.getOrDefault(join.event(), List.of())));
    }
    return matches;
  }
}
