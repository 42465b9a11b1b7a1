package io.liana.intake;

import io.liana.channel.Person;
import io.liana.channel.StagedHistory;
import io.liana.channel.StagedHistory.Erased;
import io.liana.channel.StagedWriter;
import io.liana.channel.history.History;
import io.liana.channel.history.HistoryEvent;
import io.liana.channel.history.HistoryJson;
import io.liana.channel.history.HistoryOptions;
import io.liana.channel.history.HistorySummary;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.intake.HistoryImport.State;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.member.Account;
import io.liana.member.ErasedPeople;
import io.liana.member.Members;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The story of one import: read the files twice, copy what they tell to a waiting place, then make
 * all of it visible in one transaction. A preview stops after reading.
 */
@Component
class HistoryImporter {
  private static final int PREVIEW = 50;
  private static final int SHOWN_UNREADABLE = 100;

  private final HistoryImportStore store;
  private final StagedHistory staged;
  private final Communities communities;
  private final Groups groups;
  private final Members members;
  private final ErasedPeople erasedPeople;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  HistoryImporter(
      HistoryImportStore store,
      StagedHistory staged,
      Communities communities,
      Groups groups,
      Members members,
      ErasedPeople erasedPeople,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.staged = staged;
    this.communities = communities;
    this.groups = groups;
    this.members = members;
    this.erasedPeople = erasedPeople;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Throws a {@link Problem} when it cannot go on; then nothing of it stays. */
  void run(HistoryImport job) throws IOException, SQLException {
    var progress = new HistoryImportProgress(job, store);
    HistoryOptions options = job.options().reading(usualZone(job));
    try (History history = History.open(HistoryImportFiles.paths(job), options, progress::read)) {
      if (job.dryRun()) {
        preview(job, history, options.zone());
      } else {
        bringIn(job, history, options.zone(), progress);
      }
    } finally {
      staged.drop(job.id());
    }
  }

  private ZoneId usualZone(HistoryImport job) {
    GroupView group = existingGroup(job);
    if (group != null) {
      return group.zone();
    }
    CommunityId community = job.community();
    return community == null ? ZoneId.systemDefault() : communities.get(community).zone();
  }

  private @Nullable GroupView existingGroup(HistoryImport job) {
    GroupId group = job.group();
    return group == null ? groups.findByName(job.groupName()).orElse(null) : groups.get(group);
  }

  private void preview(HistoryImport job, History history, ZoneId zone) throws IOException {
    var first = new ArrayList<Map<String, Object>>();
    HistorySummary summary =
        history.read(
            event -> {
              if (first.size() < PREVIEW) {
                first.add(HistoryJson.event(event, zone));
              }
            });
    keep(job, summary, HistoryJson.summary(summary, zone), first);
    store.move(job.id(), State.PREVIEWED, State.READING);
  }

  private void keep(
      HistoryImport job,
      HistorySummary summary,
      Map<String, Object> shown,
      List<Map<String, Object>> first) {
    var unreadable =
        HistoryJson.unreadable(summary.unreadable().stream().limit(SHOWN_UNREADABLE).toList());
    store.found(job.id(), shown, first, unreadable, summary.unreadableLines());
  }

  private void bringIn(
      HistoryImport job, History history, ZoneId zone, HistoryImportProgress progress)
      throws IOException, SQLException {
    GroupView existing = existingGroup(job);
    HistoryImportKeys keys =
        existing == null
            ? new HistoryImportKeys(history.format(), groups.reserve(), GroupView.OPEN)
            : new HistoryImportKeys(history.format(), existing.id(), existing.platform());
    var people = new HistoryPeople();
    boolean byName = HistoryImportRows.addressesByName(history.format());
    var addressees =
        new HistoryAddressees(
            keys,
            byName,
            history.people(),
            byName && existing != null ? spokeBefore(existing) : Set.of());
    var rows = new HistoryImportRows(keys, addressees, people, job.options().botNames());
    var first = new ArrayList<Map<String, Object>>();
    HistorySummary summary;
    try (StagedWriter waiting = staged.open(job.id())) {
      summary =
          history.read(
              event -> {
                if (first.size() < PREVIEW) {
                  first.add(HistoryJson.event(event, zone));
                }
                stage(waiting, rows, event);
                progress.event();
              });
      waiting.finish();
    }
    Map<String, Object> shown = HistoryJson.summary(summary, zone);
    keep(job, summary, shown, first);
    if (store.move(job.id(), State.WRITING, State.READING)) {
      transaction.executeWithoutResult(
          status -> {
            GroupView group = existing == null ? make(job, keys.group(), zone) : existing;
            settle(job, group, people, summary, shown, progress);
          });
    }
  }

  private static void stage(StagedWriter waiting, HistoryImportRows rows, HistoryEvent event) {
    try {
      waiting.add(rows.row(event));
    } catch (SQLException e) {
      throw new IllegalStateException("the waiting place takes no more rows", e);
    }
  }

  /** Together with its history: a group whose import fails or is cancelled was never there. */
  private GroupView make(HistoryImport job, GroupId reserved, ZoneId zone) {
    return groups.open(reserved, job.groupName(), job.community(), zone, HistoryImports.actor(job));
  }

  private Set<String> spokeBefore(GroupView group) {
    List<MemberId> speakers = staged.speakers(group.id());
    return members.accounts(group.realm(), speakers).values().stream()
        .map(Account::key)
        .collect(Collectors.toSet());
  }

  /** Everything at once: members, memberships, events, the job's end and the journal. */
  private void settle(
      HistoryImport job,
      GroupView group,
      HistoryPeople people,
      HistorySummary summary,
      Map<String, Object> shown,
      HistoryImportProgress progress) {
    members.refresh();
    List<Person> all = people.all();
    Map<String, Erased> erased =
        erasedPeople.among(group.realm(), all.stream().map(Person::key).toList());
    Map<String, MemberId> ids =
        resolve(
            group,
            people,
            all.stream().filter(who -> !isOver(people, who.key(), erased.get(who.key()))).toList());
    members.seen(people.seen(group.id(), ids));
    members.joined(people.joined(group.id(), ids));
    members.left(people.left(group.id(), ids));
    long added = staged.settle(job.id(), group.id(), ids, erased, progress::written);
    if (!erased.isEmpty()) {
      store.forgetPreview(job.id());
    }
    shown.put("added", added);
    shown.put("known", summary.events() - added);
    if (!store.done(job.id(), group.id(), group.community(), summary.events(), shown)) {
      throw new HistoryImportCancelled();
    }
    journal.append(
        new JournalEntry(
            clock.instant(),
            HistoryImports.actor(job),
            "history_imported",
            group.community(),
            group.id(),
            null,
            null,
            Map.of("import", job.id(), "format", summary.format().code(), "added", added)));
  }

  private static boolean isOver(HistoryPeople people, String key, @Nullable Erased erased) {
    return erased != null && people.overBy(key, erased.until());
  }

  private Map<String, MemberId> resolve(GroupView group, HistoryPeople people, List<Person> all) {
    String realm = group.realm();
    Map<String, Account> accounts =
        new HashMap<>(members.find(realm, all.stream().map(Person::key).toList()));
    List<Person> strangers =
        all.stream().filter(person -> !accounts.containsKey(person.key())).toList();
    accounts.putAll(members.resolve(realm, strangers)); // an old export must not undo a new name
    members.markBots(realm, people.bots());
    return accounts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().member()));
  }
}
