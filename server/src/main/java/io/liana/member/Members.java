package io.liana.member;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liana.channel.Person;
import io.liana.community.GroupView;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is it? Finds members by what a platform calls them, creating them on first sight. */
@Component
public class Members {
  private record Key(String realm, String person) {}

  /** What happened to one membership. */
  public record Presence(GroupId group, MemberId member, Person.@Nullable Role role, Instant at) {}

  private final MemberStore store;
  private final Journal journal;
  private final Clock clock;
  private final TransactionTemplate atOnce;

  private final ErasedPeople erased;

  private record Seat(GroupId group, MemberId member) {}

  // Only committed rows get in here: a rolled-back batch must not leave an id behind that does not
  // exist.
  // Seats known to exist, with the role the platform told last ("" when it never did).
  private final Cache<Seat, String> present = Caffeine.newBuilder().maximumSize(200_000).build();
  private final Cache<Key, Account> known = Caffeine.newBuilder().maximumSize(200_000).build();

  Members(
      MemberStore store,
      ErasedPeople erased,
      Journal journal,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.erased = erased;
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.atOnce = new TransactionTemplate(transactions);
    this.atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Accounts by person key, for everybody in {@code people}; newcomers are created in the caller's
   * transaction and changed names are taken over.
   */
  public Map<String, Account> resolve(String realm, Collection<Person> people) {
    return resolve(realm, people, strangers -> store.create(realm, strangers, clock.instant()));
  }

  /**
   * Like {@link #resolve}, but newcomers are committed at once: two batches that meet the same
   * newcomer would otherwise wait for each other's end. A newcomer of a batch that fails afterwards
   * does no harm: they were heard, and will be again.
   */
  public Map<String, Account> meet(String realm, Collection<Person> people) {
    return resolve(
        realm,
        people,
        strangers ->
            Objects.requireNonNull(
                atOnce.execute(status -> store.create(realm, strangers, clock.instant()))));
  }

  private Map<String, Account> resolve(
      String realm, Collection<Person> people, Function<List<Person>, List<Account>> creation) {
    Map<String, Person> byKey = new LinkedHashMap<>();
    people.forEach(
        person ->
            byKey.merge(person.key(), person, (old, later) -> later.name() == null ? old : later));
    Map<String, Account> found = new HashMap<>();
    Map<String, Account> loaded = new HashMap<>();
    for (String key : byKey.keySet()) {
      Account account = remembered(realm, key);
      if (account != null) {
        found.put(key, account);
      }
    }
    List<String> unknown = byKey.keySet().stream().filter(key -> !found.containsKey(key)).toList();
    if (!unknown.isEmpty()) {
      store.accounts(realm, unknown).forEach(account -> loaded.put(account.key(), account));
      List<Person> strangers =
          unknown.stream().filter(key -> !loaded.containsKey(key)).map(byKey::get).toList();
      if (!strangers.isEmpty()) {
        creation.apply(strangers).forEach(account -> loaded.put(account.key(), account));
        List<String> raced =
            strangers.stream().map(Person::key).filter(key -> !loaded.containsKey(key)).toList();
        store.accounts(realm, raced).forEach(account -> loaded.put(account.key(), account));
      }
      found.putAll(loaded);
    }
    takeOverNames(realm, byKey, found, loaded);
    afterCommit(() -> loaded.forEach((key, account) -> known.put(new Key(realm, key), account)));
    return found;
  }

  private void takeOverNames(
      String realm,
      Map<String, Person> people,
      Map<String, Account> found,
      Map<String, Account> changed) {
    List<Person> renamed = new ArrayList<>();
    people.forEach(
        (key, person) -> {
          Account account = found.get(key);
          if (account != null
              && person.name() != null
              && !person.name().isBlank()
              && !person.name().equals(account.name())) {
            renamed.add(person);
            Account fresh = new Account(account.member(), key, person.name(), account.bot());
            found.put(key, fresh);
            changed.put(key, fresh);
          }
        });
    if (!renamed.isEmpty()) {
      store.rename(realm, renamed);
    }
  }

  // A batch may put an account back behind the erasure that took it away.
  private @Nullable Account remembered(String realm, String key) {
    Account account = known.getIfPresent(new Key(realm, key));
    return account == null || erased.holds(account.member()) ? null : account;
  }

  /**
   * Forgets whom any node erased since; call it before the people of a batch are met: until the end
   * of its transaction nobody else is erased.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void refresh() {
    if (erased.refresh()) {
      known.invalidateAll();
      present.invalidateAll();
    }
  }

  /** For who erased somebody. */
  void forget() {
    afterCommit(
        () -> {
          known.invalidateAll();
          present.invalidateAll();
        });
  }

  /** Accounts by person key, for those we know; nobody is created. */
  public Map<String, Account> find(String realm, Collection<String> keys) {
    Map<String, Account> found = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String key : keys) {
      Account account = remembered(realm, key);
      if (account == null) {
        unknown.add(key);
      } else {
        found.put(key, account);
      }
    }
    if (!unknown.isEmpty()) {
      store.accounts(realm, unknown).forEach(account -> found.put(account.key(), account));
    }
    return found;
  }

