package io.liana.desk;

import io.liana.channel.Archive;
import io.liana.channel.Archive.MessageRef;
import io.liana.channel.Command;
import io.liana.channel.SettledEvent;
import io.liana.community.Groups;
import io.liana.delivery.DeliveryListing;
import io.liana.delivery.DeliveryListing.Handed;
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
  private final Archive archive;
  private final Groups groups;
  private final Names names;

  TaskController(
      TaskListing listing,
      Tasks tasks,
      DeliveryListing deliveries,
      Archive archive,
      Groups groups,
      Names names) {
    this.listing = listing;
    this.tasks = tasks;
    this.deliveries = deliveries;
    this.archive = archive;
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
      @Nullable String note,
      @Nullable String platform,
      @Nullable Long minutes,
      @Nullable MessageAnswer message,
      @Nullable String why,
      @Nullable DeliveryAnswer delivery,
      @Nullable String account,
      @Nullable String expects,
      @Nullable Instant seenAt,
      @Nullable Instant deadlineAt,
      @Nullable Instant remindedAt,
      @Nullable Instant escalatedAt,
      List<ActorRef> escalatedTo,
      @Nullable String pageId,
      @Nullable AlertAnswer alert) {}

  record AlertAnswer(String id, List<Ref> groups) {}

  record MessageAnswer(String eventId, Instant at, String text) {}

  record DeliveryAnswer(String id, String state) {}

  record NotDone(@Nullable String reason) {}

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

  @GetMapping("/{task}")
  @Permission("desk:read")
  Answer one(@PathVariable String task, Caller caller) {
    return one(Problem.parseId(task), caller);
  }

  private Answer one(long id, Caller caller) {
    Row row = listing.find(caller.scope(), id).orElseThrow(() -> Problem.missing("task", id));
    return answers(List.of(row)).getFirst();
  }

  @PostMapping("/{task}/done")
  @Permission("desk:write")
  Answer finish(@PathVariable String task, @RequestBody Done done, Caller caller) {
    long id = Problem.parseId(task);
    String note = done.note() == null ? "" : Given.text("note", done.note(), 0, LONGEST_NOTE);
    tasks.finish(id, note.isEmpty() ? null : note, caller);
    return one(id, caller);
  }

  @PostMapping("/{task}/not-done")
  @Permission("desk:write")
  Answer decline(@PathVariable String task, @RequestBody NotDone notDone, Caller caller) {
    long id = Problem.parseId(task);
    tasks.decline(id, Given.text("reason", notDone.reason(), 1, LONGEST_NOTE), caller);
    return one(id, caller);
  }

  private List<Answer> answers(List<Row> rows) {
    Map<GroupId, Ref> groupNames =
        groups.names(
            rows.stream().flatMap(row -> Stream.ofNullable(row.group())).distinct().toList());
    Map<MemberId, MemberRef> members =
        names.members(
            rows.stream().flatMap(row -> Stream.ofNullable(row.member())).distinct().toList());
    Map<String, ActorRef> actors =
        names.actors(
            rows.stream()
                .flatMap(
                    row ->
                        Stream.concat(
                            Stream.ofNullable(row.closedBy()), row.escalatedTo().stream()))
                .toList());
    Map<String, Handed> handed =
        deliveries.handed(
            rows.stream().flatMap(row -> Stream.ofNullable(param(row, "outbox_key"))).toList());
    Map<MessageRef, SettledEvent> said =
        archive.said(
            rows.stream()
                .flatMap(row -> Stream.ofNullable(recalled(row, handed.get(key(row)))))
                .toList());
    return rows.stream()
        .map(row -> answer(row, handed.get(key(row)), groupNames, members, actors, said))
        .toList();
  }

  private Answer answer(
      Row row,
      @Nullable Handed handed,
      Map<GroupId, Ref> groupNames,
      Map<MemberId, MemberRef> members,
      Map<String, ActorRef> actors,
      Map<MessageRef, SettledEvent> said) {
    MessageRef recalled = recalled(row, handed);
    SettledEvent message = recalled == null ? null : said.get(recalled);
    return new Answer(
        Long.toString(row.id()),
        row.state(),
        kind(row),
        title(row),
        handed == null ? null : handed.command().words(),
        row.group() == null ? null : groupNames.get(row.group()),
        row.member() == null ? null : members.get(row.member()),
        row.caseId() == null ? null : row.caseId().toString(),
        row.createdAt(),
        row.dueAt(),
        row.closedAt(),
        row.closedBy() == null ? null : actors.get(row.closedBy()),
        row.note(),
        row.group() == null ? param(row, "platform") : groups.get(row.group()).platform(),
        handed != null && handed.command() instanceof Command.MuteMember mute
            ? mute.length().toMinutes()
            : null,
        message == null
            ? null
            : new MessageAnswer(Long.toString(message.id()), message.at(), message.text()),
        why(row),
        handed == null ? null : new DeliveryAnswer(Long.toString(handed.id()), handed.state()),
        param(row, "account_name"),
        row.expects(),
        row.seenAt(),
        row.deadlineAt(),
        row.remindedAt(),
        row.escalatedAt(),
        row.escalatedTo().stream().map(actors::get).toList(),
        kind(row).equals("application") ? param(row, "page") : null,
        alert(row));
  }

  /** What rang, with the groups that still are. */
  private @Nullable AlertAnswer alert(Row row) {
    String alert = param(row, "alert");
    if (alert == null || !(row.params().get("groups") instanceof List<?> rang)) {
      return null;
    }
    Map<GroupId, Ref> known =
        groups.names(rang.stream().map(id -> GroupId.parse(id.toString())).toList());
    return new AlertAnswer(alert, List.copyOf(known.values()));
  }

  private static String key(Row row) {
    return java.util.Objects.requireNonNullElse(param(row, "outbox_key"), "");
  }

  /** The message a recall is about. */
  private static @Nullable MessageRef recalled(Row row, @Nullable Handed handed) {
    return row.group() != null
            && handed != null
            && handed.command() instanceof Command.RecallMessage recall
        ? new MessageRef(row.group(), recall.messageKey())
        : null;
  }

  /** Evidence may be a platform's own words; a screen needs a code. */
  private static @Nullable String why(Row row) {
    String why = param(row, "why");
    return why != null && row.kind().equals("perform") ? why : null;
  }

  /** What the contract calls the kinds that other modules raise. */
  private static String kind(Row row) {
    return switch (row.kind()) {
      case "perform" -> "perform";
      case "outcome_unknown" -> "check";
      case "account_silent" -> "silence";
      case "group_welcome" -> "group_welcome";
      case "pool_low" -> "pool_low";
      case "payment_disputed", "payment_refund" -> "payment";
      case "moment", "ways_low", "way_not_replaced", "door_expires", "alert", "playbook" ->
          row.kind();
      case "rule_note" -> "note";
      case "onboarding_buddy" -> "buddy";
      case "newcomer_alone" -> "greet";
      case "onboarding_captcha" -> "captcha";
      case "onboarding_invite" -> "invite";
      case "gate_application" -> "application";
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
