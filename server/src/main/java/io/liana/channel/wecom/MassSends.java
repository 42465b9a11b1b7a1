package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.MassContents.Content;
import io.liana.channel.wecom.MassContents.Split;
import io.liana.channel.wecom.MassSend.LeftOut;
import io.liana.channel.wecom.MassSend.Part;
import io.liana.channel.wecom.MassSend.Reach;
import io.liana.channel.wecom.MassSend.State;
import io.liana.channel.wecom.MassSend.Target;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators do with mass sends: look whom one reaches, have it made, remind, stop. */
@Component
class MassSends {
  static final int MOST_CUSTOMERS_AT_ONCE = 10_000; // of one add_msg_template
  static final int MOST_GROUPS_AT_ONCE = 2_000;
  static final int MOST_REMINDERS = 3; // of one task in a day
  static final Duration REMINDERS = Duration.ofHours(24);
  private static final int CANCELLED_ALREADY = 41093;

  private final Accounts accounts;
  private final Api api;
  private final MassStore store;
  private final MassAudience audience;
  private final MassContents contents;
  private final MassResults results;
  private final ErrandStore errands;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MassSends(
      Accounts accounts,
      Api api,
      MassStore store,
      MassAudience audience,
      MassContents contents,
      MassResults results,
      ErrandStore errands,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.api = api;
    this.store = store;
    this.audience = audience;
    this.contents = contents;
    this.results = results;
    this.errands = errands;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The rule an administrator chose in WeCom, as an operator told us. */
  MassQuota quota(Corp corp) {
    return accounts
        .find(Corps.PLATFORM, corp.id())
        .map(account -> MassQuota.of(account.setting(Corp.MASS_QUOTA, MassQuota.MONTH.code())))
        .orElse(MassQuota.MONTH);
  }

  /**
   * @param split who of the reached gets which content
   */
  record Look(Split split, List<LeftOut> leftOut) {}

  /** What others sent meanwhile is read in the background, for the next look. */
  Look preview(Corp corp, MassWish wish) {
    errands.wish(corp.id(), Errand.Kind.SPENT, "", Map.of());
    Reach reach = audience.of(corp.id(), wish, quota(corp), clock.instant());
    return new Look(contents.split(wish, reach), reach.leftOut());
  }

  /**
   * Written down with everybody it reaches and everybody it leaves out; WeCom is asked after the
   * commit. The same key again is the one there is.
   *
   * @param command the outbox key of the command it stands for; null for an operator's own
   * @return empty when it would reach nobody
   */
  Optional<Long> make(Corp corp, MassWish wish, @Nullable String command, Actor by) {
    return transaction.execute(
        status -> {
          store.lock(corp.id());
          Optional<Long> known = store.find(corp.id(), wish.key());
          if (known.isPresent()) {
            return known;
          }
          Look look = preview(corp, wish);
          if (look.split.reached().isEmpty()) {
            return Optional.<Long>empty();
          }
          return Optional.of(insert(corp, wish, command, look, by));
        });
  }

  /** One for each content; the number of the first. */
  private long insert(Corp corp, MassWish wish, @Nullable String command, Look look, Actor by) {
    Instant now = clock.instant();
    Long first = null;
    int n = 0;
    for (Content content : look.split.contents()) {
      if (content.variant().nothing() || content.targets().isEmpty()) {
        continue;
      }
      String key = first == null ? wish.key() : wish.key() + "#" + ++n;
      long mass =
          store.insert(
              corp.id(), key, wish.kind(), content.variant(), first, command, by.code(), now);
      first = first == null ? Long.valueOf(mass) : first;
      insertParts(corp, mass, wish, content.targets());
    }
    long made = Objects.requireNonNull(first);
    store.insertLeftOut(made, corp.id(), wish.kind(), look.leftOut);
    if (!wish.variants().isEmpty()) {
      store.first(made);
      contents.made(corp, made, wish, look.split);
    }
    note(corp, made, "mass_send_made", by, Map.of("reached", look.split.reached().size()));
    return made;
  }

  private void insertParts(Corp corp, long mass, MassWish wish, List<Target> reached) {
    int most =
        switch (wish.kind()) {
          case CUSTOMERS -> MOST_CUSTOMERS_AT_ONCE;
          case GROUPS -> MOST_GROUPS_AT_ONCE;
        };
    bySender(reached)
        .forEach(
            (sender, all) -> {
              for (int i = 0; i < all.size(); i += most) {
                List<Target> targets = all.subList(i, Math.min(all.size(), i + most));
                String who = sender.orElse(null);
                long part = store.insertPart(mass, corp.id(), who);
                store.insertTargets(mass, part, corp.id(), wish.kind(), targets);
                errands.wish(corp.id(), Errand.Kind.MASS, Long.toString(part), Map.of());
              }
            });
  }

  static Map<Optional<String>, List<Target>> bySender(List<Target> targets) {
    return targets.stream()
        .collect(
            Collectors.groupingBy(
                target -> Optional.ofNullable(target.sender()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  static Map<MassSend.Reason, List<LeftOut>> byReason(List<LeftOut> leftOut) {
    return leftOut.stream()
        .collect(Collectors.groupingBy(LeftOut::reason, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * Has WeCom remind who has not tapped.
   *
   * @throws Problem 409 {@code nothing_waits} or {@code reminded_enough}, 502 {@code wecom_refused}
   */
  void remind(Corp corp, long mass, Actor by) {
    Instant now = clock.instant();
    List<Part> waiting = waiting(mass);
    List<Part> free = waiting.stream().filter(part -> remindersLeft(part, now) > 0).toList();
    if (free.isEmpty()) {
      throw new Problem(
          409,
          "reminded_enough",
          "WeCom reminds three times in 24 hours.",
          Map.of("again_at", again(waiting, now).toString()));
    }
    for (Part part : free) {
      store.reminded(part, now); // before the call: an unknown answer counts
      api.post(corp, "/externalcontact/remind_groupmsg_send", Map.of("msgid", msgid(part)))
          .mustBeOk();
    }
    note(corp, mass, "mass_send_reminded", by, Map.of());
  }

  static int remindersLeft(Part part, Instant now) {
    long used = part.reminded().stream().filter(at -> at.isAfter(now.minus(REMINDERS))).count();
    return part.state() == State.WAITING ? MOST_REMINDERS - (int) used : 0;
  }

  private static Instant again(List<Part> waiting, Instant now) {
    return waiting.stream()
        .flatMap(part -> part.reminded().stream())
        .filter(at -> at.isAfter(now.minus(REMINDERS)))
        .min(Instant::compareTo)
        .orElse(now)
        .plus(REMINDERS);
  }

  /**
   * Stops what nobody tapped yet. What was sent until then is read once more.
   *
   * @throws Problem 409 {@code nothing_waits}, 502 {@code wecom_refused}
   */
  void stop(Corp corp, long mass, Actor by) {
    boolean any = false;
    for (Part part : store.parts(mass)) {
      switch (part.state()) {
        case DUE -> {
          if (store.move(part, State.DUE, State.STOPPED, null)) {
            store.endTargets(part, null, "stopped");
            any = true;
          }
        }
        case WAITING -> {
          cancel(corp, part);
          any = true;
        }
        // Nobody knows a task by its number: there is nothing to cancel with.
        case ASKED, DOUBT, ABSENT -> {}
        case REFUSED, STOPPED, OVER -> {}
      }
    }
    if (!any) {
      throw nothingWaits();
    }
    note(corp, mass, "mass_send_stopped", by, Map.of());
  }

  private void cancel(Corp corp, Part part) {
    Answer answer =
        api.post(corp, "/externalcontact/cancel_groupmsg_send", Map.of("msgid", msgid(part)));
    if (answer.errcode() != CANCELLED_ALREADY) {
      answer.mustBeOk();
    }
    results.read(corp, part);
    store.endTargets(part, null, "stopped");
    store.move(part, State.WAITING, State.STOPPED, null);
  }

  /**
   * A person looked: WeCom has no such task.
   *
   * @throws Problem 409 {@code not_absent}
   */
  void askAgain(Corp corp, long mass, long part, Actor by) {
    transaction.executeWithoutResult(
        status -> {
          Part absent =
              store
                  .part(corp.id(), part)
                  .filter(each -> each.mass() == mass)
                  .orElseThrow(() -> Problem.missing("part", part));
          if (!store.move(absent, State.ABSENT, State.DUE, null)) {
            throw Problem.conflict("not_absent", "Only what WeCom does not list is asked again.");
          }
          errands.wish(corp.id(), Errand.Kind.MASS, Long.toString(part), Map.of());
          note(corp, mass, "mass_send_asked_again", by, Map.of());
        });
  }

  private List<Part> waiting(long mass) {
    List<Part> waiting =
        store.parts(mass).stream().filter(part -> part.state() == State.WAITING).toList();
    if (waiting.isEmpty()) {
      throw nothingWaits();
    }
    return waiting;
  }

  private static Problem nothingWaits() {
    return Problem.conflict("nothing_waits", "Nothing of it waits for a tap.");
  }

  private static String msgid(Part part) {
    return java.util.Objects.requireNonNull(part.msgid());
  }

  private void note(Corp corp, long mass, String kind, Actor by, Map<String, Object> more) {
    Map<String, Object> reason = new HashMap<>(more);
    reason.put("platform", Corps.PLATFORM);
    reason.put("account", corp.id());
    reason.put("mass_send", Long.toString(mass));
    journal.append(new JournalEntry(clock.instant(), by, kind, null, null, null, null, reason));
  }
}
