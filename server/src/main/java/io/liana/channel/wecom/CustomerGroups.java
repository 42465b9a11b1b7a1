package io.liana.channel.wecom;

import io.liana.channel.GroupPlaced;
import io.liana.channel.Inbox;
import io.liana.channel.account.SeenGroup;
import io.liana.channel.account.SeenGroups;
import io.liana.channel.wecom.Chat.Change;
import io.liana.channel.wecom.Errand.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps customer groups as WeCom has them, and tells the inbox what happened in them. */
@Component
class CustomerGroups {
  // Events are lost now and then; every group is looked at this often even if nothing came.
  static final Duration RECONCILE = Duration.ofHours(6);
  // The read model is one to three seconds behind an event; after the last look we take what it
  // shows.
  private static final List<Duration> LAG =
      Stream.of(1, 1, 2, 3, 5, 8).map(Duration::ofSeconds).toList();

  private final Api api;
  private final Owners owners;
  private final ChatStore store;
  private final CorpStore corps;
  private final WayStore ways;
  private final ErrandStore errands;
  private final SeenGroups seen;
  private final Facts facts;
  private final Inbox inbox;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CustomerGroups(
      Api api,
      Owners owners,
      ChatStore store,
      CorpStore corps,
      WayStore ways,
      ErrandStore errands,
      SeenGroups seen,
      Facts facts,
      Inbox inbox,
      TransactionTemplate transaction,
      Clock clock) {
    this.api = api;
    this.owners = owners;
    this.store = store;
    this.corps = corps;
    this.ways = ways;
    this.errands = errands;
    this.seen = seen;
    this.facts = facts;
    this.inbox = inbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A group got its place: its members are told as they are found. */
  @EventListener
  void placed(GroupPlaced placed) {
    if (placed.platform().equals(Corps.PLATFORM)) {
      errands.wish(placed.account(), Errand.Kind.CHAT, placed.externalId(), Map.of("tell", true));
    }
  }

  /** Looks for groups of everybody who has customers. */
  Ending look(Corp corp) {
    List<String> staff = new ArrayList<>();
    List<String> found = new ArrayList<>();
    Answer answer = owners.staff(corp, staff::add);
    if (answer instanceof Answer.Ok) {
      answer = owners.groups(corp, staff, Owners.ANY, found::add);
    }
    if (!(answer instanceof Answer.Ok)) {
      return Errands.ending(answer);
    }
    Stream.concat(found.stream(), store.alive(corp.id()).stream())
        .distinct()
        .forEach(chat -> errands.wish(corp.id(), Errand.Kind.CHAT, chat, Map.of("read", true)));
    // The event that tells of a group a way opened may be lost too.
    ways.growing(corp.id())
        .forEach(way -> errands.wish(corp.id(), Errand.Kind.WAY, way.toString(), Map.of()));
    return new Ending.Later(RECONCILE);
  }

  /** Applies the events that wait for this group, reading it where they do not tell everything. */
  Ending settle(Corp corp, Errand errand) {
    String id = errand.subject();
    ChatStore.Known known =
        store
            .find(corp.id(), id)
            .orElseGet(() -> new ChatStore.Known(Chat.unknown(id), false, false, false));
    List<Change> ordered = ChatSteps.inOrder(known.chat().version(), store.waiting(corp.id(), id));
    List<Change> ends = ordered.stream().filter(c -> c.change().equals("dismiss")).toList();
    if (!ends.isEmpty()) {
      return dismiss(corp, id, ordered, ends.getLast().at());
    }
    boolean wanted = errand.body().path("read").asBoolean() || !known.read();
    boolean silent = ordered.isEmpty() || ChatSteps.tellEverything(known.chat().version(), ordered);
    if (silent && !wanted) {
      return write(corp, known, ordered, null, errand);
    }
    Answer answer =
        api.post(corp, "/externalcontact/groupchat/get", Map.of("chat_id", id, "need_name", 1));
    if (answer instanceof Answer.GiveUp gone && notOurs(gone.code())) {
      store.applied(ordered);
      seen.gone(Corps.PLATFORM, corp.id(), id);
      return new Ending.Done();
    }
    if (!(answer instanceof Answer.Ok ok)) {
      return Errands.ending(answer);
    }
    Chat shown = Chat.read(ok.body());
    if (errand.tries() < LAG.size() && !ChatSteps.reflects(shown, known.chat(), ordered)) {
      return new Ending.Again(LAG.get(errand.tries()), "the group is not shown as told yet");
    }
    return write(corp, known, ordered, shown, errand);
  }

  private static boolean notOurs(int code) {
    return code == ErrorCodes.NOT_A_CUSTOMER_GROUP
        || code == ErrorCodes.NOT_A_CUSTOMER_GROUP_EITHER;
  }

  private Ending write(
      Corp corp, ChatStore.Known known, List<Change> ordered, @Nullable Chat shown, Errand errand) {
    Instant now = clock.instant();
    var result = ChatSteps.apply(corp, known.chat(), ordered, shown, now);
    boolean tell = errand.body().path("tell").asBoolean();
    List<ChatSteps.Told> told = new ArrayList<>();
    if (tell && !known.told()) {
      told.addAll(ChatSteps.everybody(corp, result.after(), now));
    } else if (known.told()) {
      told.addAll(result.told());
    }
    // First the inbox, which knows what came twice, then our own book: a crash between the two
    // tells the same again.
    inbox.acceptNow(
        told.stream()
            .map(each -> facts.raw(corp, known.chat().id(), each.at(), each.fact()))
            .toList());
    int drift = known.read() ? result.drift() : 0;
    transaction.executeWithoutResult(
        status -> {
          store.save(corp.id(), result.after(), known.told() || tell, drift, now);
          store.applied(ordered);
          corps.drifted(corp.id(), drift);
        });
    if (shown != null) {
      int members = shown.members().size();
      String name = shown.name().isBlank() ? shown.id() : shown.name();
      seen.report(
          Corps.PLATFORM,
          corp.id(),
          List.of(new SeenGroup(shown.id(), name, members, null)),
          false);
      seen.compared(Corps.PLATFORM, corp.id(), shown.id(), drift);
    }
    return new Ending.Done();
  }

  private Ending dismiss(Corp corp, String id, List<Change> ordered, Instant at) {
    transaction.executeWithoutResult(
        status -> {
          store.dismissed(corp.id(), id, at);
          store.applied(ordered);
        });
    seen.gone(Corps.PLATFORM, corp.id(), id);
    return new Ending.Done();
  }
}
