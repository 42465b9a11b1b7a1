package io.liana.channel.wecom;

import io.liana.channel.Inbox;
import io.liana.channel.callback.CallbackXml;
import io.liana.channel.wecom.Chat.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sorts callbacks that are safe in the inbox: each becomes a row of our books and an errand, in one
 * transaction with the cursor. Asks WeCom nothing.
 */
@Component
class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);
  private static final int BATCH = 2_000;
  private static final Duration WELCOME = Duration.ofSeconds(20); // WeCom's own limit

  /** Callbacks wait in the inbox under no group: what they are about is not known before. */
  static final String NO_GROUP = "";

  private final Inbox inbox;
  private final Corps corps;
  private final CorpStore store;
  private final ChatStore chats;
  private final CustomerStore customers;
  private final WayStore ways;
  private final ErrandStore errands;
  private final StaffCards cards;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Signals(
      Inbox inbox,
      Corps corps,
      CorpStore store,
      ChatStore chats,
      CustomerStore customers,
      WayStore ways,
      ErrandStore errands,
      StaffCards cards,
      TransactionTemplate transaction,
      Clock clock) {
    this.inbox = inbox;
    this.corps = corps;
    this.store = store;
    this.chats = chats;
    this.customers = customers;
    this.ways = ways;
    this.errands = errands;
    this.cards = cards;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Everything that came since; how many callbacks were sorted. */
  int runDue() {
    int total = 0;
    for (Corp corp : corps.all()) {
      int sorted;
      do {
        Integer batch = transaction.execute(status -> sortBatch(corp));
        sorted = batch == null ? 0 : batch;
        total += sorted;
      } while (sorted == BATCH);
    }
    return total;
  }

  private int sortBatch(Corp corp) {
    Long cursor = store.lockCursor(corp.id()).orElse(null);
    if (cursor == null) {
      return 0;
    }
    List<Inbox.Kept> kept = inbox.after(Corps.PLATFORM, corp.id(), NO_GROUP, cursor, BATCH);
    if (kept.isEmpty()) {
      return 0;
    }
    var batch = new Batch(corp, clock.instant());
    kept.forEach(one -> sort(batch, one.id(), one.event().at(), one.event().body()));
    chats.remember(corp.id(), batch.heard);
    customers.told(corp.id(), batch.relations);
    if (batch.heard.stream().anyMatch(each -> each.change().change().equals("create"))) {
      // A way that was full may have opened it; only the way itself tells.
      ways.growing(corp.id()).forEach(way -> batch.wish(Errand.Kind.WAY, way.toString()));
    }
    errands.wish(corp.id(), batch.wishes.values());
    store.moveCursor(corp.id(), kept.getLast().id());
    store.heard(corp.id(), kept.getLast().event().at());
    return kept.size();
  }

  /** What a batch comes to, to be written with one statement of each kind. */
  private record Batch(
      Corp corp,
      Instant now,
      List<ChatStore.Heard> heard,
      List<CustomerStore.Relation> relations,
      Map<List<Object>, Errand.Wish> wishes) {
    Batch(Corp corp, Instant now) {
      this(corp, now, new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    }

    void wish(Errand.Kind kind, String subject) {
      wish(new Errand.Wish(kind, subject, Map.of(), now, null));
    }

    void wish(Errand.Wish wish) {
      wishes.merge(List.of(wish.kind(), wish.subject()), wish, Errand.Wish::and);
    }
  }

  private void sort(Batch batch, long id, Instant at, String body) {
    CallbackXml xml;
    try {
      xml = CallbackXml.parse(body);
    } catch (IllegalArgumentException unreadable) {
      log.warn("WeCom callback {} is no event: {}", id, unreadable.getMessage());
      return;
    }
    switch (xml.field("Event")) {
      case "change_external_chat" -> chat(batch, id, at, xml);
      case "change_external_contact" -> customer(batch, at, xml);
      case "change_external_tag" -> batch.wish(Errand.Kind.TAGS, "");
      case "template_card_event" -> cards.pressed(batch.corp, xml, at);
      case "msgaudit_notify" -> batch.wish(Errand.Kind.ARCHIVE, "");
      default -> {} // kept in the inbox for its days; nothing here listens to it
    }
  }

  private static void chat(Batch batch, long id, Instant at, CallbackXml xml) {
    String chat = xml.field("ChatId");
    String change = xml.field("ChangeType");
    if (chat.isEmpty()) {
      return;
    }
    boolean joins = xml.field("UpdateDetail").equals("add_member");
    batch.heard.add(
        new ChatStore.Heard(
            chat,
            new Change(
                id,
                at,
                change.equals("update") ? xml.field("UpdateDetail") : change,
                number(xml.field(joins ? "JoinScene" : "QuitScene")),
                xml.list("MemChangeList"),
                xml.field("LastMemVer"),
                xml.field("CurMemVer"))));
    batch.wish(Errand.Kind.CHAT, chat);
  }

  private static void customer(Batch batch, Instant at, CallbackXml xml) {
    String external = xml.field("ExternalUserID");
    if (external.isEmpty()) {
      return;
    }
    switch (xml.field("ChangeType")) {
      case "add_external_contact" -> added(batch, external, at, xml, false);
      case "add_half_external_contact" -> added(batch, external, at, xml, true);
      case "edit_external_contact", "msg_audit_approved" ->
          batch.wish(Errand.Kind.CUSTOMER, external);
      case "del_external_contact" -> {
        boolean moved = xml.field("Source").equals("DELETE_BY_TRANSFER");
        ended(batch, external, at, xml, moved ? "transfer" : "staff");
      }
      case "del_follow_user" -> ended(batch, external, at, xml, "customer");
      default -> {}
    }
  }

  private static void added(
      Batch batch, String external, Instant at, CallbackXml xml, boolean half) {
    String state = xml.field("State");
    batch.relations.add(
        new CustomerStore.Relation(
            external, xml.field("UserID"), state.isEmpty() ? null : state, half, at, null));
    batch.wish(Errand.Kind.CUSTOMER, external);
    String code = xml.field("WelcomeCode");
    if (!code.isEmpty() && batch.corp.welcome() != null) {
      Map<String, String> whom = Map.of("external", external);
      batch.wish(new Errand.Wish(Errand.Kind.WELCOME, code, whom, at, at.plus(WELCOME)));
    }
  }

  private static void ended(Batch batch, String external, Instant at, CallbackXml xml, String by) {
    batch.relations.add(
        new CustomerStore.Relation(external, xml.field("UserID"), null, false, at, by));
  }

  private static @Nullable Integer number(String text) {
    return text.matches("\\d{1,6}") ? Integer.valueOf(text) : null;
  }
}
