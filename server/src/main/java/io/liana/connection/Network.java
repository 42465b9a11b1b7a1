package io.liana.connection;

import io.liana.insight.Connections.Ties;
import io.liana.insight.GroupTalks.Said;
import io.liana.insight.GroupTalks.Talk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A group as a network, computed over everybody.
 *
 * @param people the best connected first
 * @param pivots how many the betweenness was followed from; as many as there are people when it is
 *     exact
 */
record Network(
    Talk talk, List<Person> people, List<Circle> circles, double modularity, int pivots) {

  /**
   * @param circle 1 is the largest
   * @param outside share of what they exchanged that crossed the border of their circle
   * @param reached circles they talk with, their own included if they do
   * @param cutsOff members nobody else connects with the rest
   */
  record Person(
      Ties ties,
      long sent,
      long received,
      int circle,
      double outside,
      int reached,
      double betweenness,
      int cutsOff) {
    /** Holds something together: talks with more than one circle and lies on ways, or cuts off. */
    boolean bridges() {
      return cutsOff > 0 || reached > 1 && betweenness > 0;
    }
  }

  /**
   * @param inside messages between two of them
   * @param crossing messages between one of them and somebody else
   * @param foremost the best connected of them
   */
  record Circle(int number, int members, long inside, long crossing, List<Long> foremost) {}

  private static final int FOREMOST = 3;

  static Network of(Talk talk) {
    Web web = Web.of(talk.said());
    Circles circles = Circles.in(web);
    Bridges bridges = Bridges.in(web);
    Cuts cuts = Cuts.in(web);
    long[] sent = new long[web.size()];
    long[] received = new long[web.size()];
    for (Said said : talk.said()) {
      sent[web.indexOf(said.from())] += said.messages();
      received[web.indexOf(said.to())] += said.messages();
    }
    List<Person> people = new ArrayList<>(web.size());
    for (Ties ties : talk.totals().ties()) {
      int m = web.indexOf(ties.member());
      people.add(
          new Person(
              ties,
              sent[m],
              received[m],
              circles.of()[m] + 1,
              outside(web, circles, m),
              reached(web, circles, m),
              bridges.betweenness()[m],
              cuts.off()[m]));
    }
    return new Network(
        talk,
        List.copyOf(people),
        circles(web, circles, people),
        circles.modularity(),
        bridges.pivots());
  }

  /** Whoever holds the group together, the one most ways lead through first. */
  List<Person> bridges() {
    return people.stream()
        .filter(Person::bridges)
        .sorted(
            Comparator.comparingDouble(Person::betweenness)
                .thenComparingInt(Person::cutsOff)
                .reversed()
                .thenComparingLong(person -> person.ties().member()))
        .toList();
  }

  private static double outside(Web web, Circles circles, int m) {
    long all = 0;
    long crossing = 0;
    for (int at = web.start()[m]; at < web.start()[m + 1]; at++) {
      all += web.weight()[at];
      crossing += circles.of()[web.partner()[at]] == circles.of()[m] ? 0 : web.weight()[at];
    }
    return (double) crossing / all;
  }

  private static int reached(Web web, Circles circles, int m) {
    return (int)
        java.util.stream.IntStream.range(web.start()[m], web.start()[m + 1])
            .map(at -> circles.of()[web.partner()[at]])
            .distinct()
            .count();
  }

  private static List<Circle> circles(Web web, Circles circles, List<Person> people) {
    int[] size = new int[circles.count()];
    long[] inside = new long[circles.count()];
    long[] crossing = new long[circles.count()];
    for (int m = 0; m < web.size(); m++) {
      int circle = circles.of()[m];
      size[circle]++;
      for (int at = web.start()[m]; at < web.start()[m + 1]; at++) {
        boolean own = circles.of()[web.partner()[at]] == circle;
        inside[circle] += own ? web.weight()[at] : 0;
        crossing[circle] += own ? 0 : web.weight()[at];
      }
    }
    List<List<Long>> foremost = new ArrayList<>();
    for (int c = 0; c < circles.count(); c++) {
      foremost.add(new ArrayList<>(FOREMOST));
    }
    for (Person person : people) {
      List<Long> first = foremost.get(person.circle() - 1);
      if (first.size() < FOREMOST) {
        first.add(person.ties().member());
      }
    }
    List<Circle> all = new ArrayList<>();
    for (int c = 0; c < circles.count(); c++) {
      // A message inside stands in the lists of both who exchanged it.
      all.add(new Circle(c + 1, size[c], inside[c] / 2, crossing[c], foremost.get(c)));
    }
    return all;
  }
}
