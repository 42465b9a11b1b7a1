package io.liana.channel.wecom;

import io.liana.channel.Inbox;
import io.liana.channel.wecom.Chat.Change;
import java.time.Duration;
import java.time.Instant;
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
  private static final int BATCH = 500;
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

  Signals(
      Inbox inbox,
      Corps corps,
      CorpStore store,
      ChatStore chats,
      CustomerStore customers,
      WayStore ways,
      ErrandStore errands,
      StaffCards cards,
      TransactionTemplate transaction) {
    this.inbox = inbox;
    this.corps = corps;
    this.store = store;
    this.chats = chats;
    this.customers = customers;
    this.ways = ways;
    this.errands = errands;
    this.cards = cards;
    this.transaction = transaction;
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
    for (Inbox.Kept one : kept) {
      sort(corp, one.id(), one.event().at(), one.event().body());
    }
    store.moveCursor(corp.id(), kept.getLast().id());
    store.heard(corp.id(), kept.getLast().event().at());
    return kept.size();
  }

  private void sort(Corp corp, long id, Instant at, String body) {
    CallbackXml xml;
    try {
      xml = CallbackXml.parse(body);
    } catch (IllegalArgumentException unreadable) {
      log.warn("WeCom callback {} is no event: {}", id, unreadable.getMessage());
      return;
    }
    switch (xml.field("Event")) {
      case "change_external_chat" -> chat(corp, id, at, xml);
      case "change_external_contact" -> customer(corp, at, xml);
      case "template_card_event" -> cards.pressed(corp, xml, at);
      case "msgaudit_notify" -> errands.wish(corp.id(), Errand.Kind.ARCHIVE, "", Map.of());
      default -> {} // kept in the inbox for its days; nothing here listens to it
    }
  }

  private void chat(Corp corp, long id, Instant at, CallbackXml xml) {
    String chat = xml.field("ChatId");
    String change = xml.field("ChangeType");
    if (chat.isEmpty()) {
      return;
    }
    boolean joins = xml.field("UpdateDetail").equals("add_member");
    chats.remember(
        corp.id(),
        chat,
        new Change(
            id,
            at,
            change.equals("update") ? xml.field("UpdateDetail") : change,
            number(xml.field(joins ? "JoinScene" : "QuitScene")),
            xml.list("MemChangeList"),
            xml.field("LastMemVer"),
            xml.field("CurMemVer")));
    errands.wish(corp.id(), Errand.Kind.CHAT, chat, Map.of());
    if (change.equals("create")) {
      // A way that was full may have opened it; only the way itself tells.
      ways.growing(corp.id())
          .forEach(way -> errands.wish(corp.id(), Errand.Kind.WAY, way.toString(), Map.of()));
    }
  }

  private void customer(Corp corp, Instant at, CallbackXml xml) {
    String external = xml.field("ExternalUserID");
    String staff = xml.field("UserID");
    if (external.isEmpty()) {
      return;
    }
    switch (xml.field("ChangeType")) {
      case "add_external_contact", "add_half_external_contact" -> {
        boolean half = xml.field("ChangeType").contains("half");
        String state = xml.field("State");
        customers.added(corp.id(), external, staff, state.isEmpty() ? null : state, half, at);
        errands.wish(corp.id(), Errand.Kind.CUSTOMER, external, Map.of());
        welcome(corp, external, at, xml.field("WelcomeCode"));
      }
      case "edit_external_contact", "msg_audit_approved" ->
          errands.wish(corp.id(), Errand.Kind.CUSTOMER, external, Map.of());
      case "del_external_contact" ->
          customers.ended(
              corp.id(),
              external,
              staff,
              xml.field("Source").equals("DELETE_BY_TRANSFER") ? "transfer" : "staff",
              at);
      case "del_follow_user" -> customers.ended(corp.id(), external, staff, "customer", at);
      default -> {}
    }
  }

  private void welcome(Corp corp, String external, Instant at, String code) {
    if (!code.isEmpty() && corp.welcome() != null) {
      errands.wish(
          corp.id(), Errand.Kind.WELCOME, code, Map.of("external", external), at, at.plus(WELCOME));
    }
  }

  private static @Nullable Integer number(String text) {
    return text.matches("\\d{1,6}") ? Integer.valueOf(text) : null;
  }
}
