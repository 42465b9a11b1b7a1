package io.liana.acquisition;

import io.liana.acquisition.Funnel.Counted;
import io.liana.acquisition.Funnel.Row;
import io.liana.acquisition.Funnel.Step;
import io.liana.community.Communities;
import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far the people of each channel came, and what that cost, over HTTP. */
@RestController
@RequestMapping("/api/v1/communities/{community}")
class FunnelController {
  private final FunnelListing listing;
  private final ChannelStore channels;
  private final Communities communities;
  private final Clock clock;

  FunnelController(
      FunnelListing listing, ChannelStore channels, Communities communities, Clock clock) {
    this.listing = listing;
    this.channels = channels;
    this.communities = communities;
    this.clock = clock;
  }

  record Question(@Nullable String from, @Nullable String to, @Nullable String touch) {}

  /**
   * @param kind channel (its sub-channels included), no_channel, unattributed or everybody
   */
  record RowView(
      String kind,
      @Nullable String channelId,
      @Nullable String parentId,
      @Nullable String name,
      List<Step> steps,
      long kept,
      long waiting,
      long cost,
      @Nullable Long cac) {}

  record View(LocalDate from, LocalDate to, String touch, boolean orders, List<RowView> rows) {}

  @GetMapping("/funnel")
  @Permission("acquisition:read")
  View funnel(@PathVariable String community, Question question, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    var zone = communities.get(id).zone();
    Days days = Days.of(question.from(), question.to(), clock.instant().atZone(zone).toLocalDate());
    String touch = Given.oneOf("touch", question.touch(), List.of("first", "last"));
    boolean first = "first".equals(touch);
    Instant from = days.from().atStartOfDay(zone).toInstant();
    Instant until = days.to().plusDays(1).atStartOfDay(zone).toInstant();
    Map<Long, Counted> counted =
        listing.count(new FunnelListing.Question(id, from, until, first), clock.instant());
    boolean orders = listing.orders(id);
    List<Channel> tree = channels.of(id);
    Map<Long, Long> costs = withSubChannels(tree, channels.costs(id, days.from(), days.to()));
    List<RowView> rows = new ArrayList<>();
    for (Channel channel : tree) {
      Row row =
          Funnel.row(of(counted, channel.id()), costs.getOrDefault(channel.id(), 0L), true, orders);
      rows.add(view("channel", channel, row));
    }
    long whole =
        tree.stream()
            .filter(channel -> channel.parent() == null)
            .mapToLong(channel -> costs.getOrDefault(channel.id(), 0L))
            .sum();
    rows.add(
        view(
            "no_channel",
            null,
            Funnel.row(of(counted, FunnelListing.NO_CHANNEL), 0, true, orders)));
    rows.add(
        view(
            "unattributed",
            null,
            Funnel.row(of(counted, FunnelListing.UNATTRIBUTED), 0, false, orders)));
    rows.add(
        view(
            "everybody",
            null,
            Funnel.row(of(counted, FunnelListing.EVERYBODY), whole, true, orders)));
    return new View(days.from(), days.to(), first ? "first" : "last", orders, rows);
  }

  /** The same as a table; with a mark by which spreadsheets know UTF-8. */
  @GetMapping(path = "/funnel.csv")
  @Permission("acquisition:read")
  ResponseEntity<byte[]> csv(@PathVariable String community, Question question, Caller caller) {
    View view = funnel(community, question, caller);
    var csv = new StringBuilder(Csv.MARK).append("kind,channel,path");
    for (Step step : view.rows().getFirst().steps()) {
      csv.append(',').append(step.step()).append(',').append(step.step()).append("_median_s");
    }
    csv.append(",kept,waiting,cost_fen,cac_fen\r\n");
    Map<String, RowView> byId = new HashMap<>();
    view.rows().stream()
        .filter(row -> row.channelId() != null)
        .forEach(row -> byId.put(row.channelId(), row));
    for (RowView row : view.rows()) {
      csv.append(row.kind()).append(',').append(Csv.cell(row.channelId()));
      csv.append(',').append(Csv.cell(path(row, byId)));
      for (Step step : row.steps()) {
        csv.append(',').append(Csv.cell(step.people()));
        csv.append(',')
            .append(
                Csv.cell(step.medianSeconds() == null ? null : Math.round(step.medianSeconds())));
      }
      csv.append(',').append(row.kept()).append(',').append(row.waiting());
      csv.append(',').append(row.cost()).append(',').append(Csv.cell(row.cac())).append("\r\n");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=utf-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("funnel-%s-%s.csv".formatted(view.from(), view.to()))
                .build()
                .toString())
        .body(csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String path(RowView row, Map<String, RowView> byId) {
    RowView above = row.parentId() == null ? null : byId.get(row.parentId());
    return above == null ? row.name() : path(above, byId) + " / " + row.name();
  }

  /** Parents have smaller ids than their children, and are moved nowhere. */
  private static Map<Long, Long> withSubChannels(List<Channel> tree, Map<Long, Long> own) {
    Map<Long, Long> sums = new HashMap<>(own);
    for (Channel channel : tree.reversed()) {
      if (channel.parent() != null) {
        sums.merge(channel.parent(), sums.getOrDefault(channel.id(), 0L), Long::sum);
      }
    }
    return sums;
  }

  private static Counted of(Map<Long, Counted> counted, long key) {
    return Objects.requireNonNullElse(counted.get(key), Counted.NOBODY);
  }

  private static RowView view(String kind, @Nullable Channel channel, Row row) {
    return new RowView(
        kind,
        channel == null ? null : Long.toString(channel.id()),
        channel == null || channel.parent() == null ? null : Long.toString(channel.parent()),
        channel == null ? null : channel.name(),
        row.steps(),
        row.kept(),
        row.waiting(),
        row.cost(),
        row.cac());
  }
}
