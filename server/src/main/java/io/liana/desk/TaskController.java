package io.liana.desk;

import io.liana.community.Groups;
import io.liana.delivery.DeliveryListing;
import io.liana.desk.TaskListing.Row;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.member.ActorRef;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tasks for humans over HTTP. */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskController {
  private static final int LONGEST_NOTE = 2_000;

  private final TaskListing listing;
  private final Tasks tasks;
  private final DeliveryListing deliveries;
  private final Groups groups;
  private final Names names;

  TaskController(
      TaskListing listing, Tasks tasks, DeliveryListing deliveries, Groups groups, Names names) {
    this.listing = listing;
    this.tasks = tasks;
    this.deliveries = deliveries;
    this.groups = groups;
    this.names = names;
  }

  record Answer(
      String id,
      String state,
      String kind,
      String title,
      @Nullable String text,
      @Nullable Ref group,
      @Nullable MemberRef member,
      @Nullable String caseId,
      Instant createdAt,
      Instant dueAt,
      @Nullable Instant doneAt,
      @Nullable ActorRef doneBy,
      @Nullable String note) {}

  record Done(@Nullable String note) {}

  record Filter(@Nullable String community, @Nullable String group, @Nullable String state) {}

  @GetMapping
  @Permission("desk:read")
  Page<Answer> list(Filter filter, Paging paging, Caller caller) {
    CommunityId community =
        filter.community() == null ? null : CommunityId.parse(filter.community());
    if (community != null) {
      caller.mustSee(community);
    }
    GroupId group = filter.group() == null ? null : GroupId.parse(filter.group());
    if (group != null) {
      groups.get(group, caller);
    }
    String state = Given.oneOf("state", filter.state(), TaskListing.STATES);
    Page<Row> page = listing.page(caller.scope(), community, group, state, paging);
    return new Page<>(answers(page.items()), page.nextCursor());
  }

  @PostMapping("/{task}/done")
  @Permission("desk:write")
  Answer finish(@PathVariable String task, @RequestBody Done done, Caller caller) {
    long id = Problem.parseId(task);
    String note = done.note() == null ? "" : Given.text("note", done.note(), 0, LONGEST_NOTE);
    tasks.finish(id, note.isEmpty() ? null : note, caller);
    Row row = listing.find(caller.scope(), id).orElseThrow(() -> Problem.missing("task", id));
    return answers(List.of(row)).getFirst();
  }

  private List<Answer> answers(List<Row> rows) {
    Map<GroupId, Ref> groupNames =
        groups.names(
            rows.stream().flatMap(row -> Stream.ofNullable(row.group())).distinct().toList());
    Map<MemberId, MemberRef> members =
        names.members(
            rows.stream().flatMap(row -> Stream.ofNullable(row.member())).distinct().toList());
    Map<String, ActorRef> actors = names.actors(rows.stream().map(Row::closedBy).toList());
    Map<String, String> words =
        deliveries.words(
            rows.stream().flatMap(row -> Stream.ofNullable(param(row, "outbox_key"))).toList());
    return rows.stream()
        .map(
            row ->
                new Answer(
                    Long.toString(row.id()),
                    row.state(),
                    kind(row),
                    title(row),
                    words.get(param(row, "outbox_key")),
                    row.group() == null ? null : groupNames.get(row.group()),
                    row.member() == null ? null : members.get(row.member()),
                    row.caseId() == null ? null : row.caseId().toString(),
                    row.createdAt(),
                    row.dueAt(),
                    row.closedAt(),
                    row.closedBy() == null ? null : actors.get(row.closedBy()),
                    row.note()))
        .toList();
  }

  /** What the contract calls the kinds that other modules raise. */
  private static String kind(Row row) {
    return switch (row.kind()) {
      case "perform" -> "perform";
      case "outcome_unknown" -> "check";
      case "rule_note" -> "note";
      default -> "task";
    };
  }

  private static String title(Row row) {
    String title = param(row, "title");
    String act = param(row, "act");
    return title != null ? title : act != null ? act : row.kind();
  }

  private static @Nullable String param(Row row, String name) {
    return row.params().get(name) instanceof String text ? text : null;
  }
}
