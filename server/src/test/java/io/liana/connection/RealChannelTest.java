package io.liana.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.insight.GroupTalks.Said;
import io.liana.kit.SharedData;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Channels of {@code shared/data/irc-raku-events} against NetworkX 3.6.1: {@code
 * betweenness_centrality}, {@code articulation_points}, and the best of 50 runs of {@code
 * louvain_communities}.
 */
class RealChannelTest {

  @ParameterizedTest
  @CsvSource({
    "raku-beginner, 171, 384, 0.494395451, 0.206180546, 1.688478941872607, 27, 84, 0.33044733382030683",
    "cro, 60, 117, 0.521118023, 0.203097604, 1.5470485096434836, 9, 29, 0.24544826931140806",
    "red, 9, 10, 0.821428571, 0.25, 1.1071428571428572, 2, 5, 0.04541990550221",
  })
  void a_real_channel_has_the_numbers_of_networkx(
      String channel,
      int members,
      int pairs,
      double first,
      double second,
      double sum,
      int cuts,
      int cutOff,
      double modularity)
      throws Exception {
    Web web = Web.of(said(channel));
    assertThat(web.size()).isEqualTo(members);
    assertThat(web.pairs()).isEqualTo(pairs);
    double[] betweenness = Bridges.in(web).betweenness();
    assertThat(Arrays.stream(betweenness).sum()).isCloseTo(sum, within(1e-9));
    Arrays.sort(betweenness);
    assertThat(betweenness[members - 1]).isCloseTo(first, within(1e-9));
    assertThat(betweenness[members - 2]).isCloseTo(second, within(1e-9));
    int[] off = Cuts.in(web).off();
    assertThat(Arrays.stream(off).filter(one -> one > 0).count()).isEqualTo(cuts);
    assertThat(Arrays.stream(off).sum()).isEqualTo(cutOff);
    assertThat(Circles.in(web).modularity()).isGreaterThan(modularity - 1e-9);
  }

  private static List<Said> said(String channel) throws Exception {
    List<String[]> lines;
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(
                        SharedData.path("data/irc-raku-events/" + channel + ".csv.gz"))),
                StandardCharsets.UTF_8))) {
      lines = reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
    Set<String> bots = new HashSet<>();
    Map<String, Long> ids = new HashMap<>();
    for (String[] cell : lines) {
      if (cell[1].equals("bot")) {
        bots.add(cell[2]);
      }
    }
    Map<List<Long>, Long> messages = new HashMap<>();
    for (String[] cell : lines) {
      boolean human = !bots.contains(cell[2]) && !bots.contains(cell[4]);
      boolean speaks = cell[1].equals("message") || cell[1].equals("action");
      if (human && speaks && !cell[4].isEmpty() && !cell[4].equals(cell[2])) {
        long from = ids.computeIfAbsent(cell[2], name -> ids.size() + 1L);
        long to = ids.computeIfAbsent(cell[4], name -> ids.size() + 1L);
        messages.merge(List.of(from, to), 1L, Long::sum);
      }
    }
    return messages.entrySet().stream()
        .map(one -> new Said(one.getKey().getFirst(), one.getKey().getLast(), one.getValue()))
        .toList();
  }
}
