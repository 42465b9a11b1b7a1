package io.liana.member;

import io.liana.channel.StagedHistory;
import io.liana.channel.account.Fingerprints;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Recognises who was erased when their old events come again: by keyed hashes, because nothing else
 * of them is kept. What they do afterwards is done by a new person.
 */
@Component
public class ErasedPeople {
  /** Up to {@code until}, the key was this member's. */
  record Erased(MemberId member, Instant until) {}

  /**
   * @param version of the list; grows with every person erased
   */
  private record Book(long version, Map<String, List<Erased>> byHash, Set<MemberId> members) {}

  private final ErasureStore store;
  private final Fingerprints fingerprints;
  private volatile Book book = new Book(-1, Map.of(), Set.of());

  ErasedPeople(ErasureStore store, Fingerprints fingerprints) {
    this.store = store;
    this.fingerprints = fingerprints;
  }

  /**
   * Whose event this is, if they were erased after it happened. See {@link Members#refresh}.
   *
   * @param at the event's own time
   */
  public @Nullable MemberId of(String realm, String key, Instant at) {
    Map<String, List<Erased>> erased = book.byHash();
    if (erased.isEmpty()) {
      return null;
    }
    return erased.getOrDefault(hash(realm, key), List.of()).stream()
        .filter(one -> !at.isAfter(one.until()))
        .findFirst()
        .map(Erased::member)
        .orElse(null);
  }

  /**
   * Who of these was erased, with the last instant that counts; by key. After {@link
   * Members#refresh}.
   */
  public Map<String, StagedHistory.Erased> among(String realm, Collection<String> keys) {
    Map<String, StagedHistory.Erased> found = new HashMap<>();
    if (!book.byHash().isEmpty()) {
      for (String key : keys) {
        List<Erased> erased = book.byHash().get(hash(realm, key));
        if (erased != null) {
          found.put(
              key, new StagedHistory.Erased(erased.getLast().member(), erased.getLast().until()));
        }
      }
    }
    return found;
  }

  /** A key of an event or a message that gave an erased person away, as it is kept. */
  public String blind(String key) {
    return "erased:" + fingerprints.of(key, "event").substring(0, 32);
  }

  /** Whether anybody ever was. */
  public boolean any() {
    return !book.byHash().isEmpty();
  }

  /** An account of theirs may still be remembered somewhere; it is not to be used. */
  boolean holds(MemberId member) {
    return book.members().contains(member);
  }

  String hash(String realm, String key) {
    return fingerprints.of(realm + '\n' + key, "person");
  }

  /**
   * Takes over what other nodes erased.
   *
   * @return whether there was anything new
   */
  synchronized boolean refresh() {
    long version = store.version();
    if (version == book.version()) {
      return false;
    }
    Map<String, List<Erased>> byHash = new HashMap<>();
    Set<MemberId> members = new HashSet<>();
    store.erased(
        (hash, erased) -> {
          byHash.merge(hash, List.of(erased), ErasedPeople::both);
          members.add(erased.member());
        });
    book = new Book(version, Map.copyOf(byHash), Set.copyOf(members));
    return true;
  }

  private static List<Erased> both(List<Erased> earlier, List<Erased> later) {
    return java.util.stream.Stream.concat(earlier.stream(), later.stream()).toList();
  }
}
