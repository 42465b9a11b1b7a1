package io.liana.channel.wecom;

import io.liana.channel.wecom.Errand.Ending;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs what is due. Every call to WeCom that nobody waits for is an errand. */
@Component
class Errands {
  private static final Logger log = LoggerFactory.getLogger(Errands.class);
  private static final int AT_ONCE = 10;
  private static final Duration SLOWEST = Duration.ofMinutes(10);
  // What a person must put right first is looked at again this often.
  private static final Duration HUMAN = Duration.ofMinutes(5);

  private final Corps corps;
  private final ErrandStore store;
  private final CustomerGroups groups;
  private final Customers customers;
  private final TagBook tags;
  private final ArchiveReader archive;
  private final ArchiveMedia archiveMedia;
  private final MassAsking mass;
  private final MassSpent spent;
  private final StaffCards cards;
  private final Transfers transfers;
  private final Statistics statistics;
  private final Behavior behavior;
  private final MomentAsking moments;
  private final WayAsking ways;
  private final Greetings greetings;
  private final Clock clock;

  Errands(
      Corps corps,
      ErrandStore store,
      CustomerGroups groups,
      Customers customers,
      TagBook tags,
      ArchiveReader archive,
      ArchiveMedia archiveMedia,
      MassAsking mass,
      MassSpent spent,
      StaffCards cards,
      Transfers transfers,
      Statistics statistics,
      Behavior behavior,
      MomentAsking moments,
      WayAsking ways,
      Greetings greetings,
      Clock clock) {
    this.corps = corps;
    this.store = store;
    this.groups = groups;
    this.customers = customers;
    this.tags = tags;
    this.archive = archive;
    this.archiveMedia = archiveMedia;
    this.mass = mass;
    this.spent = spent;
    this.cards = cards;
    this.transfers = transfers;
    this.statistics = statistics;
    this.behavior = behavior;
    this.moments = moments;
    this.ways = ways;
    this.greetings = greetings;
    this.clock = clock;
  }

  /**
   * One round over all corporations; how many errands were tried.
   *
   * @param more false: begin no other, what is claimed is given back
   */
  int runDue(BooleanSupplier more) {
    int tried = 0;
    for (Corp corp : corps.all()) {
      for (Errand errand :
          more.getAsBoolean() ? store.claim(corp.id(), AT_ONCE) : List.<Errand>of()) {
        if (more.getAsBoolean()) {
          run(corp, errand);
          tried++;
        } else {
          store.later(errand, Duration.ZERO, errand.tries(), null);
        }
      }
    }
    return tried;
  }

  /** The same for greetings, ten side by side: each has twenty seconds in all. */
  int greetDue() {
    int tried = 0;
    for (Corp corp : corps.all()) {
      List<Errand> greetings = store.claimGreetings(corp.id(), AT_ONCE);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        greetings.forEach(greeting -> threads.execute(() -> run(corp, greeting)));
      }
      tried += greetings.size();
    }
    return tried;
  }

  private void run(Corp corp, Errand errand) {
    if (errand.endsAt() != null && clock.instant().isAfter(errand.endsAt())) {
      store.giveUp(errand, "too late");
      return;
    }
    Ending ending;
    try {
      ending = perform(corp, errand);
    } catch (RuntimeException broken) {
      log.warn("WeCom errand {} of {} broke", errand.kind(), corp.id(), broken);
      ending = new Ending.Again(Duration.ofSeconds(5), broken.getClass().getSimpleName());
    }
    switch (ending) {
      case Ending.Done _ -> store.done(errand);
      case Ending.Later later -> store.later(errand, later.delay(), 0, null);
      case Ending.Again again -> {
        Duration delay = slower(again.delay(), errand.tries());
        store.later(errand, delay, errand.tries() + 1, again.evidence());
      }
      case Ending.GivenUp given -> store.giveUp(errand, given.evidence());
    }
  }

  private Ending perform(Corp corp, Errand errand) {
    return switch (errand.kind()) {
      case CHATS -> groups.look(corp);
      case CHAT -> groups.settle(corp, errand);
      case CUSTOMER -> customers.read(corp, errand.subject());
      case WELCOME -> customers.welcome(corp, errand);
      case TAGS -> tags.read(corp);
      case TAG -> customers.tag(corp, errand);
      case ARCHIVE -> archive.read(corp);
      case ARCHIVE_MEDIA -> archiveMedia.load(corp, errand.subject());
      case MASS -> mass.run(corp, errand);
      case SPENT -> spent.read(corp);
      case STATISTICS -> statistics.read(corp);
      case BEHAVIOR -> behavior.read(corp);
      case MOMENT -> moments.run(corp, errand);
      case TRANSFER -> transfers.run(corp, errand);
      case CARDS -> cards.run(corp, errand.subject());
      case MEDIA -> greetings.renew(corp);
      case WAY -> ways.run(corp, errand);
    };
  }

  /** The first tries keep their own pace; after them waiting doubles. */
  private static Duration slower(Duration delay, int tries) {
    Duration slow = delay.multipliedBy(1L << Math.clamp(tries - 5, 0, 10));
    return slow.compareTo(SLOWEST) > 0 && delay.compareTo(SLOWEST) < 0 ? SLOWEST : slow;
  }

  /** What a failed call means for an errand. */
  static Ending ending(Answer failed) {
    return switch (failed) {
      case Answer.Ok _ -> new Ending.Done();
      case Answer.Retry retry -> new Ending.Again(retry.after(), retry.evidence());
      case Answer.AskHuman ask -> new Ending.Again(HUMAN, ask.evidence());
      case Answer.Unknown unknown -> new Ending.Again(Duration.ofSeconds(2), unknown.evidence());
      case Answer.GiveUp given -> new Ending.GivenUp(given.evidence());
    };
  }
}
