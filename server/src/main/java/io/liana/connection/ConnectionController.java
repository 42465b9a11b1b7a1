package io.liana.connection;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.connection.Network.Circle;
import io.liana.connection.Network.Person;
import io.liana.connection.Networks.Alone;
import io.liana.insight.Connections;
import io.liana.insight.GroupTalks.Arrival;
import io.liana.insight.GroupTalks.Said;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Permission;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Connections over HTTP. */
@RestController
@RequestMapping("/api/v1/groups/{group}")
class ConnectionController {
  private static final int MOST_SHOWN = 200; // more is a hairball
  private static final int MOST_EDGES = 600;
  private static final int MOST_CIRCLES = 30;
  private static final int MOST_BRIDGES = 20;
  private static final int MOST_DAYS = 366;
  private static final int MOST_ALONE = 200;

  private final Networks networks;
  private final Groups groups;
  private final Names names;
  private final Clock clock;

  ConnectionController(Networks networks, Groups groups, Names names, Clock clock) {
    this.networks = networks;
    this.groups = groups;
    this.names = names;
    this.clock = clock;
  }

  /**
   * @param modularity null where nobody has exchanged anything
   * @param circlesInAll of which the largest are told
   * @param shown the best connected, as many as were asked for
   * @param edges between the shown, the heaviest
   * @param edgesInAll between the shown
   * @param pivots betweenness was followed from so many members; null when from all
   */
  record NetworkSeen(
      @Nullable LocalDate firstDay,
      @Nullable LocalDate lastDay,
      Connections totals,
      @Nullable Double modularity,
      int circlesInAll,
      List<CircleSeen> circles,
      List<PersonSeen> shown,
      List<EdgeSeen> edges,
      int edgesInAll,
      List<PersonSeen> bridges,
      @Nullable Integer pivots) {}

  record CircleSeen(
      int number, int members, long inside, long crossing, List<MemberRef> foremost) {}

  /**
   * @param frequency null when the member only received
   */
  record PersonSeen(
      MemberRef member,
      int circle,
      int dimension,
      @Nullable Double frequency,
      double duration,
      long sent,
      long received,
      double outside,
      int reached,
      double betweenness,
      int cutsOff) {}

  record EdgeSeen(String from, String to, long messages) {}

  record AloneSeen(
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      int came,
      int alone,
      List<NewcomerSeen> items) {}

  /**
   * @param task state of the task to greet them; null when nobody asked for one
   */
  record NewcomerSeen(
      MemberRef member,
      @Nullable Instant joinedAt,
      @Nullable Instant spokeAt,
      long messages,
      long waitedHours,
      @Nullable String task) {}

  @GetMapping("/connections")
  @Permission("report:read")
  NetworkSeen connections(
      @PathVariable String group,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = "60") int shown,
      Caller caller) {
    GroupView view = groups.get(GroupId.parse(group), caller);
    if (shown < 1 || shown > MOST_SHOWN) {
      throw Given.wrong("shown", "must be 1 to %d".formatted(MOST_SHOWN));
    }
    return seen(networks.network(view, Given.day("from", from), Given.day("to", to)), shown);
  }

  @GetMapping("/newcomers-alone")
  @Permission("report:read")
  AloneSeen alone(
      @PathVariable String group,
      @RequestParam(defaultValue = "14") int days,
      @RequestParam(required = false) @Nullable String to,
      Caller caller) {
    GroupView view = groups.get(GroupId.parse(group), caller);
    if (days < 1 || days > MOST_DAYS) {
      throw Given.wrong("days", "must be 1 to %d".formatted(MOST_DAYS));
    }
    Alone alone = networks.alone(view, days, Given.day("to", to));
    List<Arrival> first = alone.alone().stream().limit(MOST_ALONE).toList();
    Map<MemberId, MemberRef> refs = names.members(first.stream().map(Arrival::member).toList());
    Instant now = clock.instant();
    return new AloneSeen(
        alone.from(),
        alone.until(),
        alone.came(),
        alone.alone().size(),
        first.stream()
            .map(
                one ->
                    new NewcomerSeen(
                        Objects.requireNonNull(refs.get(one.member())),
                        one.joinedAt(),
                        one.spokeAt(),
                        one.messages(),
                        Math.max(0, Duration.between(one.since(), now).toHours()),
                        alone.task(view.id(), one.member())))
            .toList());
  }

  @PostMapping("/newcomers-alone/{member}/greeting")
  @Permission("desk:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void greeting(@PathVariable String group, @PathVariable String member, Caller caller) {
    GroupView view = groups.get(GroupId.parse(group), caller);
    networks.askForGreeting(view, MemberId.parse(member), caller);
  }

  private NetworkSeen seen(Network network, int most) {
    List<Person> shown = network.people().stream().limit(most).toList();
    List<Person> bridges = network.bridges().stream().limit(MOST_BRIDGES).toList();
    List<Circle> circles = network.circles().stream().limit(MOST_CIRCLES).toList();
    Map<MemberId, MemberRef> refs =
        names.members(
            LongStream.concat(
                    Stream.concat(shown.stream(), bridges.stream())
                        .mapToLong(one -> one.ties().member()),
                    circles.stream()
                        .flatMap(one -> one.foremost().stream())
                        .mapToLong(Long::longValue))
                .distinct()
                .mapToObj(MemberId::new)
                .toList());
    Set<Long> drawn = shown.stream().map(one -> one.ties().member()).collect(Collectors.toSet());
    List<Said> between =
        network.talk().said().stream()
            .filter(one -> drawn.contains(one.from()) && drawn.contains(one.to()))
            .sorted(
                Comparator.comparingLong(Said::messages)
                    .reversed()
                    .thenComparingLong(Said::from)
                    .thenComparingLong(Said::to))
            .toList();
    int people = network.people().size();
    return new NetworkSeen(
        network.talk().firstDay(),
        network.talk().lastDay(),
        network.talk().totals(),
        people == 0 ? null : network.modularity(),
        network.circles().size(),
        circles.stream().map(one -> seen(one, refs)).toList(),
        shown.stream().map(one -> seen(one, refs)).toList(),
        between.stream().limit(MOST_EDGES).map(ConnectionController::seen).toList(),
        between.size(),
        bridges.stream().map(one -> seen(one, refs)).toList(),
        network.pivots() == people ? null : network.pivots());
  }

  private static EdgeSeen seen(Said one) {
    return new EdgeSeen(Long.toString(one.from()), Long.toString(one.to()), one.messages());
  }

  private static CircleSeen seen(Circle one, Map<MemberId, MemberRef> refs) {
    return new CircleSeen(
        one.number(),
        one.members(),
        one.inside(),
        one.crossing(),
        one.foremost().stream()
            .map(member -> Objects.requireNonNull(refs.get(new MemberId(member))))
            .toList());
  }

  private static PersonSeen seen(Person one, Map<MemberId, MemberRef> refs) {
    return new PersonSeen(
        Objects.requireNonNull(refs.get(new MemberId(one.ties().member()))),
        one.circle(),
        one.ties().dimension(),
        one.ties().frequency(),
        one.ties().duration(),
        one.sent(),
        one.received(),
        one.outside(),
        one.reached(),
        one.betweenness(),
        one.cutsOff());
  }
}
