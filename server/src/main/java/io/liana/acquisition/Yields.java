package io.liana.acquisition;

import io.liana.acquisition.Funnel.Counted;
import io.liana.acquisition.Funnel.Stage;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many who scanned came in, by channel: the first steps of the funnel, for other modules. */
@Component
public class Yields {
  private final FunnelListing listing;
  private final ChannelStore channels;
  private final Clock clock;

  Yields(FunnelListing listing, ChannelStore channels, Clock clock) {
    this.listing = listing;
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * @param channel at the top of the tree, its sub-channels included; null for codes of none
   */
  public record Yield(@Nullable Long channel, long scanned, long joined) {}

  /** By the last touch; joins nobody can explain had no scan and are not here. */
  public List<Yield> between(CommunityId community, Instant from, Instant until) {
    Map<Long, Counted> counted =
        listing.count(new FunnelListing.Question(community, from, until, false), clock.instant());
    List<Yield> yields = new ArrayList<>();
    for (Channel channel : channels.of(community)) {
      Counted one = counted.get(channel.id());
      if (channel.parent() == null && one != null) {
        yields.add(of(channel.id(), one));
      }
    }
    Counted none = counted.get(FunnelListing.NO_CHANNEL);
    if (none != null) {
      yields.add(of(null, none));
    }
    return yields;
  }

  /**
   * Who ever came in by this channel or one below it, by the last touch.
   *
   * @return numbers of members, in their order
   * @throws Problem 404 for a channel of another community
   */
  public long[] members(CommunityId community, long channel) {
    if (channels.of(community).stream().noneMatch(one -> one.id() == channel)) {
      throw Problem.missing("channel", channel);
    }
    return listing.members(community, channel);
  }

  /**
   * By member the channel they came by when they first joined, its top one: each member has one, so
   * that channels add up. Codes of no channel are {@code 0}; whom nobody can explain is absent.
   */
  public Map<Long, Long> came(CommunityId community) {
    return listing.came(community);
  }

  public Map<Long, String> names(CommunityId community) {
    return channels.of(community).stream().collect(Collectors.toMap(Channel::id, Channel::name));
  }

  private static Yield of(@Nullable Long channel, Counted counted) {
    return new Yield(
        channel,
        counted.reached().getOrDefault(Stage.SCAN, 0L),
        counted.reached().getOrDefault(Stage.JOINED, 0L));
  }
}
