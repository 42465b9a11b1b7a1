package io.liana.onboarding;

import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Connector;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.content.Template;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.onboarding.NewcomerStore.StepDone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The hands of the first week, in the caller's transaction. {@code action.Actions} carry out what
 * an event led to; most of what is done here was led to by an hour, and each step is done once by
 * its own row, whatever happens.
 */
@Component
class NewcomerActs {
  static final Actor ONBOARDING = new Actor.Machine("onboarding");
  private static final Duration TIME_FOR_A_QUESTION = Duration.ofHours(4);
  private static final Duration TIME_FOR_A_BUDDY = Duration.ofHours(24);

  private final NewcomerStore store;
  private final Buddies buddies;
  private final Outbox outbox;
  private final Tasks tasks;
  private final Journal journal;
  private final Groups groups;
  private final Communities communities;
  private final Members members;
  private final Origins origins;
  private final Map<String, Connector> connectors;
  private final Clock clock;

  NewcomerActs(
      NewcomerStore store,
      Buddies buddies,
      Outbox outbox,
      Tasks tasks,
      Journal journal,
      Groups groups,
      Communities communities,
      Members members,
      Origins origins,
      List<Connector> connectors,
      Clock clock) {
    this.store = store;
    this.buddies = buddies;
    this.outbox = outbox;
    this.tasks = tasks;
    this.journal = journal;
    this.groups = groups;
    this.communities = communities;
    this.members = members;
    this.origins = origins;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.clock = clock;
  }

  /** Carries the effects out; returns the newcomer with what came of it. */
  Held perform(Held held, List<Effect> effects, FirstWeek week) {
    Held now = held;
    for (Effect effect : effects) {
      now = perform(now, effect, week);
    }
    return now;
  }

  private Held perform(Held held, Effect effect, FirstWeek week) {
    switch (effect) {
      case Effect.Say say -> say(held, say);
      case Effect.GiveBuddy give -> {
        return giveBuddy(held, give, week);
      }
      case Effect.TakeBack back -> takeBack(held, back);
      case Effect.Remove remove -> remove(held, remove.timer());
      case Effect.Ask ask -> ask(held, ask.timer());
      case Effect.Skip skip -> first(held, skip.timer(), "skipped", skip.why(), null);
      case Effect.Note note -> {
        store.note(held, note.timer(), note.what(), null);
        note(held, "newcomer_" + note.what(), note.timer(), Map.of());
      }
      case Effect.Withdraw _ -> withdraw(store.commands(held));
    }
    return held;
  }

  /** Takes back what waits to be sent. */
  void withdraw(Collection<String> keys) {
    outbox.cancel(keys, "left");
  }

  private void say(Held held, Effect.Say say) {
    GroupView group = groups.get(held.group());
    Account account = account(group, held.member());
    if (account == null) {
      first(held, say.timer(), "skipped", "unknown", null);
    } else if (first(held, say.timer(), "waiting", null, held.key(say.timer()))) {
      Purpose purpose =
          say.prompted() ? Purpose.ANSWER : say.greeting() ? Purpose.GREETING : Purpose.NOTICE;
      String text = words(say.text(), held, group, account);
      send(
          held,
          held.key(say.timer()),
          held.member(),
          purpose,
          say.privately() && reachable(group, account)
              ? new Command.SendDirect(group.externalId(), account.key(), text)
              : new Command.SendText(group.externalId(), text, List.of(account.key()), null));
      note(held, "newcomer_told", say.timer(), Map.of("delivery", held.key(say.timer())));
    }
  }

  private Held giveBuddy(Held held, Effect.GiveBuddy give, FirstWeek week) {
    GroupView group = groups.get(held.group());
    MemberId helper = buddies.choose(held, week).orElse(null);
    Account account = account(group, held.member());
    Account helping = helper == null ? null : account(group, helper);
    if (helper == null || helping == null || account == null) {
      first(held, give.timer(), "skipped", "no_helper", null);
      return held;
    }
    Held given = held.with(helper);
    if (!first(given, give.timer(), "waiting", null, held.key(give.timer()))) {
      return given;
    }
    send(
        given,
        held.key(give.timer()),
        held.member(),
        Purpose.NOTICE,
        new Command.SendText(
            group.externalId(),
            words(give.text(), given, group, account),
            List.of(account.key(), helping.key()),
            null));
    tellHelper(given, give, group, helping, account);
    note(given, "newcomer_given_buddy", give.timer(), Map.of("buddy", helper.toString()));
    return given;
  }

