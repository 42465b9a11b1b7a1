package io.liana.saved;

import io.liana.community.Communities;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Kept, changed and dropped. What a caller may not ask is not there for them. */
@Component
class SavedQuestions {
  private static final int MOST = 500;

  private final SavedStore store;
  private final Communities communities;
  private final Journal journal;
  private final Clock clock;

  SavedQuestions(SavedStore store, Communities communities, Journal journal, Clock clock) {
    this.store = store;
    this.communities = communities;
    this.journal = journal;
    this.clock = clock;
  }

  List<Saved> of(CommunityId community, Caller caller) {
    return store.of(community).stream().filter(one -> one.kind().mayBeAskedBy(caller)).toList();
  }

  Saved get(long id, Caller caller) {
    return store
        .find(id)
        .filter(one -> caller.sees(one.community()) && one.kind().mayBeAskedBy(caller))
        .orElseThrow(() -> Problem.missing("saved", id));
  }

  @Transactional
  Saved keep(
      CommunityId community, String name, Kind kind, String address, JsonNode question, Caller by) {
    communities.get(community);
    if (!kind.mayBeAskedBy(by)) {
      throw new Problem(
          403,
          "not_allowed",
          "This needs the permission %s.".formatted(kind.permission()),
          Map.of("permission", kind.permission()));
    }
    if (store.count(community) >= MOST) {
      throw Given.wrong("name", "is one too many: a community keeps 500 questions at most");
    }
    Saved kept =
        get(
            store.insert(community, name, kind, address, question, by.actor(), clock.instant()),
            by);
    note("question_saved", kept, by);
    return kept;
  }

  @Transactional
  Saved change(long id, int version, String name, String address, JsonNode question, Caller by) {
    get(id, by);
    if (!store.replace(id, version, name, address, question, clock.instant())) {
      throw Problem.conflict(
          "saved_changed",
          "Somebody changed this question in the meantime; nothing was saved. Load it again.");
    }
    Saved changed = get(id, by);
    note("question_changed", changed, by);
    return changed;
  }

  @Transactional
  void drop(long id, Caller by) {
    Saved known = get(id, by);
    store.drop(id);
    note("question_dropped", known, by);
  }

  private void note(String what, Saved saved, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            what,
            saved.community(),
            null,
            null,
            null,
            Map.of("saved", saved.id(), "kind", saved.kind().code(), "version", saved.version())));
  }
}
