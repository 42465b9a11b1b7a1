package io.liana.channel.wecom;

import io.liana.channel.CardAnswered;
import io.liana.channel.CardEnded;
import io.liana.channel.CardUndelivered;
import io.liana.channel.CardWished;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.callback.CallbackXml;
import io.liana.channel.wecom.CardStore.Card;
import io.liana.channel.wecom.Errand.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Tasks as app messages with buttons, for the owner of the customer group. One errand for each
 * member of staff: WeCom drops silently what is too much for one, so we count.
 */
@Component
class StaffCards {
  private static final int MOST_A_MINUTE = 30;
  private static final int MOST_AN_HOUR = 1_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  // The longest WeCom recognises the same message again; a repeat after a lost answer is dropped.
  private static final int SAME_FOR_SECONDS = 14_400;
  private static final int ALL_INVALID = 81013;
  private static final String PREFIX = "liana-";

  private final Accounts accounts;
  private final Api api;
  private final CardStore store;
  private final ChatStore chats;
  private final ErrandStore errands;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  StaffCards(
      Accounts accounts,
      Api api,
      CardStore store,
      ChatStore chats,
      ErrandStore errands,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.api = api;
    this.store = store;
    this.chats = chats;
    this.errands = errands;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  @EventListener
  void on(CardWished wish) {
    if (!wish.platform().equals(Corps.PLATFORM)) {
      return;
    }
    String owner = chats.owner(wish.account(), wish.group()).orElse("");
    if (!owner.isEmpty() && store.insert(wish.account(), owner, wish, clock.instant())) {
      errands.wish(wish.account(), Errand.Kind.CARDS, owner, Map.of());
    }
  }

  @EventListener
  void on(CardEnded ended) {
    store
        .ended(ended.key())
        .forEach(owner -> errands.wish(owner.corp(), Errand.Kind.CARDS, owner.staff(), Map.of()));
  }

  /** Somebody pressed a button; in the transaction that sorts the callback. */
  void pressed(Corp corp, CallbackXml xml, Instant at) {
    String task = xml.field("TaskId");
    String button = xml.field("EventKey");
    String staff = xml.field("FromUserName");
    boolean done = button.equals(CardWords.DONE_KEY);
    if (!task.matches(PREFIX + "\\d{1,18}") || !done && !button.equals(CardWords.NOT_DONE_KEY)) {
      return;
    }
    long card = Long.parseLong(task.substring(PREFIX.length()));
    store
        .answered(corp.id(), card, staff, done, xml.field("ResponseCode"))
        .ifPresent(
            key -> {
              errands.wish(corp.id(), Errand.Kind.CARDS, staff, Map.of());
              events.publishEvent(
                  new CardAnswered(key, done, Corps.PLATFORM, corp.staffKey(staff), at));
            });
  }

  /**
   * Sends what is due to one member of staff, within WeCom's limits, and changes what was settled.
   */
  Ending run(Corp corp, String staff) {
    CardWords words = words(corp);
    for (Card card : store.changing(corp.id(), staff)) {
      change(corp, card, words);
    }
    while (true) {
      Card card = store.due(corp.id(), staff, 1).stream().findFirst().orElse(null);
      if (card == null) {
        return new Ending.Done();
      }
      Duration wait = wait(corp, staff);
      if (wait != null) {
        return new Ending.Later(wait);
      }
      store.sending(card, clock.instant());
      Answer answer = send(corp, card, words);
      switch (answer) {
        case Answer.Ok ok -> sent(card, ok.body());
        case Answer.AskHuman ask when ask.code() == ALL_INVALID ->
            undelivered(card, ask.evidence());
        case Answer.GiveUp given -> undelivered(card, given.evidence());
        case Answer.Retry _, Answer.AskHuman _, Answer.Unknown _ -> {
          store.failed(card, answer.evidence());
          return Errands.ending(answer);
        }
      }
    }
  }

  /** Null when one more may go now. */
  private @Nullable Duration wait(Corp corp, String staff) {
    Instant now = clock.instant();
    CardStore.Sent sent = store.sent(corp.id(), staff, now);
    if (sent.hour() >= MOST_AN_HOUR) {
      return Duration.between(now, Objects.requireNonNull(sent.firstOfHour()).plus(HOUR));
    }
    if (sent.minute() >= MOST_A_MINUTE) {
      return Duration.between(now, Objects.requireNonNull(sent.firstOfMinute()).plus(MINUTE));
    }
    return null;
  }

  private Answer send(Corp corp, Card card, CardWords words) {
    CardWished wish = Objects.requireNonNull(card.wish());
    return api.post(
        corp,
        "/message/send",
        Map.of(
            "touser",
            card.staff(),
            "msgtype",
            "template_card",
            "agentid",
            Long.parseLong(corp.agent()),
            "enable_duplicate_check",
            1,
            "duplicate_check_interval",
            SAME_FOR_SECONDS,
            "template_card",
            words.card(wish, PREFIX + card.id(), page(corp, wish))));
  }

  private void sent(Card card, JsonNode body) {
    String invalid =
        body.path("invaliduser").asString("") + body.path("unlicenseduser").asString("");
    if (invalid.isEmpty()) {
      store.sent(card, body.path("response_code").asString(""));
    } else {
      undelivered(card, "invaliduser: " + invalid);
    }
  }

  private void undelivered(Card card, String evidence) {
    transaction.executeWithoutResult(
        status -> {
          store.undelivered(card, evidence);
          events.publishEvent(new CardUndelivered(card.key(), evidence));
        });
  }

  /** Shows what became of it where it was asked; not worth a second try, the code is used up. */
  private void change(Corp corp, Card card, CardWords words) {
    store
        .takeCode(card)
        .ifPresent(
            code -> {
              String word = card.done() == null ? words.settled : words.done(card.done());
              Answer answer =
                  api.post(
                      corp,
                      "/message/update_template_card",
                      Map.of(
                          "userids", java.util.List.of(card.staff()),
                          "agentid", Long.parseLong(corp.agent()),
                          "response_code", code,
                          "button", Map.of("replace_name", word)));
              if (!(answer instanceof Answer.Ok)) {
                store.failed(card, answer.evidence());
              }
            });
  }

  private CardWords words(Corp corp) {
    return CardWords.of(setting(corp, Corp.STAFF_CARDS));
  }

  /** Empty where nobody told under which address staff reach the console. */
  private String page(Corp corp, CardWished wish) {
    String url = setting(corp, Corp.PUBLIC_URL);
    return url.isEmpty() || wish.page() == null ? "" : url.replaceFirst("/+$", "") + wish.page();
  }

  private String setting(Corp corp, String field) {
    return accounts
        .find(Corps.PLATFORM, corp.id())
        .map((ConnectedAccount found) -> found.setting(field, ""))
        .orElse("");
  }
}
