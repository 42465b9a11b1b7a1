package io.liana.payment;

import io.liana.channel.OutgoingAddresses;
import io.liana.channel.account.SecretBox;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Connects, changes and removes merchants; opens their keys for who pays and asks. */
@Component
class Merchants {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_VALUE = 8_000; // private keys in PEM fit

  // Where nobody real is reached by an account of ours.
  private static final Set<String> REHEARSAL = Set.of("sandbox", GroupView.OPEN, GroupView.HISTORY);

  private final MerchantStore store;
  private final SecretBox box;
  private final OutgoingAddresses outgoing;
  private final Groups groups;
  private final Communities communities;
  private final Journal journal;
  private final JsonMapper json;
  private final Clock clock;

  Merchants(
      MerchantStore store,
      SecretBox box,
      OutgoingAddresses outgoing,
      Groups groups,
      Communities communities,
      Journal journal,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.box = box;
    this.outgoing = outgoing;
    this.groups = groups;
    this.communities = communities;
    this.journal = journal;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @throws Problem 400 naming the field, 409 {@code merchant_connected} or {@code
   *     test_pay_in_earnest}
   */
  @Transactional
  Merchant connect(
      @Nullable CommunityId community,
      String kind,
      @Nullable String name,
      Map<String, String> values,
      Actor by) {
    String known = Given.text("name", name, 1, LONGEST_NAME);
    if (kind.equals(Merchant.TEST)) {
      mustBeRehearsal(community);
    }
    long id =
        store
            .insert(community, kind, known, clock.instant())
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "merchant_connected", "A merchant takes the money here already."));
    keep(id, kind, known, values);
    note(by, "merchant_connected", community, id);
    return get(id);
  }

  /** What is not given stays as it is; secrets need not be given again. */
  @Transactional
  Merchant change(long id, @Nullable String name, Map<String, String> values, Actor by) {
    Merchant before = get(id);
    Map<String, String> all = new HashMap<>(before.settings());
    if (before.kind().equals(Merchant.WECHAT)
        && !values.keySet().containsAll(WeChatMerchant.SECRETS)) {
      all.putAll(secrets(id));
    }
    all.putAll(values);
    // What is paid is compared with these two, also for orders placed before.
    if (!Objects.equals(all.get("mchid"), before.settings().get("mchid"))
        || !Objects.equals(all.get("appid"), before.settings().get("appid"))) {
      throw Problem.conflict(
          "merchant_is_another",
          "These values belong to another merchant; its orders would be asked for at the wrong one.");
    }
    String known = name == null ? before.name() : Given.text("name", name, 1, LONGEST_NAME);
    keep(id, before.kind(), known, all);
    note(by, "merchant_changed", before.community(), id);
    return get(id);
  }

  /**
   * @throws Problem 409 {@code merchant_in_use}
   */
  @Transactional
  void remove(long id, Actor by) {
    Merchant merchant = get(id);
    if (!store.delete(id)) {
      throw Problem.conflict(
          "merchant_in_use", "Money was taken by this merchant; its keys are needed for refunds.");
    }
    note(by, "merchant_removed", merchant.community(), id);
  }

  private void keep(long id, String kind, String name, Map<String, String> values) {
    Map<String, String> settings = new TreeMap<>();
    Map<String, String> secrets = new TreeMap<>();
    if (kind.equals(Merchant.WECHAT)) {
      WeChatMerchant readable = WeChatMerchant.of(values);
      outgoing.check("api", readable.api());
      WeChatMerchant.SETTINGS.forEach(field -> put(settings, field, values));
      WeChatMerchant.SECRETS.forEach(field -> put(secrets, field, values));
    }
    for (String field : values.keySet()) {
      if (!WeChatMerchant.SETTINGS.contains(field) && !WeChatMerchant.SECRETS.contains(field)) {
        throw Given.wrong("values", "has a field nobody knows");
      }
    }
    byte[] sealed = box.seal(json.writeValueAsString(secrets), context(id));
    store.update(id, name, settings, sealed, clock.instant());
  }

  private static void put(Map<String, String> into, String field, Map<String, String> values) {
    String value = values.get(field);
    if (value != null && !value.isBlank()) {
      into.put(field, Given.text(field, value, 1, LONGEST_VALUE));
    }
  }

  Merchant get(long id) {
    return store.find(id).orElseThrow(() -> Problem.missing("merchant", id));
  }

  List<Merchant> all() {
    return store.list();
  }

  /**
   * Who takes the money of a community now.
   *
   * @throws Problem 409 {@code payment_no_merchant}, {@code test_pay_in_earnest}
   */
  Merchant of(CommunityId community) {
    Optional<Merchant> merchant = store.of(community);
    if (merchant.isEmpty()) {
      throw Problem.conflict("payment_no_merchant", "No merchant takes money for this community.");
    }
    if (merchant.get().kind().equals(Merchant.TEST)) {
      mustBeRehearsal(community); // a real group may have come since
    }
    return merchant.get();
  }

  /** With its keys; never log it. */
  WeChatMerchant open(Merchant merchant) {
    Map<String, String> values = new HashMap<>(merchant.settings());
    values.putAll(secrets(merchant.id()));
    return WeChatMerchant.of(values);
  }

  private Map<String, String> secrets(long id) {
    return json.readValue(box.open(store.secrets(id), context(id)), TEXTS);
  }

  private static String context(long id) {
    return "payment merchant\n" + id;
  }

  private void mustBeRehearsal(@Nullable CommunityId community) {
    if (community == null) {
      throw Given.wrong("community_id", "is missing: test pay serves one community");
    }
    boolean earnest =
        groups.of(List.of(communities.get(community).id())).stream()
            .anyMatch(group -> !REHEARSAL.contains(group.platform()));
    if (earnest) {
      throw Problem.conflict(
          "test_pay_in_earnest",
          "Real groups belong to this community; test pay would let people in for imaginary money.");
    }
  }

  private void note(Actor by, String kind, @Nullable CommunityId community, long id) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            kind,
            community,
            null,
            null,
            null,
            Map.of("merchant", Long.toString(id))));
  }
}
