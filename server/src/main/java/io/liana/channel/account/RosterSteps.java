package io.liana.channel.account;

import io.liana.channel.Compared;
import io.liana.channel.Compared.Kind;
import io.liana.channel.InboundEvent;
import io.liana.channel.Person;
import io.liana.channel.Person.Role;
import io.liana.channel.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who is in a group: what events told of it, and what the platform says differently. Pure. */
final class RosterSteps {
  /**
   * What we believe.
   *
   * @param seats everybody by key, or only staff where the platform names no others
   * @param count null where the platform never counted
   */
  record Book(Map<String, Role> seats, @Nullable Integer count, @Nullable String name) {
    static final Book EMPTY = new Book(Map.of(), null, null);
  }

  /**
   * @param code the same for the same difference, to recognise it at the next look
   * @param repair null where nothing but a number can be put right
   * @param since when it happened, where the platform says; null: we see it now
   */
  record Difference(String code, @Nullable Compared repair, @Nullable Instant since) {}

  private RosterSteps() {}

  /** After one more event. */
  static Book after(Book book, InboundEvent event, boolean everybody) {
    return switch (event) {
      case InboundEvent.MemberJoined join ->
          book.seats().containsKey(join.who().key())
              ? book
              : new Book(
                  everybody ? with(book, join.who().key(), Role.MEMBER) : book.seats(),
                  counted(book, 1),
                  book.name());
      case InboundEvent.MemberLeft left ->
          everybody && !book.seats().containsKey(left.who().key())
              ? book
              : new Book(with(book, left.who().key(), null), counted(book, -1), book.name());
      case InboundEvent.RoleChanged changed -> {
        Role role = role(changed.who());
        boolean seated = everybody || role != Role.MEMBER;
        yield new Book(
            with(book, changed.who().key(), seated ? role : null), book.count(), book.name());
      }
      case InboundEvent.GroupRenamed renamed ->
          new Book(book.seats(), book.count(), renamed.name());
      case InboundEvent.MessageHeard _,
          InboundEvent.MessageEdited _,
          InboundEvent.MessageRecalled _,
          InboundEvent.MemberRenamed _,
          InboundEvent.TopicChanged _,
          InboundEvent.GroupMigrated _,
          InboundEvent.JoinRequested _,
          InboundEvent.ReactionAdded _,
          InboundEvent.MemberMuted _,
          InboundEvent.ScanSeen _ ->
          book;
    };
  }

  private static @Nullable Integer counted(Book book, int change) {
    return book.count() == null ? null : book.count() + change;
  }

  private static Map<String, Role> with(Book book, String person, @Nullable Role role) {
    Map<String, Role> seats = new HashMap<>(book.seats());
    if (role == null) {
      seats.remove(person);
    } else {
      seats.put(person, role);
    }
    return seats;
  }

  /** As the platform says. */
  static Book shown(Roster.Told told) {
    Map<String, Role> seats = new HashMap<>();
    told.seats().forEach(seat -> seats.put(seat.who().key(), role(seat.who())));
    return new Book(seats, told.count(), told.name());
  }

  private static Role role(Person who) {
    return who.role() == null ? Role.MEMBER : who.role();
  }

  /** At the first look: everybody who is there. */
  static List<Difference> everybody(Roster.Told told) {
    return told.seats().stream().map(seat -> present("first", seat.who())).toList();
  }

  static List<Difference> differences(Book book, Roster.Told told) {
    List<Difference> all = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (Roster.Seat seat : told.seats()) {
      Person who = seat.who();
      Role known = book.seats().get(who.key());
      there.add(who.key());
      if (known == null && told.everybody()) {
        all.add(
            new Difference(
                "joined:" + who.key(), new Compared(Kind.JOINED, who, null), seat.since()));
      } else if (known != role(who)) {
        all.add(present("role", who));
      }
    }
    for (String gone : new TreeSet<>(book.seats().keySet())) {
      if (!there.contains(gone)) {
        all.add(
            told.everybody()
                ? new Difference(
                    "left:" + gone, new Compared(Kind.LEFT, Person.of(gone, null), null), null)
                : present("role", new Person(gone, null, Role.MEMBER, false)));
      }
    }
    if (told.name() != null && book.name() != null && !told.name().equals(book.name())) {
      all.add(
          new Difference(
              "name:" + told.name(), new Compared(Kind.GROUP_RENAMED, null, told.name()), null));
    }
    // Where everybody is named the names say it all.
    if (!told.everybody() && told.count() != null && book.count() != null) {
      int more = told.count() - book.count();
      if (more != 0) {
        all.add(new Difference("count:%+d".formatted(more), null, null));
      }
    }
    return all;
  }

  private static Difference present(String what, Person who) {
    return new Difference(
        "%s:%s:%s".formatted(what, who.key(), role(who)),
        new Compared(Kind.PRESENT, who, null),
        null);
  }

  /** How many differences a difference stands for: a count may be off by more than one. */
  static int weight(Difference difference) {
    return difference.code().startsWith("count:")
        ? Math.abs(Integer.parseInt(difference.code().substring("count:".length())))
        : 1;
  }
}
