package io.liana.member;

import io.liana.community.Communities;
import io.liana.community.Groups;
import io.liana.identity.Settings;
import io.liana.journal.JournalListing;
import io.liana.journal.JournalListing.Row;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Ref;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The journal over HTTP. It stands here and not in {@code journal}, which holds ids and codes only:
 * this is the lowest module that can put names to groups, members and operators.
 */
@RestController
class JournalController {
  private static final int LONGEST_KIND = 80;

  private final JournalListing listing;
  private final Communities communities;
  private final Groups groups;
  private final Names names;
  private final Settings settings;

  JournalController(
      JournalListing listing,
      Communities communities,
      Groups groups,
      Names names,
      Settings settings) {
    this.listing = listing;
    this.communities = communities;
    this.groups = groups;
    this.names = names;
    this.settings = settings;
  }

  record RuleAnswer(String key, String name, long version) {}

  record Answer(
      String id,
      Instant at,
      @Nullable ActorRef actor,
      String kind,
      @Nullable String communityId,
      @Nullable Ref group,
      @Nullable MemberRef member,
      Map<String, Object> reason,
      @Nullable String eventId,
      @Nullable RuleAnswer rule,
      @Nullable String caseId) {}

  record Filter(
      @Nullable String community,
      @Nullable String group,
      @Nullable String member,
      @Nullable String actor,
      @Nullable String kind,
      @Nullable String from,
      @Nullable String to) {}

  @GetMapping("/api/v1/journal")
  @Permission("journal:read")
  Page<Answer> list(Filter filter, Paging paging, Caller caller) {
    Page<Row> page = listing.page(search(filter, caller), paging);
    return new Page<>(answers(page.items()), page.nextCursor());
  }

  private JournalListing.Search search(Filter filter, Caller caller) {
    CommunityId community =
        filter.community() == null ? null : CommunityId.parse(filter.community());
    if (community != null) {
      caller.mustSee(community);
    }
    GroupId group = filter.group() == null ? null : GroupId.parse(filter.group());
    MemberId member = filter.member() == null ? null : MemberId.parse(filter.member());
    // The days of the place looked at; of the server where several are.
    ZoneId zone;
    if (group != null) {
      zone = groups.get(group, caller).zone();
    } else if (community != null) {
      zone = communities.get(community).zone();
    } else {
      zone = settings.defaults().zone();
    }
    LocalDate first = Given.day("from", filter.from());
    LocalDate last = Given.day("to", filter.to());
    String kind = filter.kind();
    return new JournalListing.Search(
        caller.scope(),
        community == null ? null : community.value(),
        group == null ? null : group.value(),
        member == null ? null : member.value(),
        Given.oneOf("actor", filter.actor(), List.of("operator", "member", "machine")),
        kind == null || kind.isEmpty() ? null : Given.text("kind", kind, 1, LONGEST_KIND),
        first == null ? null : first.atStartOfDay(zone).toInstant(),
        last == null ? null : last.plusDays(1).atStartOfDay(zone).toInstant());
  }

  private List<Answer> answers(List<Row> rows) {
    Map<String, ActorRef> actors = names.actors(rows.stream().map(Row::actor).toList());
    Map<GroupId, Ref> groupNames =
        groups.names(
            rows.stream()
                .flatMap(row -> Stream.ofNullable(row.group()))
                .distinct()
                .map(GroupId::new)
                .toList());
    Map<MemberId, MemberRef> members =
        names.members(
            rows.stream()
                .flatMap(row -> Stream.ofNullable(row.member()))
                .distinct()
                .map(MemberId::new)
                .toList());
    return rows.stream()
        .map(
            row ->
                new Answer(
                    Long.toString(row.id()),
                    row.at(),
                    actors.get(row.actor()),
                    row.kind(),
                    text(row.community()),
                    row.group() == null ? null : groupNames.get(new GroupId(row.group())),
                    row.member() == null ? null : members.get(new MemberId(row.member())),
                    row.reason(),
                    text(row.eventId()),
                    rule(row.reason()),
                    text(row.reason().get("case"))))
        .toList();
  }

  /** The journal knows a rule by key and version; its name is in the rule set. */
  private static @Nullable RuleAnswer rule(Map<String, Object> reason) {
    return reason.get("rule") instanceof String key
            && reason.get("version") instanceof Number version
        ? new RuleAnswer(key, key, version.longValue())
        : null;
  }

  private static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }
}
