package io.liana.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.InboundEvent;
import io.liana.channel.InboundEvent.Head;
import io.liana.channel.Person;
import io.liana.channel.Person.Role;
import io.liana.channel.Roster;
import io.liana.channel.account.RosterSteps.Book;
import io.liana.channel.account.RosterSteps.Difference;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterStepsTest {
  private static final Head HEAD = new Head("test", "a", "g", "k", Instant.EPOCH);
  private static final Book RIVERSIDE =
      new Book(Map.of("ana", Role.OWNER, "bo", Role.ADMIN, "chen", Role.MEMBER), 3, "Riverside");

  private static Person person(String key, Role role) {
    return new Person(key, null, role, false);
  }

  private static Roster.Told everybody(Person... there) {
    return new Roster.Told(
        Arrays.stream(there).map(who -> new Roster.Seat(who, null)).toList(),
        true,
        there.length,
        "Riverside");
  }

  private static Roster.Told staff(int count, Person... staff) {
    return new Roster.Told(
        Arrays.stream(staff).map(who -> new Roster.Seat(who, null)).toList(),
        false,
        count,
        "Riverside");
  }

  private static List<String> codes(Book book, Roster.Told told) {
    return RosterSteps.differences(book, told).stream().map(Difference::code).toList();
  }

  @Test
  void what_events_told_agrees_with_the_platform() {
    Book after =
        RosterSteps.after(
            RosterSteps.after(
                RIVERSIDE, new InboundEvent.MemberLeft(HEAD, Person.of("chen", null), null), true),
            new InboundEvent.MemberJoined(HEAD, Person.of("dan", null), null),
            true);
    assertThat(
            codes(
                after,
                everybody(
                    person("ana", Role.OWNER), person("bo", Role.ADMIN), person("dan", null))))
        .isEmpty();
  }

  @Test
  void a_missed_join_leave_role_and_name_are_each_one_difference() {
    var told =
        new Roster.Told(
            everybody(
                    person("ana", Role.OWNER),
                    person("bo", Role.MEMBER),
                    person("eve", Role.MEMBER))
                .seats(),
            true,
            3,
            "Riverside 2");
    assertThat(codes(RIVERSIDE, told))
        .containsExactlyInAnyOrder("joined:eve", "left:chen", "role:bo:MEMBER", "name:Riverside 2");
  }

  @Test
  void where_only_staff_are_named_nobody_else_is_missed_and_the_count_tells() {
    Book book = new Book(Map.of("ana", Role.OWNER, "bo", Role.ADMIN), 3, "Riverside");
    Book after =
        RosterSteps.after(
            book, new InboundEvent.MemberJoined(HEAD, Person.of("dan", null), null), false);
    assertThat(after.seats()).doesNotContainKey("dan");
    assertThat(codes(after, staff(4, person("ana", Role.OWNER), person("bo", Role.ADMIN))))
        .isEmpty();
    assertThat(codes(after, staff(2, person("ana", Role.OWNER))))
        .containsExactly("role:bo:MEMBER", "count:-2");
    assertThat(
            RosterSteps.differences(after, staff(2, person("ana", Role.OWNER))).stream()
                .mapToInt(RosterSteps::weight)
                .sum())
        .isEqualTo(3);
  }

  @Test
  void an_administrator_made_and_unmade_by_events_is_no_difference() {
    Book book = new Book(Map.of("ana", Role.OWNER), 3, "Riverside");
    Book made =
        RosterSteps.after(
            book, new InboundEvent.RoleChanged(HEAD, person("bo", Role.ADMIN)), false);
    assertThat(codes(made, staff(3, person("ana", Role.OWNER), person("bo", Role.ADMIN))))
        .isEmpty();
    Book unmade =
        RosterSteps.after(
            made, new InboundEvent.RoleChanged(HEAD, person("bo", Role.MEMBER)), false);
    assertThat(codes(unmade, staff(3, person("ana", Role.OWNER)))).isEmpty();
  }
}
