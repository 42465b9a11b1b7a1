package io.liana.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.insight.GroupTalks.Said;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Networks others have published numbers of. */
class PublishedNetworksTest {
  /**
   * Zachary (1977), the karate club: 34 members, 78 friendships, and how many places they met in.
   */
  private static final String KARATE =
      "1-2:4,1-3:5,1-4:3,1-5:3,1-6:3,1-7:3,1-8:2,1-9:2,1-11:2,1-12:3,1-13:1,1-14:3,1-18:2,1-20:2,1-22:2,1-32:2,2-3:6,"
          + "2-4:3,2-8:4,2-14:5,2-18:1,2-20:2,2-22:2,2-31:2,3-4:3,3-8:4,3-9:5,3-10:1,3-14:3,3-28:2,3-29:2,3-33:2,4-8:3,"
          + "4-13:3,4-14:3,5-7:2,5-11:3,6-7:5,6-11:3,6-17:3,7-17:3,9-31:3,9-33:3,9-34:4,10-34:2,14-34:3,15-33:3,15-34:2,"
          + "16-33:3,16-34:4,19-33:1,19-34:2,20-34:1,21-33:3,21-34:1,23-33:2,23-34:3,24-26:5,24-28:4,24-30:3,24-33:5,"
          + "24-34:4,25-26:2,25-28:3,25-32:2,26-32:7,27-30:4,27-34:2,28-34:4,29-32:2,29-34:2,30-33:4,30-34:2,31-33:3,"
          + "31-34:3,32-33:4,32-34:4,33-34:5";

  /** Padgett and Ansell (1993): marriages of Florentine families, in the order of the alphabet. */
  private static final String FLORENCE =
      "1-9,9-3,9-12,9-15,9-2,9-13,5-11,5-14,5-3,11-14,11-4,14-12,14-4,12-15,15-7,2-6,2-7,13-10,4-7,7-8";

  private static final double[] FLORENCE_BETWEENNESS = {
    0, .212, .093, .104, .055, 0, .255, 0, .522, 0, .022, .114, .143, .103, .092
  };

  @Test
  void the_circles_of_the_karate_club_are_the_best_there_are() {
    Circles circles = Circles.in(web(unweighted(KARATE)));
    // Brandes et al. (2008), On modularity clustering, table 2: no other division has more.
    assertThat(circles.modularity()).isCloseTo(0.4198, within(5e-5));
    assertThat(circles.count()).isEqualTo(4);
    assertThat(circles.of()[0])
        .as("the teacher and the president part")
        .isNotEqualTo(circles.of()[33]);
  }

  @Test
  void messages_weigh_as_many_as_they_are() {
    assertThat(Circles.in(web(KARATE)).modularity()).isCloseTo(0.4449, within(5e-5));
  }

