package io.liana.onboarding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liana.community.Communities;
import io.liana.experiment.Places;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import io.liana.onboarding.FirstWeekStore.Live;
import io.liana.onboarding.FirstWeekStore.Version;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What communities do for newcomers, by version. */
@Component
class FirstWeeks {
  private record Key(CommunityId community, int version) {}

  private final FirstWeekStore store;
  private final NewcomerStore newcomers;
  private final NewcomerActs acts;
  private final Communities communities;
  private final Places places;
  private final Journal journal;
  private final Clock clock;
  // Versions never change.
  private final Cache<Key, FirstWeek> known = Caffeine.newBuilder().maximumSize(1_000).build();
  private volatile boolean any;

  FirstWeeks(
      FirstWeekStore store,
      NewcomerStore newcomers,
      NewcomerActs acts,
      Communities communities,
      Places places,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.newcomers = newcomers;
    this.acts = acts;
    this.communities = communities;
    this.places = places;
    this.journal = journal;
    this.clock = clock;
  }

  /** False where no community ever had one; what another node began is known after a look. */
  boolean any() {
    return any;
  }

  void refresh() {
    any = any || store.any();
  }

  Map<CommunityId, Live> live(Collection<CommunityId> communities) {
    return store.live(communities);
  }

  FirstWeek get(CommunityId community, int version) {
    return Objects.requireNonNull(
        known.get(
            new Key(community, version),
            key -> store.find(community, version).map(Version::week).orElse(FirstWeek.EMPTY)));
  }

  Optional<Version> version(CommunityId community) {
    Live live = store.live(java.util.List.of(community)).get(community);
    return live == null ? Optional.empty() : store.find(community, live.version());
  }

  /**
   * Makes this the live version. Who is in their first week goes on with the version they began
   * with; when it is switched off, it is over for all of them.
   *
   * @param over the version the author looked at, 0 for none
   * @throws Problem 409 {@code onboarding_changed}
   */
  @Transactional
  void publish(CommunityId community, FirstWeek week, boolean on, int over, Caller by) {
    by.mustSee(community);
    String name = communities.get(community).name();
    int live = store.hold(community);
    if (live != over) {
      throw changed(live, over);
    }
    var now = clock.instant();
    try {
      store.publish(community, live + 1, week, on, by.actor().code(), now);
    } catch (DuplicateKeyException e) {
      throw changed(live + 1, over);
    }
    places.named(
        community,
        Places.Kind.FIRST_WEEK,
        community.value(),
        java.util.List.of(new Places.Use("", name, on ? week.arms() : java.util.Set.of())));
    if (!on) {
      acts.withdraw(newcomers.stop(community, now));
    }
    journal.append(
        new JournalEntry(
            now,
            by.actor(),
            on ? "onboarding_published" : "onboarding_off",
            community,
            null,
            null,
            null,
            Map.of("version", live + 1)));
    any = true;
  }

  private static Problem changed(int live, int over) {
    return new Problem(
        409,
        "onboarding_changed",
        "Version %d was published meanwhile; this was written over version %d."
            .formatted(live, over),
        Map.of("live", live, "over", over));
  }
}
