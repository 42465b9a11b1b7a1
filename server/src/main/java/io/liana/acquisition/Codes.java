package io.liana.acquisition;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes, changes and finds live codes. All of them are in memory: a scan costs no query. What
 * another node changed is read every second; what is not known here is looked up before a visitor
 * is told that it does not exist.
 */
@Component
class Codes {
  static final int LONGEST_LABEL = 100;
  static final int MOST_AT_ONCE = 1_000;
  private static final int PAGE = 20_000;
  // Clocks of nodes differ, and a change becomes visible after the instant it carries.
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final CodeStore store;
  private final PlanStore plans;
  private final ChannelStore channels;
  private final Circles circles;
  private final Journal journal;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();
  private final Map<Long, KnownCode> bySlug = new ConcurrentHashMap<>();
  // Those with codes; one object for all codes of a community, or they fill the heap.
  private final Map<CommunityId, CommunityId> communities = new ConcurrentHashMap<>();
  private volatile @Nullable Instant readAt;

  Codes(
      CodeStore store,
      PlanStore plans,
      ChannelStore channels,
      Circles circles,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.plans = plans;
    this.channels = channels;
    this.circles = circles;
    this.journal = journal;
    this.clock = clock;
  }

  /** Without a look at the database. */
  @Nullable KnownCode known(long slug) {
    return bySlug.get(slug);
  }

  /** The code of this name, whatever its state. */
  Optional<KnownCode> find(long slug) {
    KnownCode known = bySlug.get(slug);
    if (known != null) {
      return Optional.of(known);
    }
    return store.find(slug).map(this::remember);
  }

  /** There is no code at all. */
  boolean none() {
    return readAt != null ? communities.isEmpty() : !store.any();
  }

  /** The community has codes. */
  boolean serve(CommunityId community) {
    return communities.containsKey(community) || (readAt == null && store.any(community));
  }

  /**
   * @param label what an operator calls it
   */
  record Draft(String label, @Nullable Long channel) {}

  /**
   * All or none.
   *
   * @throws Problem 400 for a plan or channel of another community
   */
  @Transactional
  List<LiveCode> create(
      CommunityId community, long plan, List<Draft> drafts, @Nullable Instant expires, Actor by) {
    if (drafts.isEmpty() || drafts.size() > MOST_AT_ONCE) {
      throw Given.wrong("codes", "must be 1 to 1,000 at a time");
    }
    mustBeOf(community, plan, drafts.stream().map(Draft::channel).distinct().toList());
    Instant now = clock.instant();
    List<LiveCode> made =
        drafts.stream().map(draft -> insert(community, plan, draft, expires, now)).toList();
    afterCommit(made);
    note(
        community,
        "codes_made",
        Map.of("count", made.size(), "label", made.getFirst().label()),
        by);
    return made;
  }

  private LiveCode insert(
      CommunityId community, long plan, Draft draft, @Nullable Instant expires, Instant now) {
    String label = Given.text("label", draft.label(), 1, LONGEST_LABEL);
    return Stream.generate(() -> Slug.random(chance))
        .map(
            slug ->
                store.insert(
                    new LiveCode(0, slug, community, draft.channel(), plan, label, false, expires),
                    now))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  @Transactional
  LiveCode change(LiveCode after, Caller caller) {
    mustBeOf(after.community(), after.plan(), java.util.Arrays.asList(after.channel()));
    LiveCode changed = store.update(after, clock.instant());
    // With the change written: what leads to this code leads to its new plan now.
    if (plans.find(after.plan()).filter(plan -> circles.back(plan.id(), plan.plan())).isPresent()) {
      throw Problem.conflict(
          "code_circle", "By this plan the code would lead back to itself. Nothing was changed.");
    }
    note(
        after.community(),
        "code_changed",
        Map.of("code", Slug.text(after.slug()), "label", after.label()),
        caller.actor());
    afterCommit(List.of(changed));
    return changed;
  }

  /** What is rolled back never was. */
  private void afterCommit(List<LiveCode> changed) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            changed.forEach(Codes.this::remember);
          }
        });
  }

  /**
   * @throws Problem 404 also for a code of a community out of sight
   */
  LiveCode get(String slug, Caller caller) {
    return Slug.parse(slug).stream()
        .mapToObj(store::find)
        .flatMap(Optional::stream)
        .filter(code -> caller.sees(code.community()))
        .findFirst()
        .orElseThrow(() -> Problem.missing("code", slug));
  }

  private void mustBeOf(CommunityId community, long plan, List<@Nullable Long> given) {
    if (plans.find(plan).filter(found -> found.community().equals(community)).isEmpty()) {
      throw Given.wrong("plan_id", "is no plan of this community");
    }
    for (Long channel : given) {
      if (channel != null
          && channels.find(channel).filter(c -> c.community().equals(community)).isEmpty()) {
        throw Given.wrong("channel_id", "is no channel of this community");
      }
    }
  }

  private void note(CommunityId community, String kind, Map<String, Object> reason, Actor by) {
    journal.append(
        new JournalEntry(clock.instant(), by, kind, community, null, null, null, reason));
  }

  /** Reads all codes the first time, afterwards those that changed. */
  void refresh() {
    Instant since = readAt;
    Instant now = clock.instant();
    Instant from = since == null ? Instant.EPOCH : since.minus(OVERLAP);
    for (List<LiveCode> page = store.changedSince(from, 0, PAGE);
        !page.isEmpty();
        page = store.changedSince(from, page.getLast().id(), PAGE)) {
      page.forEach(this::remember);
    }
    readAt = now;
  }

  private KnownCode remember(LiveCode code) {
    var known =
        new KnownCode(
            code.id(),
            code.slug(),
            communities.computeIfAbsent(code.community(), own -> own),
            code.plan(),
            code.disabled(),
            code.expiresAt());
    bySlug.put(code.slug(), known);
    return known;
  }
}
