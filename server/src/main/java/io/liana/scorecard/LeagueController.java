package io.liana.scorecard;

import io.liana.community.Groups;
import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.scorecard.LeagueAnswers.ElementsSeen;
import io.liana.scorecard.LeagueAnswers.GoalSeen;
import io.liana.scorecard.LeagueAnswers.LeagueSeen;
import io.liana.scorecard.LeagueAnswers.RowSeen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The league of groups, the five elements of one, and what it is for. */
@RestController
@RequestMapping("/api/v1")
class LeagueController {
  private final League league;
  private final Groups groups;
  private final Goals goals;

  LeagueController(League league, Groups groups, Goals goals) {
    this.league = league;
    this.groups = groups;
    this.goals = goals;
  }

  record GoalGiven(@Nullable String goal, @Nullable Double target) {}

  /**
   * @param goal null where none was set
   */
  record CommunityGoal(@Nullable String goal, @Nullable Double target) {}

  @GetMapping("/league")
  @Permission("report:read")
  LeagueSeen league(
      @RequestParam @Nullable String community,
      @RequestParam @Nullable String until,
      Caller caller) {
    CommunityId of = community == null ? null : CommunityId.parse(community);
    if (of != null) {
      caller.mustSee(of);
    }
    return LeagueAnswers.league(league.rows(caller, of, Given.day("until", until)));
  }

  /** The same as a table; with a mark by which spreadsheets know UTF-8. */
  @GetMapping("/league.csv")
  @Permission("report:read")
  ResponseEntity<byte[]> csv(
      @RequestParam @Nullable String community,
      @RequestParam @Nullable String until,
      Caller caller) {
    List<String> head =
        new ArrayList<>(
            List.of(
                "group",
                "platform",
                "from",
                "until",
                "goal",
                "target",
                "goal_value",
                "goal_met",
                "alive",
                "members",
                "speakers",
                "speakers_before",
                "messages",
                "messages_before",
                "points",
                "points_before"));
    Arrays.stream(Element.values())
        .map(Element::code)
        .forEach(code -> head.addAll(List.of(code, code + "_before")));
    var table = new StringBuilder(Csv.MARK).append(Csv.row(head)).append("\r\n");
    for (RowSeen row : league(community, until, caller).items()) {
      List<@Nullable Object> cells =
          new ArrayList<>(
              Arrays.<@Nullable Object>asList(
                  row.name(),
                  row.platform(),
                  row.from(),
                  row.until(),
                  row.goal(),
                  row.target(),
                  row.main() == null ? null : row.main().value(),
                  row.met(),
                  row.alive(),
                  row.members(),
                  row.speakers(),
                  row.speakersBefore(),
                  row.messages(),
                  row.messagesBefore(),
                  row.now().points(),
                  row.before().points()));
      for (Element element : Element.values()) {
        cells.add(row.now().elements().get(element.code()));
        cells.add(row.before().elements().get(element.code()));
      }
      table.append(Csv.row(cells)).append("\r\n");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=utf-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("league.csv").build().toString())
        .body(table.toString().getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/groups/{group}/elements")
  @Permission("report:read")
  ElementsSeen elements(
      @PathVariable String group, @RequestParam @Nullable String until, Caller caller) {
    return LeagueAnswers.elements(
        league.trend(groups.get(GroupId.parse(group), caller), Given.day("until", until)));
  }

  /** How a group does by its goal. */
  @GetMapping("/groups/{group}/goal")
  @Permission("report:read")
  GoalSeen goal(@PathVariable String group, @RequestParam @Nullable String until, Caller caller) {
    return LeagueAnswers.goal(
        league.followed(groups.get(GroupId.parse(group), caller), Given.day("until", until)));
  }

  @PutMapping("/groups/{group}/goal")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void set(@PathVariable String group, @RequestBody GoalGiven given, Caller caller) {
    goals.set(groups.get(GroupId.parse(group), caller), purpose(given, true), caller);
  }

  @DeleteMapping("/groups/{group}/goal")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear(@PathVariable String group, Caller caller) {
    goals.clear(groups.get(GroupId.parse(group), caller), caller);
  }

  @GetMapping("/communities/{community}/goal")
  @Permission("report:read")
  CommunityGoal ofCommunity(@PathVariable String community, Caller caller) {
    return goals
        .of(CommunityId.parse(community), caller)
        .map(one -> new CommunityGoal(one.goal().code(), one.target()))
        .orElse(new CommunityGoal(null, null));
  }

  @PutMapping("/communities/{community}/goal")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setOfCommunity(@PathVariable String community, @RequestBody GoalGiven given, Caller caller) {
    goals.set(CommunityId.parse(community), purpose(given, false), caller);
  }

  @DeleteMapping("/communities/{community}/goal")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clearOfCommunity(@PathVariable String community, Caller caller) {
    goals.clear(CommunityId.parse(community), caller);
  }

  private static Purpose purpose(GoalGiven given, boolean own) {
    String code = Given.oneOf("goal", given.goal(), Goal.CODES);
    if (code == null) {
      throw Given.wrong("goal", "is missing");
    }
    Goal goal = Goal.of(code);
    Double target = given.target();
    if (target != null && !(target > 0 && target <= goal.ceiling())) {
      throw Given.wrong("target", "must be above 0 and at most %s".formatted(goal.ceiling()));
    }
    return new Purpose(goal, target, own);
  }
}
