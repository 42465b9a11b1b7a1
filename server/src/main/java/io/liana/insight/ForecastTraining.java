package io.liana.insight;

import io.liana.insight.Forecast.Daily;
import io.liana.insight.ForecastReliability.Guess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Trains the dead-group forecast on labelled channels and measures it on channels it has not seen.
 * {@code ./liana bench forecast DATA [OUT]} runs it; DATA holds {@code dead_labels.csv} and one
 * {@code CHANNEL.csv.gz} each.
 */
public final class ForecastTraining {
  private static final double RIDGE = 1;

  private ForecastTraining() {}

  /** One channel at one cut-off: what was known then, and what came. */
  record Example(String channel, double[] known, boolean dead) {}

  /**
   * @param f1 harmonic mean of the two
   */
  record Quality(double f1, double precision, double recall, int examples, int dead) {}

  /**
   * Prints the quality on unseen channels; with a second argument writes the model of all of them.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 1) {
      System.err.println("usage: forecast DATA [OUT.json]");
      System.exit(2);
    }
    List<Example> examples = read(Path.of(arguments[0]));
    List<Guess> guesses = leaveOneChannelOut(examples);
    Quality unseen = quality(guesses);
    ForecastReliability reliability = ForecastReliability.of(guesses);
    System.out.printf(
        "%d examples, %d dead; channels left out in turn: F1 %.4f, precision %.4f, recall %.4f%n",
        unseen.examples(), unseen.dead(), unseen.f1(), unseen.precision(), unseen.recall());
    System.out.printf(
        "Brier %.4f (%.4f by the overall rate alone), mean gap %.4f%n",
        reliability.brier(), reliability.brierOfTheRate(), reliability.gap());
    for (var tenth : reliability.tenths()) {
      System.out.printf(
          "said %.3f, came %.3f, of %d%n", tenth.said(), tenth.came(), tenth.examples());
    }
    if (arguments.length > 1) {
      int channels = channels(examples).size();
      ForecastModel model =
          train(examples)
              .withOrigin(
                  "./liana bench forecast ../shared/data/irc-raku-events OUT",
                  new ForecastModel.Origin(
                      examples.size(),
                      channels,
                      unseen.f1(),
                      reliability.brier(),
                      reliability.gap()));
      Files.writeString(Path.of(arguments[1]), ForecastModel.JSON.writeValueAsString(model) + "\n");
    }
  }

  static List<Example> read(Path folder) throws IOException {
    Map<String, Daily> channels = new HashMap<>();
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("dead_labels.csv"))) {
      String[] cell = line.split(",", -1);
      if (cell[0].equals("channel")) {
        continue;
      }
      if (!channels.containsKey(cell[0])) {
        channels.put(cell[0], daily(folder.resolve(cell[0] + ".csv.gz")));
      }
      int cutoff = Period.day(LocalDate.parse(cell[1]));
      Daily daily = java.util.Objects.requireNonNull(channels.get(cell[0]));
      examples.add(new Example(cell[0], Forecast.features(daily, cutoff), cell[8].equals("1")));
    }
    return examples;
  }

  /** Every channel is judged by a model, and a threshold, that never saw it. */
  static List<Guess> leaveOneChannelOut(List<Example> examples) {
    List<Guess> guesses = new ArrayList<>();
    for (String channel : channels(examples)) {
      ForecastModel model = train(without(examples, channel::equals));
      for (Example example : without(examples, Predicate.not(channel::equals))) {
        double score = model.score(example.known());
        guesses.add(new Guess(score, score >= model.threshold(), example.dead()));
      }
    }
    return guesses;
  }

  static Quality quality(List<Guess> guesses) {
    double hits = guesses.stream().filter(guess -> guess.saysDead() && guess.dead()).count();
    int said = (int) guesses.stream().filter(Guess::saysDead).count();
    int dead = (int) guesses.stream().filter(Guess::dead).count();
    return new Quality(2 * hits / (said + dead), hits / said, hits / dead, guesses.size(), dead);
  }

  /** Weights from all examples; the threshold by leaving channels out once more, inside. */
  static ForecastModel train(List<Example> examples) {
    List<double[]> scored = new ArrayList<>();
    for (String channel : channels(examples)) {
      ForecastModel inner = fit(without(examples, channel::equals));
      for (Example example : without(examples, Predicate.not(channel::equals))) {
        scored.add(new double[] {inner.score(example.known()), example.dead() ? 1 : 0});
      }
    }
    return fit(examples).withThreshold(bestThreshold(scored));
  }

  private static ForecastModel fit(List<Example> examples) {
    double[][] x = examples.stream().map(Example::known).toArray(double[][]::new);
    boolean[] y = new boolean[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = examples.get(i).dead();
    }
    return ForecastModel.fit(x, y, RIDGE);
  }

  /** The score with the highest F1, by thousandths. */
  private static double bestThreshold(List<double[]> scored) {
    double best = 0.5;
    double bestF1 = -1;
    for (int thousandth = 1; thousandth < 1000; thousandth++) {
      double threshold = thousandth / 1000.0;
      double hits = scored.stream().filter(s -> s[0] >= threshold && s[1] == 1).count();
      double said = scored.stream().filter(s -> s[0] >= threshold).count();
      double dead = scored.stream().filter(s -> s[1] == 1).count();
      double f1 = 2 * hits / (said + dead);
      if (f1 > bestF1) {
        best = threshold;
        bestF1 = f1;
      }
    }
    return best;
  }

  private static List<String> channels(List<Example> examples) {
    return examples.stream().map(Example::channel).distinct().sorted().toList();
  }

  private static List<Example> without(List<Example> examples, Predicate<String> channel) {
    return examples.stream().filter(example -> !channel.test(example.channel())).toList();
  }

  private static Daily daily(Path file) throws IOException {
    Map<Integer, Long> messages = new HashMap<>();
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line : reader.lines().skip(1).toList()) {
        String[] cell = line.split(",", -1);
        int day = Period.day(LocalDate.parse(cell[0].substring(0, 10)));
        first = Math.min(first, day);
        last = Math.max(last, day);
        if (cell[1].equals("message") || cell[1].equals("action")) {
          messages.merge(day, 1L, Long::sum);
        }
      }
    }
    long[] perDay = new long[last - first + 1];
    for (var entry : messages.entrySet()) {
      perDay[entry.getKey() - first] = entry.getValue();
    }
    return new Daily(first, perDay);
  }
}
