package io.liana.intake;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.intake.HistoryImport.Options;
import io.liana.intake.HistoryImport.State;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Problem;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Imports as callers see them: ask for one, look at it, answer its question, cancel it. */
@Component
class HistoryImports {
  private final HistoryImportStore store;
  private final HistoryImportFiles files;
  private final HistoryImportWorker worker;
  private final Groups groups;
  private final Communities communities;

  HistoryImports(
      HistoryImportStore store,
      HistoryImportFiles files,
      HistoryImportWorker worker,
      Groups groups,
      Communities communities) {
    this.store = store;
    this.files = files;
    this.worker = worker;
    this.groups = groups;
    this.communities = communities;
  }

  /** Where an import goes: a group that exists, or a name one is found or made for. */
  record Destination(
      @Nullable GroupId group, @Nullable String groupName, @Nullable CommunityId community) {}

  HistoryImport create(
      List<HistoryImportFiles.Upload> uploads,
      Destination destination,
      Options options,
      boolean dryRun,
      Caller caller) {
    options.reading(
        ZoneId.of("UTC")); // a wrong option is said before anything is uploaded for good
    if (uploads.isEmpty()) {
      throw Problem.invalid("files_missing", "There is no file in the part named 'files'.");
    }
    GroupView group = find(destination, caller);
    String name = group == null ? nameOf(destination) : group.name();
    CommunityId community = group == null ? mayMake(destination, caller) : group.community();
    HistoryImportFiles.Kept kept = files.keep(uploads);
    long id =
        store.create(
            new HistoryImportStore.Asked(
                dryRun,
                group == null ? null : group.id(),
                name,
                community,
                caller.actor().code(),
                kept.folder(),
                kept.files(),
                options));
    worker.wake();
    return get(id, caller);
  }

  private @Nullable GroupView find(Destination destination, Caller caller) {
    GroupId id = destination.group();
    if (id != null) {
      return groups.get(id, caller);
    }
    GroupView named = groups.findByName(nameOf(destination)).orElse(null);
    if (named == null) {
      return null;
    }
    CommunityId community = destination.community();
    if (!caller.sees(named.community())
        || (community != null && !community.equals(named.community()))) {
      throw Problem.conflict(
          "group_exists", "There is already a group named '%s'.".formatted(named.name()));
    }
    return named;
  }

  private static String nameOf(Destination destination) {
    String name = destination.groupName();
    if (name == null || name.isBlank()) {
      throw Problem.invalid("group_missing", "Say the group: group_id or group_name.");
    }
    return Given.text("group_name", name, 1, Communities.LONGEST_NAME);
  }

  private @Nullable CommunityId mayMake(Destination destination, Caller caller) {
    CommunityId community = destination.community();
    if (community != null) {
      caller.mustSee(community);
      return communities.get(community).id();
    }
    if (caller.communities() != null) {
      throw Problem.invalid(
          "community_missing", "Say the community the new group belongs to: community_id.");
    }
    return null;
  }

  HistoryImport get(long id, Caller caller) {
    HistoryImport found = store.find(id).orElseThrow(() -> Problem.missing("import", id));
    boolean visible =
        found.community() == null ? caller.communities() == null : caller.sees(found.community());
    if (!visible) {
      throw Problem.missing("import", id);
    }
    return found;
  }

  List<HistoryImport> list(
      Caller caller,
      @Nullable Long group,
      @Nullable Long community,
      @Nullable Long before,
      int limit) {
    return store.list(caller.scope(), group, community, before, limit);
  }

  /**
   * @param answers null members keep what was said before
   */
  HistoryImport confirm(long id, Options answers, boolean dryRun, Caller caller) {
    HistoryImport job = get(id, caller);
    if (!job.state().waits()) {
      throw Problem.conflict("import_not_waiting", "This import does not wait for an answer.");
    }
    HistoryImportFiles.paths(job);
    Options before = job.options();
    var options =
        new Options(
            or(answers.format(), before.format()),
            or(answers.zone(), before.zone()),
            or(answers.dateOrder(), before.dateOrder()),
            or(answers.chat(), before.chat()),
            or(answers.bots(), before.bots()));
    options.reading(ZoneId.of("UTC"));
    if (!store.again(id, dryRun, options)) {
      throw Problem.conflict("import_not_waiting", "This import does not wait for an answer.");
    }
    worker.wake();
    return get(id, caller);
  }

  private static @Nullable String or(@Nullable String answer, @Nullable String before) {
    return answer == null ? before : answer;
  }

  void cancel(long id, Caller caller) {
    HistoryImport job = get(id, caller);
    boolean cancelled =
        store.move(
            id,
            State.CANCELLED,
            State.QUEUED,
            State.READING,
            State.WRITING,
            State.PREVIEWED,
            State.NEEDS_ANSWER);
    if (!cancelled) {
      throw new Problem(
          409, "import_done", "This import is over already.", Map.of("state", job.state().code()));
    }
    boolean running = job.state() == State.READING || job.state() == State.WRITING;
    if (!running) { // a running one removes them when it notices
      HistoryImportFiles.delete(job.folder());
    }
  }

  /** Who asked for it, from the stored form. */
  static Actor actor(HistoryImport job) {
    String code = job.actor();
    int colon = code.indexOf(':');
    String rest = code.substring(colon + 1);
    return switch (code.substring(0, Math.max(colon, 0))) {
      case "operator" -> new Actor.Operator(OperatorId.parse(rest));
      case "member" -> new Actor.Member(MemberId.parse(rest));
      default -> new Actor.Machine(rest);
    };
  }
}
