package io.liana.rule;

import io.liana.action.Action;
import io.liana.action.Decision;
import io.liana.channel.EventKind;
import io.liana.channel.Person;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Membership;
import io.liana.moderation.MemberRecord;
import io.liana.moderation.MemberRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** The Riverside group, its people and its rules, without a database. */
final class Courtroom {
  static final Instant NOON = Instant.parse("2026-05-04T04:00:00Z"); // 12:00 in Shanghai
  static final CommunityId RIVERSIDE = new CommunityId(1);
  static final GroupId GROUP = new GroupId(10);
  static final MemberId ANA = new MemberId(1); // owner
  static final MemberId BO = new MemberId(2); // moderator
  static final MemberId CHEN = new MemberId(3); // newcomer
  static final MemberId ADVERTISER = new MemberId(4);
  static final MemberId FRIEND = new MemberId(5); // white-listed
  static final MemberId LIANA = new MemberId(6); // our own account

  private static final GroupView PLACE =
      new GroupView(
          GROUP, RIVERSIDE, "Riverside", "sandbox", "liana", "room-1", ZoneId.of("Asia/Shanghai"));

  private final CompiledRules rules;
  private final LaneMemory memory = new LaneMemory();
  private final MemberRecords records = new MemberRecords();
  private final Map<MemberId, Membership> people = new HashMap<>();
  private long ids = 100;

  /** What experiments give everybody here. */
  Set<String> arms = Set.of();

  /** Arms that had a say so far. */
  final Set<String> met = new HashSet<>();

  Courtroom(String rulesJson) {
    this(RuleReader.read(JsonMapper.builder().build().readTree(rulesJson)));
  }

  Courtroom(RuleSet rules) {
    this.rules = CompiledRules.of(RIVERSIDE, 7, rules);
    is(ANA, Person.Role.OWNER, false, false);
    is(BO, Person.Role.ADMIN, false, false);
    is(CHEN, Person.Role.MEMBER, false, false);
    is(ADVERTISER, Person.Role.MEMBER, false, false);
    is(FRIEND, Person.Role.MEMBER, false, true);
    is(LIANA, Person.Role.ADMIN, true, false);
  }

  void is(MemberId member, Person.Role role, boolean bot, boolean whitelisted) {
    people.put(
        member,
        new Membership(
            GROUP, member, role, bot, whitelisted, NOON.minus(Duration.ofDays(400)), null, null));
  }

  void seenSince(MemberId member, Instant since) {
    people.put(
        member,
        new Membership(GROUP, member, Person.Role.MEMBER, false, false, since, since, null));
  }

  MemberRecord record(MemberId member) {
    return records.of(RIVERSIDE, member);
  }

  List<Decision> says(MemberId who, String text, Instant at) {
    return hears(message(who, text, at, List.of()));
  }

  SettledEvent message(MemberId who, String text, Instant at, List<MemberId> targets) {
    long id = ids++;
    return event(id, EventKind.MESSAGE, who, text, at, targets, "m" + id);
  }

  List<Decision> edits(MemberId who, String messageKey, String text, Instant at) {
    return hears(event(ids++, EventKind.EDIT, who, text, at, List.of(), messageKey));
  }

  List<Decision> joins(MemberId who, Instant at) {
    return hears(event(ids++, EventKind.JOIN, who, "", at, List.of(), null));
  }

  List<Decision> invites(MemberId who, MemberId guest, Instant at) {
    return hears(event(ids++, EventKind.INVITE, who, "", at, List.of(guest), null));
  }

  static SettledEvent event(
      long id,
      EventKind kind,
      MemberId who,
      String text,
      Instant at,
      List<MemberId> targets,
      String messageKey) {
    boolean bot = LIANA.equals(who);
    return new SettledEvent(
        id, GROUP, at, kind, who, bot, text, targets, null, messageKey, "e" + id);
  }

  List<Decision> hears(SettledEvent event) {
    List<Heard> heard = new ArrayList<>();
    rules.hear(event, PLACE, memory, heard);
    List<Decision> decisions = new ArrayList<>();
    for (Heard one : heard) {
      Ruling ruling =
          RuleDecider.decide(
              one,
              (group, member) -> people.get(member),
              (group, member) -> arms,
              record(one.subject()),
              1);
      decisions.addAll(ruling.decisions());
      met.addAll(ruling.met());
    }
    return decisions;
  }

  /** The acts that somebody notices, by their names, in the order they are decided. */
  static List<String> acts(List<Decision> decisions) {
    List<String> acts = new ArrayList<>();
    for (Decision decision : decisions) {
      for (Action action : decision.actions()) {
        if (!(action instanceof Action.OpenCase || action instanceof Action.RecordViolation)) {
          acts.add((decision.audit() ? "audit " : "") + action.getClass().getSimpleName());
        }
      }
    }
    return acts;
  }

  static List<String> rulesThatFired(List<Decision> decisions) {
    return decisions.stream().map(decision -> decision.rule().key()).toList();
  }
}
