package io.liana.channel.wecom;

import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.Target;
import io.liana.channel.wecom.Transfer.State;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Hands groups and customers over. WeCom takes the same hand-over twice without harm (it answers
 * that it is under way, or that nothing changes), so a lost answer is asked again.
 */
@Component
class Transfers {
  private static final int AT_ONCE = 100;
  private static final int MOST_IN_NINETY_DAYS = 2;
  private static final Duration NINETY_DAYS = Duration.ofDays(90);
  private static final int MOST_GROUPS_A_DAY = 300; // of one person who works here
  private static final Duration LOOK = Duration.ofMinutes(1);
  // Customers have a day to refuse.
  private static final Duration LOOK_FOR_CUSTOMERS = Duration.ofHours(6);
  private static final Duration GIVE_UP = Duration.ofDays(7);
  private static final int MOVING_ALREADY = 40100;
  private static final int OWNER_UNCHANGED = 90504;
  private static final int INHERITING = 90507;
  private static final int INHERITED = 90508;
  private static final int OWNER_WORKS_HERE = 90500;

  /** Somebody who left, and what still hangs on them. */
  record Left(String staff, int groups, int customers) {}

  private final Api api;
  private final Owners owned;
  private final TransferStore store;
  private final MassAudience audience;
  private final ErrandStore errands;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Transfers(
      Api api,
      Owners owned,
      TransferStore store,
      MassAudience audience,
      ErrandStore errands,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.api = api;
    this.owned = owned;
    this.store = store;
    this.audience = audience;
    this.errands = errands;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Written down first; WeCom is asked after the commit.
   *
   * @param resigned who hands over has left
   */
  long make(Corp corp, MassWish what, String from, String to, boolean resigned, Actor by) {
    Instant now = clock.instant();
    Long made =
        transaction.execute(
            status -> {
              Optional<Long> fresh =
                  store.insert(
                      corp.id(), what.key(), what.kind(), resigned, from, to, by.code(), now);
              fresh.ifPresent(id -> fill(corp, what, id, by, now));
              return fresh.or(() -> store.find(corp.id(), what.key())).orElseThrow();
            });
    return java.util.Objects.requireNonNull(made);
  }

  private void fill(Corp corp, MassWish what, long id, Actor by, Instant now) {
    List<Target> all = audience.belonging(corp.id(), what);
    Map<String, Integer> lately =
        store.lately(
            corp.id(), what.kind(), all.stream().map(Target::id).toList(), now.minus(NINETY_DAYS));
    List<Target> free = new ArrayList<>();
    List<Target> twice = new ArrayList<>();
    for (Target target : all) {
      boolean often = lately.getOrDefault(target.id(), 0) >= MOST_IN_NINETY_DAYS;
      (often ? twice : free).add(target);
    }
    store.insertItems(id, corp.id(), what.kind(), free, State.DUE);
    store.insertItems(id, corp.id(), what.kind(), twice, State.LEFT_OUT);
    errands.wish(corp.id(), Errand.Kind.TRANSFER, Long.toString(id), Map.of());
    journal.append(
        new JournalEntry(
            now,
            by,
            "handed_over",
            null,
            null,
            null,
            null,
            Map.of(
                "platform", Corps.PLATFORM, "account", corp.id(), "transfer", Long.toString(id))));
  }

  Ending run(Corp corp, Errand errand) {
    Transfer transfer = store.find(corp.id(), Long.parseLong(errand.subject())).orElse(null);
    if (transfer == null) {
      return new Ending.Done();
    }
    int free = free(corp, transfer);
    List<String> due = store.subjects(transfer.id(), State.DUE, Math.min(AT_ONCE, free));
    if (!due.isEmpty()) {
      Answer answer = ask(corp, transfer, due);
      return answer instanceof Answer.Ok ? new Ending.Later(Duration.ZERO) : Errands.ending(answer);
    }
    if (!store.subjects(transfer.id(), State.DUE, 1).isEmpty()) {
      return new Ending.Later(Duration.ofHours(1)); // as many as a day allows are under way
    }
    if (store.subjects(transfer.id(), State.WAITING, 1).isEmpty()) {
      return new Ending.Done();
    }
    return follow(corp, transfer);
  }

  private int free(Corp corp, Transfer transfer) {
    if (transfer.kind() == Kind.CUSTOMERS || transfer.resigned()) {
      return AT_ONCE;
    }
    Instant day = clock.instant().minus(Duration.ofDays(1));
    return Math.max(0, MOST_GROUPS_A_DAY - store.groupsOf(corp.id(), transfer.from(), day));
  }

  // ---------------------------------------------------------------- asking

  private Answer ask(Corp corp, Transfer transfer, List<String> due) {
    Answer answer = api.post(corp, path(transfer), body(transfer, due));
    Map<String, Integer> failed = new HashMap<>();
    if (answer instanceof Answer.Ok ok) {
      String list = transfer.kind() == Kind.GROUPS ? "failed_chat_list" : "customer";
      String id = transfer.kind() == Kind.GROUPS ? "chat_id" : "external_userid";
      for (JsonNode each : ok.body().path(list)) {
        failed.put(each.path(id).asString(""), each.path("errcode").asInt(0));
      }
    } else if (answer instanceof Answer.GiveUp given) {
      due.forEach(subject -> failed.put(subject, given.code()));
    } else {
      return answer; // nothing moved, or it is asked again: the same twice does no harm
    }
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        status ->
            due.forEach(
                subject -> {
                  int code = failed.getOrDefault(subject, 0);
                  store.move(
                      transfer.id(), subject, state(code), code == 0 ? null : words(code), now);
                }));
    if (transfer.kind() == Kind.GROUPS) {
      // The owner changed: whatever we change ourselves may raise no event.
      due.forEach(chat -> errands.wish(corp.id(), Errand.Kind.CHAT, chat, Map.of("read", true)));
    }
    return Answer.nothing();
  }

