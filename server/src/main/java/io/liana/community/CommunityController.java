package io.liana.community;

import io.liana.community.CommunityListing.CommunityRow;
import io.liana.identity.Settings;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Communities over HTTP. */
@RestController
@RequestMapping("/api/v1/communities")
class CommunityController {
  private static final int LONGEST_GOAL = 2_000;
  private static final int LONGEST_CHARTER = 20_000;

  private final CommunityListing listing;
  private final Communities communities;
  private final Settings settings;
  private final List<Figure> figures;

  CommunityController(
      CommunityListing listing, Communities communities, Settings settings, List<Figure> figures) {
    this.listing = listing;
    this.communities = communities;
    this.settings = settings;
    this.figures = figures;
  }

  record QuietHours(String from, String to) {
    static @Nullable QuietHours of(Community community) {
      return community.quietFrom() == null || community.quietUntil() == null
          ? null
          : new QuietHours(community.quietFrom().toString(), community.quietUntil().toString());
    }
  }

  record Answer(
      String id,
      String name,
      String zone,
      @Nullable String goal,
      @Nullable String charter,
      String stage,
      @Nullable QuietHours quietHours,
      Instant createdAt,
      int groups,
      @Nullable Integer members,
      @Nullable Integer openCases) {}

  record NewCommunity(@Nullable String name, @Nullable String zone, @Nullable String goal) {}

  /** What is absent stays as it is; a JSON null empties. */
  record Change(
      @Nullable String name,
      @Nullable String zone,
      @Nullable JsonNode goal,
      @Nullable JsonNode charter,
      @Nullable String stage,
      @Nullable JsonNode quietHours) {

    Community of(Community before) {
      return new Community(
          before.id(),
          name == null ? before.name() : Given.text("name", name, 1, Communities.LONGEST_NAME),
          zone == null ? before.zone() : CommunityController.zone(zone),
          goal == null ? before.goal() : longText("goal", goal, LONGEST_GOAL),
          charter == null ? before.charter() : longText("charter", charter, LONGEST_CHARTER),
          quietHours == null ? before.quietFrom() : quietTime("from"),
          quietHours == null ? before.quietUntil() : quietTime("to"),
          stage == null
              ? before.stage()
              : CommunityStage.of(
                  Given.oneOf("stage", stage, before.stage().code(), CommunityStage.CODES)),
          before.createdAt());
    }

    private @Nullable LocalTime quietTime(String end) {
      if (quietHours == null || quietHours.isNull()) {
        return null;
      }
      String time = quietHours.path(end).asString("");
      try {
        if (time.length() == "22:30".length()) {
          return LocalTime.parse(time);
        }
      } catch (DateTimeException e) {
        throw notATime(end);
      }
      throw notATime(end);
    }

    private static Problem notATime(String end) {
      return Given.wrong("quiet_hours." + end, "must be a time of day like 22:30");
    }

    private static String longText(String field, JsonNode given, int longest) {
      return given.isNull() ? "" : Given.text(field, given.asString(null), 0, longest);
    }
  }

  @GetMapping
  @Permission("community:read")
  Page<Answer> list(@RequestParam @Nullable String q, Paging paging, Caller caller) {
    Page<CommunityRow> page = listing.communities(caller.scope(), Given.words("q", q), paging);
    return new Page<>(answers(page.items()), page.nextCursor());
  }

  @PostMapping
  @Permission("community:write")
  @ResponseStatus(HttpStatus.CREATED)
  Answer found(@RequestBody NewCommunity wish, Caller caller) {
    if (caller.communities() != null) {
      throw new Problem(
          403,
          "scope_limited",
          "You see some communities only, so you cannot found another; ask somebody who sees all.",
          Map.of());
    }
    ZoneId zone = wish.zone() == null ? settings.defaults().zone() : zone(wish.zone());
    String goal = wish.goal() == null ? "" : Given.text("goal", wish.goal(), 0, LONGEST_GOAL);
    String name = Given.text("name", wish.name(), 1, Communities.LONGEST_NAME);
    return answer(communities.create(name, zone, goal, caller.actor()).id(), caller);
  }

  @GetMapping("/{community}")
  @Permission("community:read")
  Answer one(@PathVariable String community, Caller caller) {
    return answer(CommunityId.parse(community), caller);
  }

  @PatchMapping("/{community}")
  @Permission("community:write")
  Answer change(@PathVariable String community, @RequestBody Change wish, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.change(id, wish::of, caller.actor());
    return answer(id, caller);
  }

  private Answer answer(CommunityId id, Caller caller) {
    CommunityRow row =
        listing.community(caller.scope(), id).orElseThrow(() -> Problem.missing("community", id));
    return answers(List.of(row)).getFirst();
  }

  private List<Answer> answers(List<CommunityRow> rows) {
    List<CommunityId> ids = rows.stream().map(row -> row.community().id()).toList();
    Map<Figure.Name, Map<CommunityId, Integer>> known = new HashMap<>();
    figures.forEach(figure -> known.put(figure.name(), figure.ofCommunities(ids)));
    return rows.stream().map(row -> answer(row, known)).toList();
  }

  private static Answer answer(
      CommunityRow row, Map<Figure.Name, Map<CommunityId, Integer>> known) {
    Community community = row.community();
    return new Answer(
        community.id().toString(),
        community.name(),
        community.zone().getId(),
        community.goal().isEmpty() ? null : community.goal(),
        community.charter().isEmpty() ? null : community.charter(),
        community.stage().code(),
        QuietHours.of(community),
        community.createdAt(),
        row.groups(),
        figure(known, Figure.Name.MEMBERS, community.id()),
        figure(known, Figure.Name.OPEN_CASES, community.id()));
  }

  /** Null where no module counts it. */
  private static @Nullable Integer figure(
      Map<Figure.Name, Map<CommunityId, Integer>> known, Figure.Name name, CommunityId community) {
    Map<CommunityId, Integer> counted = known.get(name);
    return counted == null ? null : counted.getOrDefault(community, 0);
  }

  private static ZoneId zone(String name) {
    String clean = Given.text("zone", name, 1, 60);
    // ZoneId also reads bare offsets, which know no daylight-saving rules and no place.
    if (!ZoneId.getAvailableZoneIds().contains(clean)) {
      throw Problem.invalid(
          "zone_unknown",
          "'%s' is not a time zone; a known one looks like Asia/Shanghai.".formatted(clean),
          Map.of("zone", clean));
    }
    return ZoneId.of(clean);
  }
}