  @Test
  void a_division_given_has_the_modularity_of_its_formula() {
    // Two triangles and a bridge: 2 (3/7 − (7/14)²).
    Web web = web("1-2,2-3,1-3,4-5,5-6,4-6,3-4");
    assertThat(Circles.modularity(web, new int[] {0, 0, 0, 1, 1, 1}))
        .isCloseTo(5.0 / 14, within(1e-12));
    assertThat(Circles.modularity(web, new int[] {0, 0, 0, 0, 0, 0})).isCloseTo(0, within(1e-12));
    Circles found = Circles.in(web);
    assertThat(found.of()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(found.modularity()).isCloseTo(5.0 / 14, within(1e-12));
  }

  @Test
  void the_same_talk_has_the_same_circles_in_whatever_order_it_is_told() {
    List<Said> said = said(KARATE);
    int[] circles = Circles.in(Web.of(said)).of();
    assertThat(Circles.in(Web.of(said.reversed())).of()).isEqualTo(circles);
    assertThat(circles[0]).isLessThan(4);
    int[] sizes = new int[4];
    Arrays.stream(circles).forEach(circle -> sizes[circle]++);
    assertThat(sizes).as("the largest first").isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void betweenness_in_the_karate_club_and_in_florence_is_what_was_published() {
    Bridges karate = Bridges.in(web(KARATE));
    assertThat(karate.pivots()).isEqualTo(34);
    // Freeman's numbers of Zachary's club: 231.07, 160.55, 76.69, 75.85, 73.01 of 528 pairs.
    assertThat(karate.betweenness()[0] * 528).isCloseTo(231.0714, within(1e-4));
    assertThat(karate.betweenness()[33] * 528).isCloseTo(160.5516, within(1e-4));
    assertThat(karate.betweenness()[32]).isCloseTo(0.1452, within(5e-5));
    assertThat(karate.betweenness()[2]).isCloseTo(0.1437, within(5e-5));
    assertThat(karate.betweenness()[31]).isCloseTo(0.1383, within(5e-5));
    assertThat(karate.betweenness()[11]).isZero();
    double[] florence = Bridges.in(web(FLORENCE)).betweenness();
    for (int family = 0; family < florence.length; family++) {
      assertThat(florence[family])
          .as("family %d", family)
          .isCloseTo(FLORENCE_BETWEENNESS[family], within(5e-4));
    }
  }

  @Test
  void a_sample_of_members_estimates_the_betweenness_of_all() {
    Web web = web(KARATE);
    double[] exact = Bridges.in(web).betweenness();
    Bridges sampled = Bridges.in(web, 17);
    assertThat(sampled.pivots()).isEqualTo(17);
    for (int m = 0; m < exact.length; m++) {
      assertThat(sampled.betweenness()[m]).as("member %d", m + 1).isCloseTo(exact[m], within(0.12));
    }
  }

  @Test
  void who_would_be_missed_cuts_off_so_many() {
    int[] karate = Cuts.in(web(KARATE)).off();
    assertThat(karate[0]).as("5, 6, 7, 11, 17 and 12 know nobody else").isEqualTo(6);
    assertThat(Arrays.stream(karate).filter(off -> off > 0).count()).isEqualTo(1);
    int[] florence = Cuts.in(web(FLORENCE)).off();
    // Ginori hang on the Albizzi, Lamberteschi on the Guadagni, Pazzi on the Salviati, Acciaiuoli
    // and both of these on the Medici.
    assertThat(florence).containsExactly(0, 1, 0, 0, 0, 0, 1, 0, 3, 0, 0, 0, 1, 0, 0);
    assertThat(Cuts.in(web("1-2,2-3,3-4,4-5,6-7")).off()).containsExactly(0, 1, 2, 1, 0, 0, 0);
  }

  @Test
  void what_is_cut_off_is_what_taking_them_away_leaves() {
    Random chance = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder pairs = new StringBuilder("1-2");
      for (int edge = 0; edge < 14; edge++) {
        int a = 1 + chance.nextInt(12);
        int b = 1 + chance.nextInt(12);
        pairs.append(a == b ? "" : ",%d-%d".formatted(a, b));
      }
      Web web = web(pairs.toString());
      for (int m = 0; m < web.size(); m++) {
        int whole = parts(web, -1, m).stream().mapToInt(Integer::intValue).max().orElseThrow();
        List<Integer> left = parts(web, m, m);
        int largest = left.stream().mapToInt(Integer::intValue).max().orElse(0);
        assertThat(Cuts.in(web).off()[m])
            .as("%s without %d", pairs, m)
            .isEqualTo(whole - 1 - largest);
      }
    }
  }

  @Test
  void a_hundred_thousand_members_take_seconds_and_a_long_chain_no_stack() {
    List<Said> said = new ArrayList<>();
    Random chance = new Random(3);
    for (int m = 1; m < 100_000; m++) {
      said.add(new Said(m, m + 1, 1));
      said.add(new Said(m, 1 + (long) (Math.pow(chance.nextDouble(), 3) * 99_999), 2));
    }
    said.removeIf(one -> one.from() == one.to());
    Web web = Web.of(said);
    long begin = System.nanoTime();
    Bridges bridges = Bridges.in(web);
    Circles circles = Circles.in(web);
    assertThat((System.nanoTime() - begin) / 1e9).as("seconds").isLessThan(60);
    assertThat(bridges.pivots()).isBetween(50, 2_000);
    assertThat(circles.modularity()).isGreaterThan(0.3);
    List<Said> chain =
        said.stream().filter(one -> one.to() == one.from() + 1 && one.messages() == 1).toList();
    assertThat(Cuts.in(Web.of(chain)).off()[50_000]).isEqualTo(49_999);
  }

  @Test
  void a_group_where_nobody_talks_to_anybody_has_nothing() {
    Web web = Web.of(List.of());
    assertThat(Circles.in(web).count()).isZero();
    assertThat(Bridges.in(web).betweenness()).isEmpty();
    assertThat(Cuts.in(web).off()).isEmpty();
    assertThat(Bridges.in(web("1-2")).betweenness()).containsExactly(0, 0);
  }

  /** Sizes of the parts that hang together among those reachable from one, without another. */
  private static List<Integer> parts(Web web, int without, int of) {
    List<Integer> sizes = new ArrayList<>();
    boolean[] met = new boolean[web.size()];
    if (without >= 0) {
      met[without] = true;
    }
    for (int at = without < 0 ? -1 : web.start()[of];
        at < (without < 0 ? 0 : web.start()[of + 1]);
        at++) {
      int size = count(web, without < 0 ? of : web.partner()[at], met);
      if (size > 0) {
        sizes.add(size);
      }
    }
    return sizes;
  }

  private static int count(Web web, int from, boolean[] met) {
    if (met[from]) {
      return 0;
    }
    met[from] = true;
    int size = 1;
    for (int at = web.start()[from]; at < web.start()[from + 1]; at++) {
      size += count(web, web.partner()[at], met);
    }
    return size;
  }

  private static String unweighted(String pairs) {
    return pairs.replaceAll(":\\d+", "");
  }

  private static Web web(String pairs) {
    return Web.of(said(pairs));
  }

  private static List<Said> said(String pairs) {
    return Arrays.stream(pairs.split(","))
        .map(pair -> pair.split("[-:]"))
        .map(
            p ->
                new Said(
                    Long.parseLong(p[0]),
                    Long.parseLong(p[1]),
                    p.length > 2 ? Long.parseLong(p[2]) : 1))
        .toList();
  }
}
