package io.liana.moderation;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lexicon in use. A new one is built in the background while messages are judged with the old
 * one, then the reference is swapped; a slow build never overtakes one asked for later.
 */
public final class LiveLexicon {
  private record Version(long number, Lexicon lexicon) {}

  private volatile Version current = new Version(0, Lexicon.empty());
  private final AtomicLong asked = new AtomicLong();
  private final Executor background;

  public LiveLexicon(Executor background) {
    this.background = background;
  }

  public Lexicon now() {
    return current.lexicon;
  }

  /** Completes when these words, or newer ones, are in use. */
  public CompletableFuture<Void> replace(Collection<LexiconTerm> terms) {
    long number = asked.incrementAndGet();
    List<LexiconTerm> copy = List.copyOf(terms);
    return CompletableFuture.runAsync(
        () -> swap(new Version(number, Lexicon.of(copy))), background);
  }

  private synchronized void swap(Version built) {
    if (built.number > current.number) {
      current = built;
    }
  }
}
