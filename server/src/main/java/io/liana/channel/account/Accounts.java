package io.liana.channel.account;

import io.liana.channel.ConnectForm;
import io.liana.channel.Connector;
import io.liana.channel.OutgoingAddresses;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Connects, changes, switches and removes accounts; finds them for their connectors. */
@Component
public class Accounts {
  static final int LONGEST_NAME = 80;
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final AccountStore store;
  private final SeenGroups groups;
  private final SecretBox box;
  private final OutgoingAddresses outgoing;
  private final AccountWatch watch;
  // Asked for late: connectors need this class for their secrets.
  private final ObjectProvider<Connector> connectors;
  private final Journal journal;
  private final JsonMapper json;
  private final Clock clock;

  Accounts(
      AccountStore store,
      SeenGroups groups,
      SecretBox box,
      OutgoingAddresses outgoing,
      AccountWatch watch,
      ObjectProvider<Connector> connectors,
      Journal journal,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.groups = groups;
    this.box = box;
    this.outgoing = outgoing;
    this.watch = watch;
    this.connectors = connectors;
    this.journal = journal;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Connects an account; it is on at once.
   *
   * @param values by field of the platform's form
   * @throws Problem 400 naming the field that is wrong, 409 {@code account_connected}
   */
  @Transactional
  public ConnectedAccount connect(
      String platform,
      String name,
      Map<String, String> values,
      @Nullable CommunityId community,
      Actor by) {
    Connector connector = connector(platform);
    Values given = Values.check(form(connector), values, outgoing);
    String account = connector.accountKey(given.all());
    var kept =
        new AccountStore.Kept(
            Given.text("name", name, 1, LONGEST_NAME),
            true,
            given.settings(),
            sealed(given, platform, account),
            given.secrets().keySet(),
            community);
    long id =
        store
            .insert(platform, account, kept, clock.instant())
            .orElseThrow(
                () ->
                    new Problem(
                        409,
                        "account_connected",
                        "The account %s of %s is connected already.".formatted(account, platform),
                        Map.of("account", account)));
    note(by, "account_connected", platform, account);
    watch.lookAfterCommit();
    return get(id);
  }

  /**
   * What an operator wants different; null leaves a thing as it is.
   *
   * @param values fields to set; an empty text takes one away
   * @param community empty for nowhere
   */
  public record Change(
      @Nullable String name,
      @Nullable Boolean on,
      @Nullable Map<String, String> values,
      @Nullable Optional<CommunityId> community) {}

  /**
   * @throws Problem 404, 400 naming the field, 409 {@code account_is_another}
   */
  @Transactional
  public ConnectedAccount change(long id, Change change, Actor by) {
    ConnectedAccount before = store.hold(id).orElseThrow(() -> Problem.missing("account", id));
    Connector connector = connector(before.platform());
    Map<String, String> values = new HashMap<>(before.settings());
    // Secrets under a lost key must not keep an operator from entering new ones.
    if (change.values() == null || !change.values().keySet().containsAll(before.secretsSet())) {
      values.putAll(secrets(before));
    }
    if (change.values() != null) {
      values.putAll(change.values());
    }
    Values given = Values.check(form(connector), values, outgoing);
    if (!connector.accountKey(given.all()).equals(before.account())) {
      throw Problem.conflict(
          "account_is_another",
          "These values belong to another account than %s; connect it as a new one."
              .formatted(before.account()));
    }
    boolean on = change.on() == null ? before.on() : change.on();
    store.update(
        id,
        new AccountStore.Kept(
            change.name() == null
                ? before.name()
                : Given.text("name", change.name(), 1, LONGEST_NAME),
            on,
            given.settings(),
            sealed(given, before.platform(), before.account()),
            given.secrets().keySet(),
            change.community() == null ? before.community() : change.community().orElse(null)),
        clock.instant());
    note(by, word(before.on(), on), before.platform(), before.account());
    watch.lookAfterCommit();
    return get(id);
  }

  private static String word(boolean before, boolean after) {
    return before == after
        ? "account_changed"
        : after ? "account_switched_on" : "account_switched_off";
  }

  /** Its groups keep their place and their history; they are only not heard any more. */
  @Transactional
  public void remove(long id, Actor by) {
    ConnectedAccount account = store.hold(id).orElseThrow(() -> Problem.missing("account", id));
    store.delete(id);
    groups.forget(account.platform(), account.account());
    note(by, "account_removed", account.platform(), account.account());
    watch.lookAfterCommit();
  }

  public ConnectedAccount get(long id) {
    return store.find(id).orElseThrow(() -> Problem.missing("account", id));
  }

  public Optional<ConnectedAccount> find(String platform, String account) {
    return store.find(platform, account);
  }

  /** All accounts of a platform, those switched off too. */
  public List<ConnectedAccount> of(String platform) {
    return store.list(platform);
  }

  public List<ConnectedAccount> all() {
    return store.list(null);
  }

  /**
   * What was given and is secret, by field. For the account's connector only; never log it.
   *
   * @throws Problem 409 {@code secrets_unreadable} when the key file is another
   */
  public Map<String, String> secrets(ConnectedAccount account) {
    byte[] sealed = store.secrets(account.id());
    return sealed == null
        ? Map.of()
        : json.readValue(box.open(sealed, context(account.platform(), account.account())), TEXTS);
  }

  private byte @Nullable [] sealed(Values given, String platform, String account) {
    return given.secrets().isEmpty()
        ? null
        : box.seal(json.writeValueAsString(given.secrets()), context(platform, account));
  }

  private static String context(String platform, String account) {
    return platform + '\n' + account;
  }

  /** The connectors an account can be connected of. */
  public List<Connector> platforms() {
    return connectors.stream()
        .filter(each -> each.form().isPresent())
        .sorted(Comparator.comparing(Connector::platform))
        .toList();
  }

  /**
   * @throws Problem 400 {@code platform_unknown}
   */
  public Connector connector(String platform) {
    return platforms().stream()
        .filter(each -> each.platform().equals(platform))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = platforms().stream().map(Connector::platform).toList();
              return Problem.invalid(
                  "platform_unknown",
                  "Accounts can be connected of these platforms: %s."
                      .formatted(String.join(", ", known)),
                  Map.of("known", known));
            });
  }

  private static ConnectForm form(Connector connector) {
    return connector.form().orElseThrow();
  }

  private void note(Actor by, String kind, String platform, String account) {
    Instant now = clock.instant();
    journal.append(
        new JournalEntry(
            now,
            by,
            kind,
            null,
            null,
            null,
            null,
            Map.of("platform", platform, "account", account)));
  }
}
