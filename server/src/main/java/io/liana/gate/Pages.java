package io.liana.gate;

import io.liana.experiment.Places;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and finds pages. */
@Component
class Pages {
  private static final int LARGEST_PICTURE = 1 << 20; // a page is opened on a phone, on its data

  private final PageStore store;
  private final Places places;
  private final Journal journal;
  private final Clock clock;

  Pages(PageStore store, Places places, Journal journal, Clock clock) {
    this.store = store;
    this.places = places;
    this.journal = journal;
    this.clock = clock;
  }

  Optional<Page> find(long id) {
    return store.find(id);
  }

  /**
   * @throws Problem 404 also for a page of a community out of sight
   */
  Page get(long id, Caller caller) {
    return store
        .find(id)
        .filter(page -> caller.sees(page.community()))
        .orElseThrow(() -> Problem.missing("page", id));
  }

  /**
   * @throws Problem 409 {@code page_name_taken}, {@code place_tried_twice}, {@code
   *     experiment_unit_wrong}
   */
  @Transactional
  Page create(CommunityId community, @Nullable String name, PageDocument document, Caller by) {
    String clean = Given.text("name", name, 1, 100);
    try {
      long id = store.insert(community, clean, document, by.actor().code(), clock.instant());
      tried(id, community, clean, document);
      note(community, "page_made", clean, by.actor());
      return get(id, by);
    } catch (DuplicateKeyException e) {
      throw taken();
    }
  }

  @Transactional
  Page change(long id, @Nullable String name, boolean closed, PageDocument document, Caller by) {
    get(id, by);
    String clean = Given.text("name", name, 1, 100);
    Page before = store.hold(id);
    try {
      store.update(before, clean, closed, document, by.actor().code(), clock.instant());
    } catch (DuplicateKeyException e) {
      throw taken();
    }
    tried(id, before.community(), clean, document);
    note(before.community(), "page_changed", clean, by.actor());
    return get(id, by);
  }

  private void tried(long id, CommunityId community, String name, PageDocument document) {
    places.named(
        community, Places.Kind.PAGE, id, List.of(new Places.Use("", name, document.arms())));
  }

  /**
   * @throws Problem 413 {@code file_too_large}, 400 {@code invalid_request}
   */
  String keepPicture(CommunityId community, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_PICTURE + 1);
    if (bytes.length > LARGEST_PICTURE) {
      throw new Problem(413, "file_too_large", "A picture has at most 1 MB.", Map.of("most_mb", 1));
    }
    FileKind kind =
        FileKind.of(bytes)
            .filter(FileKind::picture)
            .orElseThrow(() -> Given.wrong("body", "must be a PNG, JPEG or WebP picture"));
    String hash = Captchas.sha256(bytes);
    store.insertPicture(
        community, hash, new PageStore.Picture(kind.type(), bytes), clock.instant());
    return hash;
  }

  private void note(CommunityId community, String kind, String name, Actor by) {
    journal.append(
        new JournalEntry(
            clock.instant(), by, kind, community, null, null, null, Map.of("page", name)));
  }

  private static Problem taken() {
    return Problem.conflict("page_name_taken", "Another page has this name.");
  }
}
