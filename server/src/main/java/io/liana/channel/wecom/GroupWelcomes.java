package io.liana.channel.wecom;

import io.liana.channel.GroupWelcomeWished;
import io.liana.channel.wecom.GroupWelcome.State;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators do with the texts that greet newcomers of customer groups. */
@Component
class GroupWelcomes {
  static final int MOST = 100; // of a corporation; WeCom's own
  private static final String PATH = "/externalcontact/group_welcome_template/";
  private static final int BUSY = -1; // says nothing about whether it was done
  private static final int GONE = 41056; // no such template
  // Longer than a call with its retries takes.
  private static final Duration CUT_OFF = Duration.ofMinutes(2);

  private final Api api;
  private final GroupWelcomeStore store;
  private final Attaching attaching;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  GroupWelcomes(
      Api api,
      GroupWelcomeStore store,
      Attaching attaching,
      Journal journal,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.api = api;
    this.store = store;
    this.attaching = attaching;
    this.journal = journal;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  List<GroupWelcome> living(Corp corp) {
    store.cutOff(corp.id(), clock.instant().minus(CUT_OFF));
    return store.living(corp.id());
  }

  /**
   * Written down before WeCom is asked, and never asked for twice: nobody could tell whether there
   * are two.
   *
   * @return the same key again is the one there is
   * @throws Problem 409 {@code group_welcomes_used_up}, 502 {@code wecom_refused}
   */
  GroupWelcome make(
      Corp corp,
      String key,
      String text,
      @Nullable Attachment attachment,
      boolean announces,
      Actor by) {
    if (store.byKey(corp.id(), key).isEmpty() && living(corp).size() >= MOST) {
      throw new Problem(
          409,
          "group_welcomes_used_up",
          "WeCom keeps a hundred; delete one.",
          Map.of("most", MOST));
    }
    Map<String, Object> body = described(corp, text, attachment);
    Long fresh =
        store.insert(corp.id(), key, text, attachment, announces, clock.instant()).orElse(null);
    if (fresh == null) {
      return store.byKey(corp.id(), key).orElseThrow();
    }
    body.put("notify", announces ? 1 : 0);
    Answer answer = api.post(corp, PATH + "add", body);
    switch (answer) {
      case Answer.Ok ok -> store.made(fresh, ok.body().path("template_id").asString(""));
      case Answer.Unknown unknown -> store.state(fresh, State.DOUBT, unknown.evidence());
      case Answer.Retry busy when busy.code() == BUSY ->
          store.state(fresh, State.DOUBT, busy.evidence());
      case Answer.Retry _, Answer.AskHuman _, Answer.GiveUp _ -> {
        store.forget(fresh);
        if (answer.errcode() == Attaching.MEDIA_FORGOTTEN && attachment != null) {
          attaching.forgotten(corp, List.of(attachment)); // the next press uploads it again
        }
        throw answer.refused();
      }
    }
    note(corp, fresh, "group_welcome_made", by);
    return get(corp, fresh);
  }

  /**
   * @throws Problem 409 {@code group_welcome_not_made}, 502 {@code wecom_refused}
   */
  GroupWelcome change(Corp corp, long id, String text, @Nullable Attachment attachment, Actor by) {
    GroupWelcome before = made(corp, id);
    Map<String, Object> body = described(corp, text, attachment);
    body.put("template_id", before.templateId());
    Answer answer = api.post(corp, PATH + "edit", body); // overwrites: may be done again
    if (answer.errcode() == Attaching.MEDIA_FORGOTTEN && attachment != null) {
      attaching.forgotten(corp, List.of(attachment));
    }
    answer.mustBeOk();
    store.changed(id, text, attachment);
    note(corp, id, "group_welcome_changed", by);
    return get(corp, id);
  }

  /** One in doubt is only struck from our book. */
  void delete(Corp corp, long id, Actor by) {
    GroupWelcome before = get(corp, id);
    if (before.templateId() != null && before.state() == State.MADE) {
      Answer answer = api.post(corp, PATH + "del", Map.of("template_id", before.templateId()));
      if (!(answer instanceof Answer.Ok) && answer.errcode() != GONE) {
        throw answer.refused();
      }
    }
    store.state(id, State.CLOSED, before.evidence());
    note(corp, id, "group_welcome_deleted", by);
  }

  /** No interface chooses it for a group: its owner has to. */
  void choose(Corp corp, long id, String chat, Actor by) {
    GroupWelcome chosen = made(corp, id);
    transaction.executeWithoutResult(
        status -> {
          events.publishEvent(
              new GroupWelcomeWished(Corps.PLATFORM, corp.id(), chat, id, chosen.text()));
          note(corp, id, "group_welcome_chosen", by);
        });
  }

  private GroupWelcome made(Corp corp, long id) {
    GroupWelcome found = get(corp, id);
    if (found.state() != State.MADE) {
      throw Problem.conflict("group_welcome_not_made", "WeCom did not say that it has this one.");
    }
    return found;
  }

  private GroupWelcome get(Corp corp, long id) {
    return store.find(corp.id(), id).orElseThrow(() -> Problem.missing("group_welcome", id));
  }

  /**
   * In WeCom's words; of an attachment it wants the content alone.
   *
   * @throws Problem 502 {@code wecom_refused} where a file could not be uploaded
   */
  private Map<String, Object> described(Corp corp, String text, @Nullable Attachment attachment) {
    Map<String, Object> body = new HashMap<>();
    body.put("text", Map.of("content", text));
    if (attachment != null) {
      Attaching.Said said = attaching.say(corp, List.of(attachment), MediaIds.Place.MESSAGES);
      said.failure().mustBeOk();
      body.putAll(said.attachments().getFirst());
      body.remove("msgtype");
    }
    return body;
  }

  private void note(Corp corp, long id, String kind, Actor by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            kind,
            null,
            null,
            null,
            null,
            Map.of(
                "platform",
                Corps.PLATFORM,
                "account",
                corp.id(),
                "group_welcome",
                Long.toString(id))));
  }
}
