package io.liana.scorecard;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Permission;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import io.liana.scorecard.ConductListing.Cast;
import io.liana.scorecard.Roles.Holder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What members are to a group, with what says so. */
@RestController
@RequestMapping("/api/v1/groups/{group}")
class RoleController {
  private static final int MOST_SHOWN = 20;

  private final ConductListing listing;
  private final League league;
  private final Groups groups;
  private final Names names;

  RoleController(ConductListing listing, League league, Groups groups, Names names) {
    this.listing = listing;
    this.league = league;
    this.groups = groups;
    this.names = names;
  }

  record RolesSeen(
      String groupId,
      LocalDate from,
      LocalDate until,
      long members,
      long speakers,
      List<RoleSeen> roles) {}

  /**
   * @param holders of which those of whom it is most true are told
   */
  record RoleSeen(String role, int holders, List<HolderSeen> items) {}

  /**
   * @param first and second: the numbers docs/metrics.md names for the role
   * @param gone left the group
   */
  record HolderSeen(MemberRef member, double first, double second, boolean gone) {}

  @GetMapping("/roles")
  @Permission("report:read")
  RolesSeen roles(@PathVariable String group, @RequestParam @Nullable String until, Caller caller) {
    GroupView view = groups.get(GroupId.parse(group), caller);
    Windows weeks = league.windows(view.zone(), Given.day("until", until), 1);
    Cast cast = listing.cast(view, weeks);
    Map<MemberId, MemberRef> refs =
        refs(cast.holders().values().stream().flatMap(all -> all.stream().limit(MOST_SHOWN)));
    return new RolesSeen(
        view.id().toString(),
        weeks.from(0),
        weeks.until(),
        cast.members(),
        cast.speakers(),
        Arrays.stream(PlayedRole.values()).map(role -> seen(role, cast, refs)).toList());
  }

  /** Everybody in every role; with a mark by which spreadsheets know UTF-8. */
  @GetMapping("/roles.csv")
  @Permission("report:read")
  ResponseEntity<byte[]> csv(
      @PathVariable String group, @RequestParam @Nullable String until, Caller caller) {
    GroupView view = groups.get(GroupId.parse(group), caller);
    Cast cast = listing.cast(view, league.windows(view.zone(), Given.day("until", until), 1));
    Map<MemberId, MemberRef> refs = refs(cast.holders().values().stream().flatMap(List::stream));
    var table =
        new StringBuilder(Csv.MARK)
            .append(Csv.row(List.of("role", "member_id", "member", "first", "second", "gone")))
            .append("\r\n");
    for (PlayedRole role : PlayedRole.values()) {
      for (Holder one : Objects.requireNonNull(cast.holders().get(role))) {
        table
            .append(
                Csv.row(
                    List.of(
                        role.code(),
                        one.member(),
                        ref(refs, one).name(),
                        one.first(),
                        one.second(),
                        cast.gone().contains(one.member()))))
            .append("\r\n");
      }
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=utf-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("roles.csv").build().toString())
        .body(table.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static RoleSeen seen(PlayedRole role, Cast cast, Map<MemberId, MemberRef> refs) {
    Collection<Holder> holders = Objects.requireNonNull(cast.holders().get(role));
    return new RoleSeen(
        role.code(),
        holders.size(),
        holders.stream()
            .limit(MOST_SHOWN)
            .map(
                one ->
                    new HolderSeen(
                        ref(refs, one),
                        one.first(),
                        one.second(),
                        cast.gone().contains(one.member())))
            .toList());
  }

  private Map<MemberId, MemberRef> refs(Stream<Holder> holders) {
    return names.members(
        holders.mapToLong(Holder::member).distinct().mapToObj(MemberId::new).toList());
  }

  private static MemberRef ref(Map<MemberId, MemberRef> refs, Holder one) {
    return Objects.requireNonNull(refs.get(new MemberId(one.member())));
  }
}
