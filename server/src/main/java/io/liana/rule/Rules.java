package io.liana.rule;

import io.liana.action.Decision;
import io.liana.channel.Archive;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.experiment.Experiments;
import io.liana.experiment.Exposure;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import io.liana.moderation.MemberRecord;
import io.liana.moderation.MemberRecords;
import io.liana.moderation.Violations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The live house rules. */
@Component
public class Rules {
  // Counting starts anew when a rule fires; from a while back the rebuilt phase is the old one
  // again.
  private static final int HORIZONS_TO_REBUILD = 2;
  private static final Duration LONGEST_REBUILD = Duration.ofHours(1);

  private final LiveRules live;
  private final Groups groups;
  private final Members members;
  private final Violations violations;
  private final Archive archive;
  private final Experiments experiments;

  Rules(
      LiveRules live,
      Groups groups,
      Members members,
      Violations violations,
      Archive archive,
      Experiments experiments) {
    this.live = live;
    this.groups = groups;
    this.members = members;
    this.violations = violations;
    this.archive = archive;
    this.experiments = experiments;
  }

  /**
   * Decides a batch in order; changes nothing outside the lanes' memories, but that whom an
   * experiment had a say about has met it. When the batch fails afterwards, throw those away.
   *
   * <p>Who broke a rule is locked until the transaction ends, so that two workers deciding about
   * one member decide one after the other. Nothing is loaded for messages no rule heard.
   *
   * @param batch settled events with their ids, in the order they happened
   * @param memories of the lane a group is in
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Decision> decide(List<SettledEvent> batch, Function<GroupId, LaneMemory> memories) {
    if (batch.isEmpty()) {
      return List.of();
    }
    Map<GroupId, GroupView> places = places(batch);
    Set<CommunityId> communities = new HashSet<>();
    places.values().forEach(group -> communities.add(group.community()));
    Map<CommunityId, CompiledRules> rules = live.of(communities);
    warm(batch, places, rules, memories);
    List<Heard> heard = new ArrayList<>();
    for (SettledEvent event : batch) {
      GroupView group = place(places, event);
      CompiledRules ofGroup = rules.get(group.community());
      if (ofGroup != null && !ofGroup.silent()) {
        ofGroup.hear(event, group, memories.apply(group.id()), heard);
      }
    }
    return heard.isEmpty() ? List.of() : decide(heard);
  }

  private List<Decision> decide(List<Heard> heard) {
    Set<Presence> wanted = new HashSet<>();
    Instant now = heard.getFirst().event().at();
    Set<MemberRecords.Key> suspects = new HashSet<>();
    for (Heard one : heard) {
      GroupId group = one.event().group();
      wanted.add(new Presence(group, one.subject(), null, now));
      if (one.spokeToUs()) {
        one.event().targets().forEach(who -> wanted.add(new Presence(group, who, null, now)));
      }
      if (one.needsRecord()) {
        suspects.add(new MemberRecords.Key(one.group().community(), one.subject()));
      }
    }
    Company company = Company.of(members.memberships(wanted));
    MemberRecords records = violations.hold(suspects);
    comeBack(suspects, records, heard.getFirst().event().id());
    Map<Long, Integer> asked =
        archive.timesAsked(
            heard.stream()
                .filter(one -> one.event().kind() == EventKind.JOIN_REQUEST)
                .map(Heard::event)
                .toList());
    Map<CommunityId, Arms> arms = arms(heard);
    List<Decision> decisions = new ArrayList<>();
    List<Exposure> exposures = new ArrayList<>(0);
    for (Heard one : heard) {
      CommunityId community = one.group().community();
      Ruling ruling =
          RuleDecider.decide(
              one,
              company,
              arms.getOrDefault(community, Arms.NONE),
              records.of(community, one.subject()),
              asked.getOrDefault(one.event().id(), 0));
      decisions.addAll(ruling.decisions());
      ruling
          .met()
          .forEach(
              arm ->
                  exposures.add(
                      Exposure.to(arm, one.event().group(), one.subject(), one.event().at())));
    }
    experiments.expose(exposures);
    return decisions;
  }

  /** Of the communities whose rules ask; for the others nothing is looked up. */
  private Map<CommunityId, Arms> arms(List<Heard> heard) {
    Set<CommunityId> asking = new HashSet<>();
    for (Heard one : heard) {
      if (one.rules().asksArms()) {
        asking.add(one.group().community());
      }
    }
    Map<CommunityId, Arms> arms = new HashMap<>();
    experiments
        .deciding(asking)
        .forEach((community, deciding) -> arms.put(community, Arms.of(deciding)));
    return arms;
  }

  /** A join since a removal may have stood in an earlier batch, when nothing asked about it. */
  private void comeBack(Set<MemberRecords.Key> suspects, MemberRecords records, long before) {
    List<Archive.Return> wanted = new ArrayList<>();
    for (MemberRecords.Key suspect : suspects) {
      for (MemberRecord.Removal removal :
          records.of(suspect.community(), suspect.member()).openRemovals()) {
        wanted.add(
            new Archive.Return(removal.group(), suspect.member(), removal.at(), removal.event()));
      }
    }
    for (Archive.Return back : archive.returned(wanted, before)) {
      CommunityId community = groups.get(back.group()).community();
      records.of(community, back.member()).comeBack(back.group());
    }
  }

  /**
   * A group met for the first time is remembered from the archive, as if we had always listened.
   */
  private void warm(
      List<SettledEvent> batch,
      Map<GroupId, GroupView> places,
      Map<CommunityId, CompiledRules> rules,
      Function<GroupId, LaneMemory> memories) {
    Duration horizon = Duration.ZERO;
    Set<GroupId> met = new HashSet<>();
    Instant now = batch.getFirst().at();
    Duration longest = longest(rules);
    for (GroupView group : places.values()) {
      CompiledRules ofGroup = rules.get(group.community());
      LaneMemory memory = memories.apply(group.id());
      memory.sweep(now, longest);
      if (ofGroup != null && !ofGroup.horizon().isZero() && memory.meets(group.id())) {
        met.add(group.id());
        horizon = horizon.compareTo(ofGroup.horizon()) > 0 ? horizon : ofGroup.horizon();
      }
    }
    if (met.isEmpty()) {
      return;
    }
    Duration back = horizon.multipliedBy(HORIZONS_TO_REBUILD);
    back = back.compareTo(LONGEST_REBUILD) > 0 ? LONGEST_REBUILD : back;
    long first = batch.getFirst().id();
    for (SettledEvent event : archive.since(met, now.minus(back))) {
      CompiledRules ofGroup = rules.get(place(places, event).community());
      if (ofGroup != null && event.id() < first) {
        ofGroup.follow(event, memories.apply(event.group()));
      }
    }
  }

  private static Duration longest(Map<CommunityId, CompiledRules> rules) {
    Duration longest = Duration.ofMinutes(1);
    for (CompiledRules one : rules.values()) {
      longest = longest.compareTo(one.horizon()) > 0 ? longest : one.horizon();
    }
    return longest;
  }

  private Map<GroupId, GroupView> places(List<SettledEvent> batch) {
    Map<GroupId, GroupView> places = new HashMap<>();
    for (SettledEvent event : batch) {
      places.computeIfAbsent(event.group(), groups::get);
    }
    return places;
  }

  private static GroupView place(Map<GroupId, GroupView> places, SettledEvent event) {
    return Objects.requireNonNull(places.get(event.group()));
  }
}
