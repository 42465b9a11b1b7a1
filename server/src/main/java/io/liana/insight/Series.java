package io.liana.insight;

import io.liana.insight.Connections.Ties;
import io.liana.insight.GroupFacts.DayCount;
import io.liana.insight.GroupFacts.Exchange;
import io.liana.insight.GroupFacts.Speech;
import io.liana.insight.Retention.HeatMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** What the charts draw; the same rows for the console, the page and the picture. */
record Series(
    List<Day> days,
    HeatMap cohorts,
    List<TwoEight.Point> lorenz,
    List<Newcomers.Month> newcomers,
    List<Hour> hours,
    Graph graph) {

  private static final int NODES = 60; // more is a hairball
  private static final int EDGES = 240;

  record Day(LocalDate day, long messages, int dau, int mau30, long joins, long leaves) {}

  /**
   * @param weekday 1 is Monday
   */
  record Hour(int weekday, int hour, long messages) {}

  record Graph(List<Node> nodes, List<Edge> edges) {}

  record Node(String id, String name, long messages, int partners) {}

  record Edge(String from, String to, long messages) {}

  /**
   * @param names display name of a member
   */
  static Series of(Analysis analysis, Metrics metrics, Cohort cohort, LongFunction<String> names) {
    Period period = analysis.period();
    if (period == null) {
      return new Series(
          List.of(),
          new HeatMap("week", List.of()),
          List.of(),
          List.of(),
          List.of(),
          new Graph(List.of(), List.of()));
    }
    GroupFacts facts = analysis.facts();
    return new Series(
        days(facts, period),
        Retention.heatMap(facts, period, cohort),
        TwoEight.lorenz(facts.speech(), period),
        Newcomers.byMonth(facts, period),
        facts.hours(),
        graph(facts, period, metrics.graph(), names));
  }

  /** Members whose names {@link #of} will ask for. */
  static Set<Long> shown(Metrics metrics) {
    return metrics.graph().ties().stream()
        .limit(NODES)
        .map(Ties::member)
        .collect(Collectors.toSet());
  }

  private static List<Day> days(GroupFacts facts, Period period) {
    long[] messages = new long[period.days()];
    long[] joins = new long[period.days()];
    long[] leaves = new long[period.days()];
    for (DayCount count : facts.days()) {
      if (period.holds(count.day()) && !count.bot()) {
        int at = count.day() - period.first();
        messages[at] += count.isMessage() ? count.events() : 0;
        joins[at] += count.kind().equals("join") ? count.events() : 0;
        leaves[at] += count.kind().equals("leave") ? count.events() : 0;
      }
    }
    int[] dau = Activity.dau(facts.speech(), period);
    int[] mau = Activity.mau30(facts.speech(), period);
    List<Day> days = new ArrayList<>(period.days());
    for (int i = 0; i < period.days(); i++) {
      days.add(
          new Day(
              LocalDate.ofEpochDay((long) period.first() + i),
              messages[i],
              dau[i],
              mau[i],
              joins[i],
              leaves[i]));
    }
    return days;
  }

  private static Graph graph(
      GroupFacts facts, Period period, Connections connections, LongFunction<String> names) {
    Speech speech = facts.speech();
    Set<Long> shown = new HashSet<>();
    List<Node> nodes = new ArrayList<>();
    for (Ties ties : connections.ties()) {
      if (nodes.size() == NODES) {
        break;
      }
      int m = Arrays.binarySearch(speech.member(), ties.member());
      long said = m < 0 ? 0 : speech.messagesBetween(m, period.first(), period.last());
      shown.add(ties.member());
      nodes.add(
          new Node(
              Long.toString(ties.member()), names.apply(ties.member()), said, ties.dimension()));
    }
    List<Edge> edges =
        facts.exchanges().stream()
            .filter(edge -> shown.contains(edge.from()) && shown.contains(edge.to()))
            .sorted(
                Comparator.comparingLong(Exchange::messages)
                    .reversed()
                    .thenComparingLong(Exchange::from)
                    .thenComparingLong(Exchange::to))
            .limit(EDGES)
            .map(
                edge ->
                    new Edge(Long.toString(edge.from()), Long.toString(edge.to()), edge.messages()))
            .toList();
    return new Graph(nodes, edges);
  }

  /** Names for those who have one; the id for the rest. */
  static LongFunction<String> named(Map<Long, String> names) {
    return member -> names.getOrDefault(member, "#" + member);
  }
}