  private static String path(Transfer transfer) {
    String resigned =
        transfer.kind() == Kind.GROUPS
            ? "/externalcontact/groupchat/transfer"
            : "/externalcontact/resigned/transfer_customer";
    String working =
        transfer.kind() == Kind.GROUPS
            ? "/externalcontact/groupchat/onjob_transfer"
            : "/externalcontact/transfer_customer";
    return transfer.resigned() ? resigned : working;
  }

  private static Map<String, Object> body(Transfer transfer, List<String> due) {
    return switch (transfer.kind()) {
      case GROUPS -> Map.of("chat_id_list", due, "new_owner", transfer.to());
      case CUSTOMERS ->
          Map.of(
              "handover_userid",
              transfer.from(),
              "takeover_userid",
              transfer.to(),
              "external_userid",
              due);
    };
  }

  private static State state(int code) {
    return switch (code) {
      case 0, MOVING_ALREADY, OWNER_UNCHANGED, INHERITING, INHERITED -> State.WAITING;
      case 40099 -> State.LIMIT;
      default -> State.FAILED;
    };
  }

  private static String words(int code) {
    return switch (code) {
      case OWNER_WORKS_HERE -> code + " the owner still works here";
      case 90502 -> code + " the owner has left";
      case 90503 -> code + " the group is full";
      case 40097 -> code + " who hands over has not left";
      case 40098 -> code + " who takes over is not verified";
      case 40128 -> code + " handed over twice in ninety days";
      default -> Integer.toString(code);
    };
  }

  // ---------------------------------------------------------------- afterwards

  private Ending follow(Corp corp, Transfer transfer) {
    Instant now = clock.instant();
    if (now.isAfter(transfer.createdAt().plus(GIVE_UP))) {
      store
          .subjects(transfer.id(), State.WAITING, Integer.MAX_VALUE)
          .forEach(
              each -> store.move(transfer.id(), each, State.FAILED, "no word for a week", now));
      return new Ending.Done();
    }
    return switch (transfer.kind()) {
      case GROUPS -> {
        store
            .arrived(transfer.id(), corp.id(), transfer.to())
            .forEach(chat -> store.move(transfer.id(), chat, State.DONE, null, now));
        yield new Ending.Later(LOOK);
      }
      case CUSTOMERS -> customers(corp, transfer, now);
    };
  }

  private Ending customers(Corp corp, Transfer transfer, Instant now) {
    List<String> waiting = store.subjects(transfer.id(), State.WAITING, Integer.MAX_VALUE);
    Map<String, Integer> told = new HashMap<>();
    Answer answer =
        api.pages(
            corp,
            transfer.resigned()
                ? "/externalcontact/resigned/transfer_result"
                : "/externalcontact/transfer_result",
            Map.of("handover_userid", transfer.from(), "takeover_userid", transfer.to()),
            "customer",
            each ->
                told.put(each.path("external_userid").asString(""), each.path("status").asInt(0)));
    if (!(answer instanceof Answer.Ok)) {
      return Errands.ending(answer);
    }
    for (String customer : waiting) {
      switch (told.getOrDefault(customer, 2)) {
        case 1 -> store.move(transfer.id(), customer, State.DONE, null, now);
        case 3 -> store.move(transfer.id(), customer, State.REFUSED, null, now);
        case 4 -> store.move(transfer.id(), customer, State.LIMIT, null, now);
        case 5 -> store.move(transfer.id(), customer, State.FAILED, "WeCom knows of none", now);
        default -> {} // WeCom waits a day for the customer
      }
      errands.wish(corp.id(), Errand.Kind.CUSTOMER, customer, Map.of());
    }
    return new Ending.Later(LOOK_FOR_CUSTOMERS);
  }

  // ---------------------------------------------------------------- who left

  /** Asks WeCom: groups whose owner left, and customers nobody took over. */
  Answer left(Corp corp, List<Left> found) {
    Map<String, int[]> counts = new TreeMap<>();
    Answer answer =
        api.pages(
            corp,
            "/externalcontact/get_unassigned_list",
            Map.of("page_size", 1_000),
            "info",
            each ->
                counts
                    .computeIfAbsent(each.path("handover_userid").asString(""), any -> new int[2])[
                    1]++);
    // Who left is no longer listed as staff: we ask for those whose groups or customers we know.
    Set<String> owners = new TreeSet<>(audience.owners(corp.id()));
    owners.addAll(counts.keySet());
    List<String> orphaned = new ArrayList<>();
    if (answer instanceof Answer.Ok) {
      answer = owned.staff(corp, owners::add);
    }
    if (answer instanceof Answer.Ok) {
      answer = owned.groups(corp, List.copyOf(owners), Owners.OWNER_LEFT, orphaned::add);
    }
    audience
        .owners(corp.id(), orphaned)
        .forEach((owner, groups) -> counts.computeIfAbsent(owner, any -> new int[2])[0] += groups);
    counts.forEach((staff, n) -> found.add(new Left(staff, n[0], n[1])));
    return answer;
  }
}
