package io.liana.acquisition;

import io.liana.acquisition.ScanListing.Counts;
import io.liana.community.Communities;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The channel tree, what it costs and whom it brings, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ChannelController {
  private static final int LONGEST_NAME = 100;
  private static final int MOST_CHANNELS = 10_000;
  private static final int DEEPEST = 6;
  private static final long MOST_MONEY = 1_000_000_000_000L; // 分
  private static final int MOST_DAYS = 1_000;

  private final ChannelStore store;
  private final ScanListing scans;
  private final Communities communities;
  private final Clock clock;

  ChannelController(ChannelStore store, ScanListing scans, Communities communities, Clock clock) {
    this.store = store;
    this.scans = scans;
    this.communities = communities;
    this.clock = clock;
  }

  record Draft(
      @Nullable String name,
      @Nullable String parentId,
      @Nullable Long budget,
      @Nullable String startsOn,
      @Nullable String endsOn) {}

  record CostGiven(@Nullable String day, @Nullable Long amount) {}

  record Costs(@Nullable List<CostGiven> costs) {}

  record Period(@Nullable String from, @Nullable String to) {}

  record ChannelView(
      String id,
      @Nullable String parentId,
      String name,
      @Nullable Long budget,
      @Nullable LocalDate startsOn,
      @Nullable LocalDate endsOn) {}

  record ChannelNumbers(ChannelView channel, long cost, Counts counts) {}

  /**
   * @param unassigned of codes that belong to no channel
   */
  record Tree(LocalDate from, LocalDate to, List<ChannelNumbers> channels, Counts unassigned) {}

  @GetMapping("/communities/{community}/channels")
  @Permission("acquisition:read")
  Tree tree(@PathVariable String community, Period period, Caller caller) {
    CommunityId id = seen(community, caller);
    var zone = communities.get(id).zone();
    Days days = Days.of(period.from(), period.to(), LocalDate.ofInstant(clock.instant(), zone));
    LocalDate from = days.from();
    LocalDate to = days.to();
    Map<Long, Counts> counts =
        scans.byChannel(
            id, from.atStartOfDay(zone).toInstant(), to.plusDays(1).atStartOfDay(zone).toInstant());
    Map<Long, Long> costs = store.costs(id, from, to);
    return new Tree(
        from,
        to,
        store.of(id).stream()
            .map(
                channel ->
                    new ChannelNumbers(
                        view(channel),
                        costs.getOrDefault(channel.id(), 0L),
                        counts.getOrDefault(channel.id(), Counts.NONE)))
            .toList(),
        counts.getOrDefault(ScanListing.NO_CHANNEL, Counts.NONE));
  }

  @PostMapping("/communities/{community}/channels")
  @Permission("acquisition:write")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  ChannelView make(@PathVariable String community, @RequestBody Draft draft, Caller caller) {
    CommunityId id = seen(community, caller);
    Long parent = draft.parentId() == null ? null : Problem.parseId(draft.parentId());
    if (parent != null) {
      mustHold(id, parent);
    }
    if (store.of(id).size() >= MOST_CHANNELS) {
      throw Problem.conflict("channels_full", "A community has at most 10,000 channels.");
    }
    return view(writing(draft, () -> store.insert(checked(0, id, parent, draft), clock.instant())));
  }

  @PatchMapping("/channels/{channel}")
  @Permission("acquisition:write")
  @Transactional
  ChannelView change(@PathVariable String channel, @RequestBody Draft draft, Caller caller) {
    Channel before = get(channel, caller);
    return view(
        writing(
            draft,
            () -> store.update(checked(before.id(), before.community(), before.parent(), draft))));
  }

  /** A day that is given again replaces what it was. */
  @PutMapping("/channels/{channel}/costs")
  @Permission("acquisition:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void costs(@PathVariable String channel, @RequestBody Costs given, Caller caller) {
    Channel found = get(channel, caller);
    List<CostGiven> costs = given.costs() == null ? List.of() : given.costs();
    if (costs.isEmpty() || costs.size() > MOST_DAYS) {
      throw Given.wrong("costs", "must be 1 to 1,000 days");
    }
    for (CostGiven cost : costs) {
      LocalDate day = Given.day("day", cost.day());
      if (day == null) {
        throw Given.wrong("day", "is missing");
      }
      Long amount = money("amount", cost.amount());
      if (amount == null) {
        throw Given.wrong("amount", "is missing");
      }
      store.putCost(new ChannelStore.Cost(found.id(), day, amount));
    }
  }

  private Channel checked(long id, CommunityId community, @Nullable Long parent, Draft draft) {
    LocalDate starts = Given.day("starts_on", draft.startsOn());
    LocalDate ends = Given.day("ends_on", draft.endsOn());
    if (starts != null && ends != null && ends.isBefore(starts)) {
      throw Given.wrong("ends_on", "is before starts_on");
    }
    return new Channel(
        id,
        community,
        parent,
        Given.text("name", draft.name(), 1, LONGEST_NAME),
        null,
        money("budget", draft.budget()),
        starts,
        ends);
  }

  private static @Nullable Long money(String field, @Nullable Long amount) {
    if (amount != null && (amount < 0 || amount > MOST_MONEY)) {
      throw Given.wrong(field, "must be 0 to 1,000,000,000,000");
    }
    return amount;
  }

  /** A parent of this community, not too deep. */
  private void mustHold(CommunityId community, long parent) {
    int depth = 1;
    for (Long at = parent; at != null; depth++) {
      Channel above = store.find(at).orElse(null);
      if (above == null || !above.community().equals(community)) {
        throw Given.wrong("parent_id", "is no channel of this community");
      }
      at = above.parent();
    }
    if (depth > DEEPEST) {
      throw Given.wrong("parent_id", "is too deep: the tree has 6 levels at most");
    }
  }

  private Channel get(String channel, Caller caller) {
    return store
        .find(Problem.parseId(channel))
        .filter(found -> caller.sees(found.community()))
        .orElseThrow(() -> Problem.missing("channel", channel));
  }

  private CommunityId seen(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    return communities.get(id).id();
  }

  private static <T> T writing(Draft draft, java.util.function.Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException e) {
      throw Problem.conflict(
          "channel_name_taken", "There is already a channel '%s' here.".formatted(draft.name()));
    }
  }

  private static ChannelView view(Channel channel) {
    return new ChannelView(
        Long.toString(channel.id()),
        channel.parent() == null ? null : Long.toString(channel.parent()),
        channel.name(),
        channel.budget(),
        channel.startsOn(),
        channel.endsOn());
  }
}