  private void tellHelper(
      Held held, Effect.GiveBuddy give, GroupView group, Account helping, Account account) {
    if (reachable(group, helping)) {
      send(
          held,
          held.key(give.timer()) + ".helper",
          helping.member(),
          Purpose.NOTICE,
          new Command.SendDirect(
              group.externalId(), helping.key(), words(give.task(), held, group, account)));
    } else {
      // A task holds no names: who reads it sees whom it is about.
      raise(held, "onboarding_buddy", give.timer(), give.task(), TIME_FOR_A_BUDDY);
    }
  }

  private void takeBack(Held held, Effect.TakeBack back) {
    GroupView group = groups.get(held.group());
    if (!able(group, Capability.RECALL_OTHERS)) {
      first(held, back.timer(), "skipped", "platform_cannot", null);
    } else if (first(held, back.timer(), "waiting", null, held.key(back.timer()))) {
      send(
          held,
          held.key(back.timer()),
          held.member(),
          Purpose.ENFORCEMENT,
          new Command.RecallMessage(group.externalId(), back.messageKey()));
      note(held, "message_recalled", back.timer(), Map.of("delivery", held.key(back.timer())));
    }
  }

  private void remove(Held held, String timer) {
    GroupView group = groups.get(held.group());
    Account account = account(group, held.member());
    if (account != null && first(held, timer, "waiting", null, held.key(timer))) {
      send(
          held,
          held.key(timer),
          held.member(),
          Purpose.ENFORCEMENT,
          new Command.RemoveMember(group.externalId(), account.key(), false));
      note(held, "member_removed", timer, Map.of("delivery", held.key(timer)));
    }
  }

  private void ask(Held held, String timer) {
    if (first(held, timer, "done", null, null)) {
      raise(held, "onboarding_captcha", timer, "captcha", TIME_FOR_A_QUESTION);
    }
  }

  private void raise(Held held, String kind, String timer, String title, Duration time) {
    tasks.raise(
        new TaskDraft(
            held.key(timer),
            kind,
            held.community(),
            held.group(),
            held.member(),
            null,
            Map.of("title", title),
            clock.instant().plus(time)));
    note(held, "task_raised", timer, Map.of());
  }

  private void send(Held held, String key, MemberId to, Purpose purpose, Command command) {
    outbox.enqueue(
        List.of(
            new OutboxDraft(
                key, held.community(), held.group(), to, purpose, command, null, clock.instant())));
  }

  private boolean first(
      Held held, String timer, String outcome, @Nullable String why, @Nullable String key) {
    return store.first(new StepDone(held, timer, outcome, why, key), clock.instant());
  }

  private void note(Held held, String kind, String timer, Map<String, Object> more) {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("version", held.version());
    reason.put("kind", held.kind());
    reason.put("step", timer);
    reason.putAll(more);
    Instant now = clock.instant();
    journal.append(
        new JournalEntry(
            now,
            ONBOARDING,
            kind,
            held.community(),
            held.group(),
            held.member(),
            held.event(),
            reason));
  }

  private String words(String text, Held held, GroupView group, Account account) {
    Map<String, String> values = new HashMap<>();
    values.put("name", account.name());
    values.put("group", group.name());
    values.put("community", communities.get(held.community()).name());
    MemberId buddy = held.buddy();
    Account helping = buddy == null ? null : account(group, buddy);
    values.put("buddy", helping == null ? "" : helping.name());
    var template = new Template(text);
    if (template.variables().stream().anyMatch(one -> one.startsWith(FirstWeek.ANSWER))) {
      values.putAll(origins.chosen(held.community(), held.member()));
    }
    return template.render(values);
  }

  private @Nullable Account account(GroupView group, MemberId member) {
    return members.accounts(group.realm(), List.of(member)).get(member);
  }

  private boolean able(GroupView group, Capability capability) {
    Connector connector = connectors.get(group.platform());
    return connector != null
        && connector.capabilities(group.account(), group.externalId()).contains(capability);
  }

  private boolean reachable(GroupView group, Account account) {
    Connector connector = connectors.get(group.platform());
    return connector != null
        && able(group, Capability.SEND_DIRECT)
        && connector.writesTo(group.account(), account.key());
  }
}
