package io.liana.intake;

import io.liana.channel.Archive;
import io.liana.channel.Archive.MessageRef;
import io.liana.channel.Connector;
import io.liana.channel.EventKind;
import io.liana.channel.InboundEvent;
import io.liana.channel.Lanes;
import io.liana.channel.Person;
import io.liana.channel.SettledEvent;
import io.liana.channel.account.SeenGroups;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns what arrived into events whose group and member are known. What cannot be recognised is
 * parked.
 */
@Component
class Recognition {
  private record Heard(InboundEvent event, GroupView group) {}

  /**
   * @param lanes the lane each group's events came in
   */
  record Recognised(List<SettledEvent> events, Map<GroupId, Integer> lanes) {}

  private final Lanes lanes;
  private final Map<String, Connector> connectors;
  private final Groups groups;
  private final Members members;
  private final Archive archive;
  private final SeenGroups seenGroups;

  Recognition(
      Lanes lanes,
      List<Connector> connectors,
      Groups groups,
      Members members,
      Archive archive,
      SeenGroups seenGroups) {
    this.seenGroups = seenGroups;
    this.lanes = lanes;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.groups = groups;
    this.members = members;
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
            hear(event, group.get(), heard);
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
    People people = meet(heard);
    Map<MessageRef, MemberId> answered =
        archive.authors(heard.stream().flatMap(h -> answeredBy(h).stream()).toList());
    List<Long> ids = archive.nextIds(heard.size());
    List<SettledEvent> settled = new ArrayList<>(heard.size());
    for (int i = 0; i < heard.size(); i++) {
      SettledEvent event = settle(ids.get(i), heard.get(i), people, answered);
      settled.add(event);
      if (event.messageKey() != null && event.by() != null && event.kind().isMessage()) {
        // An answer to a message of the same batch finds its author here.
        answered.put(new MessageRef(event.group(), event.messageKey()), event.by());
      }
    }
    followPresence(settled, heard);
    return new Recognised(settled, lanesOf);
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

  private void hear(InboundEvent event, GroupView group, List<Heard> heard) {
    if (event instanceof InboundEvent.GroupMigrated migrated) {
      // The group's own affair: nobody did it, nothing is judged.
      groups.migrate(group.platform(), group.account(), group.externalId(), migrated.to());
      seenGroups.migrated(group.platform(), group.account(), group.externalId(), migrated.to());
    } else {
      heard.add(new Heard(event, group));
    }
  }

  /**
   * Everybody in the batch, by realm: who speaks or acts is created on first sight, who is only
   * mentioned is not.
   */
  private final class People {
    private final Map<String, Map<String, Account>> byRealm = new HashMap<>();

    MemberId member(GroupView group, Person person) {
      return account(group, person).member();
    }

    Account account(GroupView group, Person person) {
      Account account = byRealm.getOrDefault(group.realm(), Map.of()).get(person.key());
      if (account == null) {
        throw new IllegalStateException("a person of the batch was not met");
      }
      return account;
    }

    @Nullable MemberId mentioned(GroupView group, String key) {
      Account account = byRealm.getOrDefault(group.realm(), Map.of()).get(key);
      return account == null ? null : account.member();
    }
  }

  private People meet(List<Heard> heard) {
    var people = new People();
    Map<String, List<Person>> acting = new HashMap<>();
    Map<String, Set<String>> mentioned = new HashMap<>();
    for (Heard h : heard) {
      acting
          .computeIfAbsent(h.group().realm(), realm -> new ArrayList<>())
          .addAll(acting(h.event()));
      if (h.event() instanceof InboundEvent.MessageHeard message) {
        mentioned
            .computeIfAbsent(h.group().realm(), realm -> new LinkedHashSet<>())
            .addAll(message.mentions());
      }
    }
    acting.forEach((realm, persons) -> people.byRealm.put(realm, members.meet(realm, persons)));
    mentioned.forEach(
        (realm, keys) -> {
          Map<String, Account> known = people.byRealm.computeIfAbsent(realm, r -> new HashMap<>());
          keys.removeAll(known.keySet());
          known.putAll(members.find(realm, keys));
        });
    return people;
  }

  private static List<Person> acting(InboundEvent event) {
    return switch (event) {
      case InboundEvent.MessageHeard message -> List.of(message.by());
      case InboundEvent.MessageEdited edit -> List.of(edit.by());
      case InboundEvent.MessageRecalled recall -> listOf(recall.by());
      case InboundEvent.MemberJoined join ->
          join.invitedBy() == null ? List.of(join.who()) : List.of(join.who(), join.invitedBy());
      case InboundEvent.MemberLeft left ->
          left.removedBy() == null ? List.of(left.who()) : List.of(left.who(), left.removedBy());
      case InboundEvent.MemberRenamed renamed ->
          List.of(
              new Person(
                  renamed.who().key(), renamed.name(), renamed.who().role(), renamed.who().bot()));
      case InboundEvent.TopicChanged topic -> listOf(topic.by());
      case InboundEvent.GroupRenamed renamed -> listOf(renamed.by());
      case InboundEvent.GroupMigrated _ -> List.of();
      case InboundEvent.JoinRequested asks -> List.of(asks.who());
      case InboundEvent.ReactionAdded reaction -> List.of(reaction.by());
      case InboundEvent.RoleChanged changed -> List.of(changed.who());
      case InboundEvent.MemberMuted muted ->
          muted.by() == null ? List.of(muted.who()) : List.of(muted.who(), muted.by());
    };
  }

  private static List<Person> listOf(@Nullable Person person) {
    return person == null ? List.of() : List.of(person);
  }

  private static List<MessageRef> answeredBy(Heard heard) {
    return heard.event() instanceof InboundEvent.MessageHeard message && message.replyTo() != null
        ? List.of(new MessageRef(heard.group().id(), message.replyTo()))
        : List.of();
  }

  private static SettledEvent settle(
      long id, Heard heard, People people, Map<MessageRef, MemberId> answered) {
    GroupView group = heard.group();
    var draft = new Draft(id, group, heard.event().head(), people);
    return switch (heard.event()) {
      case InboundEvent.MessageHeard message ->
          draft.event(
              switch (message.form()) {
                case TEXT -> EventKind.MESSAGE;
                case MEDIA -> EventKind.MEDIA;
                case ACTION -> EventKind.ACTION;
              },
              message.by(),
              message.text(),
              directedAt(message, group, people, answered),
              message.replyTo(),
              message.messageKey());
      case InboundEvent.MessageEdited edit ->
          draft.event(EventKind.EDIT, edit.by(), edit.text(), List.of(), null, edit.messageKey());
      case InboundEvent.MessageRecalled recall ->
          draft.event(EventKind.RECALL, recall.by(), "", List.of(), null, recall.messageKey());
      case InboundEvent.MemberJoined join ->
          join.invitedBy() == null
              ? draft.via(
                  join.via(), draft.event(EventKind.JOIN, join.who(), "", List.of(), null, null))
              : draft.via(
                  join.via(),
                  draft.event(
                      EventKind.INVITE,
                      join.invitedBy(),
                      "",
                      List.of(people.member(group, join.who())),
                      null,
                      null));
      case InboundEvent.MemberLeft left ->
          left.removedBy() == null
              ? draft.event(EventKind.LEAVE, left.who(), "", List.of(), null, null)
              : draft.event(
                  EventKind.KICK,
                  left.removedBy(),
                  "",
                  List.of(people.member(group, left.who())),
                  null,
                  null);
      case InboundEvent.MemberRenamed renamed ->
          draft.event(EventKind.RENAME, renamed.who(), renamed.name(), List.of(), null, null);
      case InboundEvent.TopicChanged topic ->
          draft.event(EventKind.TOPIC, topic.by(), topic.topic(), List.of(), null, null);
      case InboundEvent.GroupRenamed renamed ->
          draft.event(EventKind.TOPIC, renamed.by(), renamed.name(), List.of(), null, null);
      case InboundEvent.GroupMigrated _ ->
          throw new IllegalStateException("a migration is not settled");
      case InboundEvent.JoinRequested asks ->
          draft.via(
              asks.via(),
              draft.event(
                  EventKind.JOIN_REQUEST,
                  asks.who(),
                  asks.comment(),
                  List.of(),
                  null,
                  asks.handle()));
      case InboundEvent.ReactionAdded reaction ->
          draft.event(
              EventKind.REACTION,
              reaction.by(),
              reaction.reaction(),
              List.of(),
              null,
              reaction.messageKey());
      case InboundEvent.RoleChanged changed ->
          draft.event(
              EventKind.ROLE, changed.who(), roleWord(changed.who()), List.of(), null, null);
      case InboundEvent.MemberMuted muted ->
          draft.event(
              EventKind.MUTE,
              muted.by(),
              muted.until() == null ? "" : muted.until().toString(),
              List.of(people.member(group, muted.who())),
              null,
              null);
    };
  }

  private static String roleWord(Person person) {
    return person.role() == null ? "" : person.role().name().toLowerCase(Locale.ROOT);
  }

  /** What all kinds of event have in common. */
  private record Draft(long id, GroupView group, InboundEvent.Head head, People people) {
    SettledEvent event(
        EventKind kind,
        @Nullable Person by,
        String text,
        List<MemberId> targets,
        @Nullable String replyTo,
        @Nullable String messageKey) {
      Account account = by == null ? null : people.account(group, by);
      return new SettledEvent(
          id,
          group.id(),
          head.at(),
          kind,
          account == null ? null : account.member(),
          account != null && account.bot(),
          text,
          targets,
          replyTo,
          messageKey,
          head.key());
    }

    SettledEvent via(@Nullable String via, SettledEvent event) {
      return new SettledEvent(
          event.id(),
          event.group(),
          event.at(),
          event.kind(),
          event.by(),
          event.bot(),
          event.text(),
          event.targets(),
          event.replyTo(),
          event.messageKey(),
          event.eventKey(),
          via);
    }
  }

  /**
   * Directed as docs/metrics.md defines it: an explicit reply, or a mention. To oneself does not
   * count.
   */
  private static List<MemberId> directedAt(
      InboundEvent.MessageHeard message,
      GroupView group,
      People people,
      Map<MessageRef, MemberId> answered) {
    if (message.replyTo() == null && message.mentions().isEmpty()) {
      return List.of();
    }
    Set<MemberId> targets = new LinkedHashSet<>();
    if (message.replyTo() != null) {
      MemberId author = answered.get(new MessageRef(group.id(), message.replyTo()));
      if (author != null) {
        targets.add(author);
      }
    }
    for (String mention : message.mentions()) {
      MemberId member = people.mentioned(group, mention);
      if (member != null) {
        targets.add(member);
      }
    }
    targets.remove(people.member(group, message.by()));
    return List.copyOf(targets);
  }

  private void followPresence(List<SettledEvent> settled, List<Heard> heard) {
    List<Presence> seen = new ArrayList<>(settled.size());
    List<Presence> joined = new ArrayList<>();
    List<Presence> left = new ArrayList<>();
    for (int i = 0; i < settled.size(); i++) {
      SettledEvent event = settled.get(i);
      GroupId group = event.group();
      // Who only asks to be let in is not in the group.
      if (event.by() != null && event.kind() != EventKind.JOIN_REQUEST) {
        seen.add(new Presence(group, event.by(), role(heard.get(i).event()), event.at()));
      }
      event.targets().stream()
          .filter(target -> event.kind() == EventKind.INVITE || event.kind() == EventKind.KICK)
          .forEach(target -> seen.add(new Presence(group, target, null, event.at())));
      switch (event.kind()) {
        case JOIN ->
            joined.add(
                new Presence(
                    group, java.util.Objects.requireNonNull(event.by()), null, event.at()));
        case INVITE ->
            joined.add(new Presence(group, event.targets().getFirst(), null, event.at()));
        case LEAVE ->
            left.add(
                new Presence(
                    group, java.util.Objects.requireNonNull(event.by()), null, event.at()));
        case KICK -> left.add(new Presence(group, event.targets().getFirst(), null, event.at()));
        case MESSAGE,
            MEDIA,
            ACTION,
            EDIT,
            RECALL,
            RENAME,
            TOPIC,
            SYSTEM,
            JOIN_REQUEST,
            REACTION,
            ROLE,
            MUTE -> {}
      }
    }
    members.seen(seen);
    members.joined(joined);
    members.left(left);
  }

  private static Person.@Nullable Role role(InboundEvent event) {
    List<Person> acting = acting(event);
    return event instanceof InboundEvent.MessageHeard
            || event instanceof InboundEvent.MemberJoined
            || event instanceof InboundEvent.RoleChanged
        ? acting.getLast().role()
        : null;
  }
}
