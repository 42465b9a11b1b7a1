package io.liana.intake;

import io.liana.channel.Archive;
import io.liana.channel.Archive.MessageRef;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.Lanes;
import io.liana.channel.SettledEvent;
import io.liana.channel.account.SeenGroups;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.member.ErasedPeople;
import io.liana.member.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Turns what arrived into events whose group and member are known. What cannot be recognised is
 * parked.
 */
@Component
class Recognition {
  /**
   * @param lanes the lane each group's events came in
   * @param raw what each event was read from; kept only where somebody was ever erased
   * @param erased events in which somebody acts who was erased since; nothing is done about them
   */
  record Recognised(
      List<SettledEvent> events,
      Map<GroupId, Integer> lanes,
      Set<Long> erased,
      Map<Long, Lanes.Waiting> raw) {
    /** What the archive had already: it may name somebody who was taken out there. */
    List<Lanes.Waiting> repeated(List<SettledEvent> fresh) {
      Map<Long, Lanes.Waiting> repeated = new HashMap<>(raw);
      fresh.forEach(event -> repeated.remove(event.id()));
      return List.copyOf(repeated.values());
    }

    List<SettledEvent> judged(List<SettledEvent> fresh) {
      return erased.isEmpty()
          ? fresh
          : fresh.stream().filter(event -> !erased.contains(event.id())).toList();
    }
  }

  private final Lanes lanes;
  private final Map<String, Connector> connectors;
  private final Groups groups;
  private final Members members;
  private final ErasedPeople erasedPeople;
  private final Archive archive;
  private final SeenGroups seenGroups;

  Recognition(
      Lanes lanes,
      List<Connector> connectors,
      Groups groups,
      Members members,
      ErasedPeople erasedPeople,
      Archive archive,
      SeenGroups seenGroups) {
    this.seenGroups = seenGroups;
    this.lanes = lanes;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.groups = groups;
    this.members = members;
    this.erasedPeople = erasedPeople;
    this.archive = archive;
  }

  /**
   * In the caller's transaction: members met for the first time are created, memberships follow
   * joins and leaves.
   */
  Recognised recognise(List<Lanes.Waiting> waiting) {
    List<Heard> heard = new ArrayList<>(waiting.size());
    Map<GroupId, Integer> lanesOf = new HashMap<>();
    var homeless = new Homeless(seenGroups);
    for (Lanes.Waiting raw : waiting) {
      try {
        Connector connector = connector(raw);
        Optional<GroupView> group = homeless.has(raw) ? Optional.empty() : groupOf(raw);
        if (group.isPresent()) {
          lanesOf.put(group.get().id(), raw.lane());
          for (InboundEvent event : connector.read(raw.raw())) {
            hear(event, group.get(), raw, heard);
          }
        } else if (connector.form().isPresent()) {
          homeless.count(raw);
        } else {
          throw new IllegalArgumentException(
              "nobody told us about group %s on %s"
                  .formatted(raw.raw().group(), raw.raw().platform()));
        }
      } catch (IllegalArgumentException | Problem unreadable) {
        lanes.park(raw, String.valueOf(unreadable.getMessage()));
      }
    }
    homeless.tell();
    People people = People.meet(heard, members, erasedPeople);
    Map<MessageRef, MemberId> answered =
        archive.authors(heard.stream().flatMap(h -> answeredBy(h).stream()).toList());
    List<Long> ids = archive.nextIds(heard.size());
    List<SettledEvent> settled = new ArrayList<>(heard.size());
    Map<Long, Lanes.Waiting> raws = new HashMap<>();
    Set<Long> erased = new HashSet<>();
    Map<Long, Lanes.Waiting> giveAway = new HashMap<>();
    for (int i = 0; i < heard.size(); i++) {
      if (erasedPeople.any()) {
        raws.put(ids.get(i), heard.get(i).raw());
      }
      if (people.touchesErased(heard.get(i))) {
        erased.add(ids.get(i));
        giveAway.put(heard.get(i).raw().id(), heard.get(i).raw());
      }
      SettledEvent event = Settling.settle(ids.get(i), heard.get(i), people, answered);
      settled.add(event);
      if (event.messageKey() != null && event.by() != null && event.kind().isMessage()) {
        // An answer to a message of the same batch finds its author here.
        answered.put(new MessageRef(event.group(), event.messageKey()), event.by());
      }
    }
    Presences.follow(settled, heard, members);
    lanes.remove(giveAway.values());
    return new Recognised(settled, lanesOf, erased, raws);
  }

  private Connector connector(Lanes.Waiting raw) {
    Connector connector = connectors.get(raw.raw().platform());
    if (connector == null) {
      throw new IllegalArgumentException(
          "nothing here speaks the platform " + raw.raw().platform());
    }
    return connector;
  }

  private Optional<GroupView> groupOf(Lanes.Waiting raw) {
    return groups.find(raw.raw().platform(), raw.raw().account(), raw.raw().group());
  }

  private void hear(InboundEvent event, GroupView group, Lanes.Waiting raw, List<Heard> heard) {
    if (event instanceof InboundEvent.GroupMigrated migrated) {
      // The group's own affair: nobody did it, nothing is judged.
      groups.migrate(group.platform(), group.account(), group.externalId(), migrated.to());
      seenGroups.migrated(group.platform(), group.account(), group.externalId(), migrated.to());
    } else {
      heard.add(new Heard(event, group, raw));
    }
  }

  private static List<MessageRef> answeredBy(Heard heard) {
    return heard.event() instanceof InboundEvent.MessageHeard message && message.replyTo() != null
        ? List.of(new MessageRef(heard.group().id(), message.replyTo()))
        : List.of();
  }
}
