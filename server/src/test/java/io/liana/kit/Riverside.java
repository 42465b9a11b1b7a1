package io.liana.kit;

import io.liana.channel.Archive;
import io.liana.channel.EventKind;
import io.liana.channel.Person;
import io.liana.channel.SettledEvent;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The world all tests share: the Riverside community with one group. Ana owns it, Bo moderates,
 * Chen has just come, and somebody only ever advertises.
 */
public final class Riverside {
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Monday morning in Riverside: everybody is in the group, nobody has said anything. */
  public static final Instant MONDAY = Instant.parse("2026-11-16T01:00:00Z");

  private static final Actor FIXTURE = new Actor.Machine("fixture");
  private static final AtomicInteger MADE = new AtomicInteger();

  private final RunningLiana liana;
  private final GroupView group;
  private final MemberId ana;
  private final MemberId bo;
  private final MemberId chen;
  private final MemberId advertiser;

  private Riverside(RunningLiana liana, GroupView group, List<MemberId> people) {
    this.liana = liana;
    this.group = group;
    this.ana = people.get(0);
    this.bo = people.get(1);
    this.chen = people.get(2);
    this.advertiser = people.get(3);
  }

  /** A new Riverside; in an application that has one already, under a name with a number. */
  public static Riverside in(RunningLiana liana) {
    int number = MADE.incrementAndGet();
    String name = number == 1 ? "Riverside" : "Riverside " + number;
    CommunityId community = liana.bean(Communities.class).create(name, ZONE, FIXTURE).id();
    GroupView group =
        liana
            .bean(Groups.class)
            .create(community, name + " tea house", GroupView.OPEN, "", "room-" + number, FIXTURE);
    List<Person> people =
        List.of(
            new Person("ana", "Ana", Person.Role.OWNER, false),
            new Person("bo", "Bo", Person.Role.ADMIN, false),
            new Person("chen", "陈晨 Chen", Person.Role.MEMBER, false),
            new Person("lucky", "100%_Lucky", Person.Role.MEMBER, false));
    Members members = liana.bean(Members.class);
    Map<String, Account> accounts = members.resolve(group.realm(), people);
    List<Presence> present =
        people.stream()
            .map(
                person ->
                    new Presence(
                        group.id(), accounts.get(person.key()).member(), person.role(), MONDAY))
            .toList();
    members.seen(present);
    members.joined(present.subList(2, 4));
    return new Riverside(liana, group, present.stream().map(Presence::member).toList());
  }

  public CommunityId community() {
    return group.community();
  }

  public GroupView group() {
    return group;
  }

  public GroupId groupId() {
    return group.id();
  }

  public MemberId ana() {
    return ana;
  }

  public MemberId bo() {
    return bo;
  }

  public MemberId chen() {
    return chen;
  }

  public MemberId advertiser() {
    return advertiser;
  }

  /** Says something; it is settled at once, no rule judges it. */
  public SettledEvent says(MemberId who, Instant at, String text, MemberId... to) {
    return settle(EventKind.MESSAGE, who, at, text, "m-" + MADE.incrementAndGet(), to);
  }

  public SettledEvent edits(SettledEvent message, Instant at, String text) {
    return settle(EventKind.EDIT, message.by(), at, text, message.messageKey());
  }

  /** Brings somebody into the group, as the platform tells. */
  public SettledEvent invites(MemberId who, Instant at, MemberId whom) {
    return settle(EventKind.INVITE, who, at, "", null, whom);
  }

  public SettledEvent recalls(SettledEvent message, Instant at) {
    return settle(EventKind.RECALL, message.by(), at, "", message.messageKey());
  }

  private SettledEvent settle(
      EventKind kind,
      MemberId who,
      Instant at,
      String text,
      @Nullable String messageKey,
      MemberId... to) {
    Archive archive = liana.bean(Archive.class);
    String key = kind.code() + ":" + MADE.incrementAndGet();
    var event =
        new SettledEvent(
            archive.nextIds(1).getFirst(),
            groupId(),
            at,
            kind,
            who,
            false,
            text,
            List.of(to),
            null,
            messageKey,
            key);
    return archive.settle(List.of(event)).getFirst();
  }

  /** An operator signed in to the console, who sees Riverside and nothing else. */
  public Visitor localOperator() {
    return operator(liana, "operator", List.of(community().toString()));
  }

  /**
   * An operator signed in to the console.
   *
   * @param communities null for all
   */
  public static Visitor operator(RunningLiana liana, String role, List<String> communities) {
    String login = role + MADE.incrementAndGet();
    String password = "seven-hills-and-one-path";
    Map<String, Object> wish = new HashMap<>();
    wish.put("login", login);
    wish.put("name", "Dana " + login);
    wish.put("role", role);
    wish.put("password", password);
    wish.put("communities", communities);
    liana.script().post("/operators", wish);
    Visitor.Answer session =
        liana.visitor().post("/session", Map.of("login", login, "password", password));
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
    JsonNode answer = session.json();
    return liana
        .visitor()
        .with("Cookie", cookie.replaceFirst(";.*", ""))
        .with("X-CSRF-Token", answer.path("csrf").asString());
  }
}
