package io.liana.acquisition;

import io.liana.community.Groups;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who came by what, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ArrivalController {
  private static final String BY_NONE = "none";

  private final ArrivalListing listing;
  private final ChannelStore channels;
  private final Groups groups;
  private final Names names;
  private final Journal journal;
  private final Clock clock;

  ArrivalController(
      ArrivalListing listing,
      ChannelStore channels,
      Groups groups,
      Names names,
      Journal journal,
      Clock clock) {
    this.listing = listing;
    this.channels = channels;
    this.groups = groups;
    this.names = names;
    this.journal = journal;
    this.clock = clock;
  }

  record ArrivalView(
      String id,
      MemberRef member,
      Ref group,
      Instant joinedAt,
      String how,
      @Nullable String code,
      @Nullable String label,
      @Nullable String firstChannelId,
      @Nullable String channelId,
      boolean corrected,
      @Nullable Instant scannedAt,
      @Nullable Instant leftAt) {}

  record Filter(@Nullable String how, @Nullable String channel) {}

  record Correction(@Nullable String channelId) {}

  @GetMapping("/communities/{community}/arrivals")
  @Permission("acquisition:read")
  Page<ArrivalView> list(
      @PathVariable String community, Filter filter, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    String how =
        Given.oneOf("how", filter.how(), Arrays.stream(How.values()).map(How::code).toList());
    String channel = filter.channel();
    Cursor after = paging.after();
    Page<Arrival> page =
        Page.of(
            listing.page(
                id,
                new ArrivalListing.Wanted(
                    how == null ? null : How.valueOf(how.toUpperCase(Locale.ROOT)),
                    channel == null
                        ? null
                        : channel.equals(BY_NONE) ? Long.valueOf(0) : Problem.parseId(channel)),
                after == null ? Long.MAX_VALUE : after.number(0),
                paging.size() + 1),
            paging.size(),
            arrival -> Cursor.after(arrival.event()));
    return new Page<>(views(page.items()), page.nextCursor());
  }

  /** The numbers use what was said last; what was found out at the join stays as it is. */
  @PostMapping("/arrivals/{arrival}/correct")
  @Permission("acquisition:write")
  @Transactional
  ArrivalView correct(
      @PathVariable String arrival, @RequestBody Correction correction, Caller caller) {
    long id = Problem.parseId(arrival);
    Arrival found =
        get(id)
            .filter(one -> caller.sees(one.community()))
            .orElseThrow(() -> Problem.missing("arrival", arrival));
    Long channel = correction.channelId() == null ? null : Problem.parseId(correction.channelId());
    if (channel != null
        && channels.find(channel).filter(c -> c.community().equals(found.community())).isEmpty()) {
      throw Given.wrong("channel_id", "is no channel of this community");
    }
    listing.correct(id, channel, caller.actor().code(), clock.instant());
    journal.append(
        new JournalEntry(
            clock.instant(),
            caller.actor(),
            "arrival_corrected",
            found.community(),
            found.group(),
            found.member(),
            id,
            Map.of(
                "before", Objects.requireNonNullElse(found.channel(), 0L),
                "channel", Objects.requireNonNullElse(channel, 0L))));
    return views(List.of(get(id).orElseThrow())).getFirst();
  }

  private java.util.Optional<Arrival> get(long event) {
    return listing.find(List.of(event)).stream().findFirst();
  }

  private List<ArrivalView> views(List<Arrival> arrivals) {
    Map<GroupId, Ref> groupNames =
        groups.names(arrivals.stream().map(Arrival::group).distinct().toList());
    Map<MemberId, MemberRef> members =
        names.members(arrivals.stream().map(Arrival::member).distinct().toList());
    return arrivals.stream()
        .map(
            arrival ->
                new ArrivalView(
                    Long.toString(arrival.event()),
                    Objects.requireNonNull(members.get(arrival.member())),
                    groupNames.getOrDefault(
                        arrival.group(), new Ref(arrival.group().toString(), "")),
                    arrival.joinedAt(),
                    arrival.how().code(),
                    arrival.code(),
                    arrival.label(),
                    text(arrival.firstChannel()),
                    text(arrival.channel()),
                    arrival.corrected(),
                    arrival.lastAt(),
                    arrival.leftAt()))
        .toList();
  }

  private static @Nullable String text(@Nullable Long id) {
    return id == null ? null : Long.toString(id);
  }
}