  private static void afterCommit(Runnable remember) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      remember.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            remember.run();
          }
        });
  }

  /** Memberships by member; members never seen in the group are absent. */
  public Map<MemberId, Membership> memberships(GroupId group, Collection<MemberId> members) {
    Long[] groups = new Long[members.size()];
    java.util.Arrays.fill(groups, group.value());
    Map<MemberId, Membership> found = new HashMap<>();
    store
        .memberships(groups, members.stream().map(MemberId::value).toArray(Long[]::new))
        .forEach(membership -> found.put(membership.member(), membership));
    return found;
  }

  /**
   * Memberships for pairs of group and member, in one query; pairs that do not exist are absent.
   */
  public List<Membership> memberships(Collection<Presence> pairs) {
    return store.memberships(groups(pairs), members(pairs));
  }

  /** Who owns or moderates a group. */
  public List<MemberId> leading(GroupId group) {
    return store.leading(group);
  }

  /** The groups they are or were in. */
  public List<GroupId> groups(MemberId member) {
    return store.groups(member);
  }

  /** By member one of these groups they are in now, the oldest here. */
  public Map<MemberId, GroupId> presentIn(
      Collection<GroupId> groups, Collection<MemberId> members) {
    return store.presentIn(groups, members);
  }

  /**
   * Makes sure that everybody heard in a group is known to be in it; takes over roles the platform
   * tells.
   */
  public void seen(Collection<Presence> heard) {
    List<Presence> strangers =
        heard.stream()
            .filter(p -> !present.asMap().containsKey(new Seat(p.group(), p.member())))
            .toList();
    if (!strangers.isEmpty()) {
      store.enter(groups(strangers), members(strangers), times(strangers));
      afterCommit(() -> strangers.forEach(p -> present.put(new Seat(p.group(), p.member()), "")));
    }
    List<Presence> told =
        heard.stream()
            .filter(p -> p.role() != null && !p.role().name().equals(knownRole(p)))
            .toList();
    if (!told.isEmpty()) {
      store.roles(
          groups(told),
          members(told),
          told.stream()
              .map(p -> String.valueOf(p.role()).toLowerCase(Locale.ROOT))
              .toArray(String[]::new));
      afterCommit(
          () ->
              told.forEach(
                  p -> present.put(new Seat(p.group(), p.member()), String.valueOf(p.role()))));
    }
  }

  private @Nullable String knownRole(Presence presence) {
    return present.getIfPresent(new Seat(presence.group(), presence.member()));
  }

  public void joined(Collection<Presence> joins) {
    if (!joins.isEmpty()) {
      store.join(groups(joins), members(joins), times(joins));
    }
  }

  public void left(Collection<Presence> leaves) {
    if (!leaves.isEmpty()) {
      store.leave(groups(leaves), members(leaves), times(leaves));
    }
  }

  /** These accounts are bots; they are not members and count nowhere (docs/metrics.md). */
  public void markBots(String realm, Collection<String> keys) {
    if (!keys.isEmpty()) {
      store.markBots(realm, keys);
      afterCommit(() -> keys.forEach(key -> known.invalidate(new Key(realm, key))));
    }
  }

  /** Display names; for people to read, never to be stored outside this module. */
  public Map<MemberId, String> names(Collection<MemberId> members) {
    Map<MemberId, String> names = new HashMap<>();
    store.named(members).forEach(account -> names.put(account.member(), account.name()));
    return names;
  }

  /** What the platform calls these members; those without an account in the realm are absent. */
  public Map<MemberId, Account> accounts(String realm, Collection<MemberId> members) {
    Map<MemberId, Account> accounts = new HashMap<>();
    store.accountsOf(realm, members).forEach(account -> accounts.put(account.member(), account));
    return accounts;
  }

  /**
   * Changes what is not null.
   *
   * @throws Problem 404 when they were never in the group
   */
  @Transactional
  public void change(
      GroupView group,
      MemberId member,
      Person.@Nullable Role role,
      @Nullable Boolean whitelisted,
      Actor by) {
    present.invalidate(new Seat(group.id(), member));
    if (store.changeMembership(group.id(), member, role, whitelisted) == 0) {
      throw Problem.missing("member", member);
    }
    Map<String, Object> reason = new HashMap<>();
    if (role != null) {
      reason.put("role", role.name().toLowerCase(Locale.ROOT));
    }
    if (whitelisted != null) {
      reason.put("whitelisted", whitelisted);
    }
    if (!reason.isEmpty()) {
      journal.append(
          new JournalEntry(
              clock.instant(),
              by,
              "member_changed",
              group.community(),
              group.id(),
              member,
              null,
              reason));
    }
  }

  private static Long[] groups(Collection<Presence> pairs) {
    return pairs.stream().map(pair -> pair.group().value()).toArray(Long[]::new);
  }

  private static Long[] members(Collection<Presence> pairs) {
    return pairs.stream().map(pair -> pair.member().value()).toArray(Long[]::new);
  }

  private static String[] times(Collection<Presence> pairs) {
    return pairs.stream().map(pair -> pair.at().toString()).toArray(String[]::new);
  }
}
