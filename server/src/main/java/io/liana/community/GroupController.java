package io.liana.community;

import io.liana.channel.ArchiveListing;
import io.liana.channel.Capability;
import io.liana.channel.Connector;
import io.liana.community.CommunityListing.GroupRow;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Groups over HTTP. */
@RestController
@RequestMapping("/api/v1/groups")
class GroupController {
  private static final int LONGEST_EXTERNAL_ID = 200;
  private static final String SANDBOX = "sandbox";

  private final CommunityListing listing;
  private final Groups groups;
  private final ArchiveListing archive;
  private final List<Connector> connectors;
  private final List<Figure> figures;

  GroupController(
      CommunityListing listing,
      Groups groups,
      ArchiveListing archive,
      List<Connector> connectors,
      List<Figure> figures) {
    this.listing = listing;
    this.groups = groups;
    this.archive = archive;
    this.connectors = connectors;
    this.figures = figures;
  }

  record Ability(String act, String how) {}

  record Answer(
      String id,
      String communityId,
      String name,
      String platform,
      @Nullable String account,
      @Nullable String externalId,
      Instant createdAt,
      @Nullable Integer members,
      @Nullable Instant lastEventAt,
      List<Ability> capabilities,
      @Nullable String sandboxRoomId) {}

  record NewGroup(
      @Nullable String communityId,
      @Nullable String name,
      @Nullable String platform,
      @Nullable String externalId) {}

  @GetMapping
  @Permission("community:read")
  Page<Answer> list(
      @RequestParam @Nullable String community,
      @RequestParam @Nullable String q,
      Paging paging,
      Caller caller) {
    CommunityId of = community == null ? null : CommunityId.parse(community);
    if (of != null) {
      caller.mustSee(of);
    }
    Page<GroupRow> page = listing.groups(caller.scope(), of, Given.words("q", q), paging);
    return new Page<>(answers(page.items()), page.nextCursor());
  }

  @PostMapping
  @Permission("community:write")
  @ResponseStatus(HttpStatus.CREATED)
  Answer add(@RequestBody NewGroup wish, Caller caller) {
    if (wish.communityId() == null) {
      throw Given.wrong("community_id", "is missing");
    }
    CommunityId community = CommunityId.parse(wish.communityId());
    caller.mustSee(community);
    String name = Given.text("name", wish.name(), 1, Communities.LONGEST_NAME);
    String platform =
        Given.oneOf(
            "platform",
            wish.platform(),
            GroupView.OPEN,
            List.of(GroupView.OPEN, GroupView.HISTORY));
    String externalId =
        wish.externalId() == null
            ? name
            : Given.text("external_id", wish.externalId(), 1, LONGEST_EXTERNAL_ID);
    GroupView made = groups.create(community, name, platform, "", externalId, caller.actor());
    return answer(made.id(), caller);
  }

  @GetMapping("/{group}")
  @Permission("community:read")
  Answer one(@PathVariable String group, Caller caller) {
    return answer(GroupId.parse(group), caller);
  }

  private Answer answer(GroupId id, Caller caller) {
    GroupRow row =
        listing.group(caller.scope(), id).orElseThrow(() -> Problem.missing("group", id));
    return answers(List.of(row)).getFirst();
  }

  private List<Answer> answers(List<GroupRow> rows) {
    List<GroupId> ids = rows.stream().map(row -> row.group().id()).toList();
    Map<GroupId, Instant> last = archive.lastEvents(ids);
    Map<GroupId, Integer> members = new HashMap<>();
    figures.stream()
        .filter(figure -> figure.name() == Figure.Name.MEMBERS)
        .forEach(figure -> members.putAll(figure.ofGroups(ids)));
    return rows.stream()
        .map(
            row -> {
              GroupView group = row.group();
              return new Answer(
                  group.id().toString(),
                  group.community().toString(),
                  group.name(),
                  group.platform(),
                  group.account().isEmpty() ? null : group.account(),
                  group.externalId(),
                  row.createdAt(),
                  members.getOrDefault(group.id(), 0),
                  last.get(group.id()),
                  abilities(group),
                  group.platform().equals(SANDBOX) ? group.externalId() : null);
            })
        .toList();
  }

  private List<Ability> abilities(GroupView group) {
    Set<Capability> can =
        connectors.stream()
            .filter(connector -> connector.platform().equals(group.platform()))
            .findFirst()
            .map(connector -> connector.capabilities(group.account(), group.externalId()))
            .orElse(Set.of());
    // Nobody lives in a group that is only a history, so there nobody acts either.
    String otherwise = group.platform().equals(GroupView.HISTORY) ? "never" : "human";
    return Stream.of(
            Map.entry("send", Capability.SEND),
            Map.entry("recall", Capability.RECALL_OTHERS),
            Map.entry("remove", Capability.REMOVE),
            Map.entry("mute", Capability.MUTE),
            Map.entry("direct_message", Capability.SEND_DIRECT))
        .map(act -> new Ability(act.getKey(), can.contains(act.getValue()) ? "machine" : otherwise))
        .toList();
  }
}
