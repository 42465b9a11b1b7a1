package io.liana.insight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liana.community.GroupView;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.member.Members;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How healthy is a group? Every answer first takes in what was settled up to now. */
@Component
public class Reports {
  // One page asks for the report and for its charts in the same breath; facts are counted once for
  // both.
  private static final Duration SAME_BREATH = Duration.ofSeconds(20);

  /**
   * What is asked.
   *
   * @param from @param to days, both included; null for all there is
   */
  record Question(GroupId group, ZoneId zone, @Nullable LocalDate from, @Nullable LocalDate to) {}

  private record Seen(Question question, long factsTaken) {}

  private final FactStore store;
  private final FactFeed feed;
  private final ForecastModel model;
  private final Members members;
  private final Cache<Seen, Analysis> seen =
      Caffeine.newBuilder().maximumSize(8).expireAfterAccess(SAME_BREATH).build();

  Reports(FactStore store, FactFeed feed, ForecastModel model, Members members) {
    this.store = store;
    this.feed = feed;
    this.model = model;
    this.members = members;
  }

  /** Report and charts together, as the pages need them. */
  record Sheet(Report report, Series series) {}

  Sheet sheet(
      GroupView group,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      Cohort cohort,
      Catalogue words) {
    Analysis analysis = analysis(group, from, to);
    Metrics metrics = Metrics.of(analysis, cohort);
    Map<Long, String> names = names(Series.shown(metrics));
    return new Sheet(
        Report.of(
            group.id(),
            group.name(),
            group.zone().getId(),
            from,
            to,
            cohort,
            analysis,
            metrics,
            model,
            names,
            words),
        Series.of(analysis, metrics, cohort, Series.named(names)));
  }

  /** What was settled up to now, days and hours in the zone of the group. */
  void takeIn(GroupView group) {
    feed.refresh();
    feed.useZone(group.id(), group.zone());
  }

  Analysis analysis(GroupView group, @Nullable LocalDate from, @Nullable LocalDate to) {
    if (from != null && to != null && from.isAfter(to)) {
      throw Problem.invalid(
          "period_backwards",
          "The first day asked for, %s, comes after the last one, %s.".formatted(from, to));
    }
    takeIn(group);
    Question question = new Question(group.id(), group.zone(), from, to);
    return seen.get(
        new Seen(question, feed.taken()),
        key -> store.read(facts -> Analysis.load(facts, group.id().value(), from, to)));
  }

  private Map<Long, String> names(Set<Long> wanted) {
    Map<Long, String> names = new HashMap<>();
    members
        .names(wanted.stream().map(MemberId::new).collect(Collectors.toSet()))
        .forEach((member, name) -> names.put(member.value(), name));
    return names;
  }
}
