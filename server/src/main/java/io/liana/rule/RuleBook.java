package io.liana.rule;

import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.CommunityCreated;
import io.liana.experiment.Places;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Writes house rules: a draft is saved, published as the next version, and then never changes. */
@Component
class RuleBook {
  private static final Actor SERVER = new Actor.Machine("server");

  private final RuleStore store;
  private final HouseRules houseRules;
  private final Communities communities;
  private final Places places;
  private final Journal journal;
  private final Clock clock;

  RuleBook(
      RuleStore store,
      HouseRules houseRules,
      Communities communities,
      Places places,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.houseRules = houseRules;
    this.communities = communities;
    this.places = places;
    this.journal = journal;
    this.clock = clock;
  }

  /** Every community starts with house rules that do nothing but look, until somebody says so. */
  @EventListener
  @Transactional
  void begin(CommunityCreated created) {
    JsonNode rules = houseRules.suggestedFor(communities.get(created.id()));
    RuleReader.read(rules);
    store.publish(created.id(), 1, rules, null, SERVER.code(), clock.instant());
  }

  JsonNode suggested(CommunityId community) {
    return houseRules.suggestedFor(communities.get(community));
  }

  Optional<RuleStore.Version> live(CommunityId community) {
    return store.liveVersions(List.of(community)).values().stream()
        .findFirst()
        .flatMap(version -> store.find(community, version));
  }

  Optional<RuleStore.Draft> draft(CommunityId community) {
    return store.draft(community);
  }

  List<RuleStore.Version> versions(CommunityId community, int before, int limit) {
    return store.versions(community, before, limit);
  }

  /**
   * @throws Problem 400 {@code rules_invalid}
   */
  @Transactional
  void saveDraft(CommunityId community, JsonNode rules, Caller by) {
    mustExist(community, by);
    RuleReader.read(rules);
    int live = hold(community);
    store.saveDraft(community, rules, live, by.actor().code(), clock.instant());
  }

  @Transactional
  void discardDraft(CommunityId community, Caller by) {
    mustExist(community, by);
    store.dropDraft(community);
  }

  /**
   * @param over the live version the author looked at; null for the one the draft was begun over
   * @throws Problem 409 {@code no_draft}, {@code rules_changed}, {@code place_tried_twice}, {@code
   *     experiment_unit_wrong}
   */
  @Transactional
  void publish(CommunityId community, @Nullable String note, @Nullable Integer over, Caller by) {
    mustExist(community, by);
    int live = hold(community);
    RuleStore.Draft draft =
        store
            .draft(community)
            .orElseThrow(() -> Problem.conflict("no_draft", "There is no draft to publish."));
    int seen = over == null ? draft.over() : over;
    if (seen != live) {
      throw new Problem(
          409,
          "rules_changed",
          "Version %d was published meanwhile; the draft was written over version %d."
              .formatted(live, seen),
          Map.of("live", live, "over", seen));
    }
    tried(community, RuleReader.read(draft.rules()));
    Instant now = clock.instant();
    store.publish(community, live + 1, draft.rules(), note, by.actor().code(), now);
    store.dropDraft(community);
    journal.append(
        new JournalEntry(
            now,
            by.actor(),
            "rules_published",
            community,
            null,
            null,
            null,
            Map.of("version", live + 1)));
  }

  /** Each rule decides by itself, so each may try something of its own. */
  private void tried(CommunityId community, RuleSet rules) {
    places.named(
        community,
        Places.Kind.RULE,
        community.value(),
        rules.rules().stream()
            .filter(rule -> rule.mode() != Rule.Mode.OFF)
            .map(rule -> new Places.Use(rule.key(), rule.name(), named(rule)))
            .toList());
  }

  private static Set<String> named(Rule rule) {
    return rule.arms().flatMap(in -> in.arms().stream()).collect(Collectors.toSet());
  }

  /** Locks the set and tells the live version; a community from before house rules gets its set. */
  private int hold(CommunityId community) {
    return store
        .hold(community)
        .orElseGet(
            () -> {
              Community found = communities.get(community);
              begin(new CommunityCreated(community, found.name()));
              return 1;
            });
  }

  private void mustExist(CommunityId community, Caller by) {
    by.mustSee(community);
    communities.get(community);
  }
}
