package io.liana.intake;

import io.liana.channel.InboundEvent;
import io.liana.channel.Person;
import io.liana.community.GroupView;
import io.liana.kernel.MemberId;
import io.liana.kernel.Traces;
import io.liana.member.Account;
import io.liana.member.ErasedPeople;
import io.liana.member.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everybody in a batch, by realm: who speaks or acts is created on first sight, who is only
 * mentioned is not.
 */
final class People {
  private final Map<String, Map<String, Account>> byRealm = new HashMap<>();

  private final ErasedPeople erased;

  private People(ErasedPeople erased) {
    this.erased = erased;
  }

  /** In the caller's transaction. */
  static People meet(List<Heard> heard, Members members, ErasedPeople erased) {
    members.refresh();
    var people = new People(erased);
    Map<String, List<Person>> acting = new HashMap<>();
    Map<String, Set<String>> mentioned = new HashMap<>();
    for (Heard h : heard) {
      acting
          .computeIfAbsent(h.group().realm(), realm -> new ArrayList<>())
          .addAll(
              acting(h.event()).stream()
                  .filter(person -> people.erased(h, person.key()) == null)
                  .toList());
      if (h.event() instanceof InboundEvent.MessageHeard message) {
        mentioned
            .computeIfAbsent(h.group().realm(), realm -> new LinkedHashSet<>())
            .addAll(message.mentions()); // who was erased is found by nobody
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

  /** Whether somebody acts in it, or has something done to them, who was erased since. */
  boolean touchesErased(Heard heard) {
    return acting(heard.event()).stream().anyMatch(who -> erased(heard, who.key()) != null);
  }

  @Nullable MemberId erased(Heard heard, String key) {
    return erased.of(heard.group().realm(), key, heard.event().head().at());
  }

  /** The key of an event by which nobody finds who was erased. */
  String blind(Heard heard, String key) {
    List<Person> gone =
        acting(heard.event()).stream().filter(who -> erased(heard, who.key()) != null).toList();
    var traces =
        Traces.of(
            gone.stream().map(Person::key).toList(),
            gone.stream().flatMap(who -> Stream.ofNullable(who.name())).toList());
    return traces.in(key) ? erased.blind(key) : key;
  }

  MemberId member(Heard heard, Person person) {
    return account(heard, person).member();
  }

  Account account(Heard heard, Person person) {
    MemberId gone = erased(heard, person.key());
    if (gone != null) {
      return new Account(gone, person.key(), "", false);
    }
    GroupView group = heard.group();
    Account account = byRealm.getOrDefault(group.realm(), Map.of()).get(person.key());
    if (account == null) {
      throw new IllegalStateException("a person of the batch was not met");
    }
    return account;
  }

  @Nullable MemberId mentioned(Heard heard, String key) {
    MemberId gone = erased(heard, key);
    if (gone != null) {
      return gone;
    }
    GroupView group = heard.group();
    Account account = byRealm.getOrDefault(group.realm(), Map.of()).get(key);
    return account == null ? null : account.member();
  }

  /** Who acts in an event, the one it is about last. */
  static List<Person> acting(InboundEvent event) {
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
      case InboundEvent.ScanSeen scan -> List.of(scan.who());
      case InboundEvent.RoleChanged changed -> List.of(changed.who());
      case InboundEvent.MemberMuted muted ->
          muted.by() == null ? List.of(muted.who()) : List.of(muted.who(), muted.by());
    };
  }

  private static List<Person> listOf(@Nullable Person person) {
    return person == null ? List.of() : List.of(person);
  }
}
