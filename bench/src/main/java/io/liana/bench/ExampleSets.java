package io.liana.bench;

import io.liana.bench.Example.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the labelled sets of {@code shared/data} and our own lists. */
final class ExampleSets {
  private static final int IRC_EVERY = 20; // one line in twenty is plenty

  private ExampleSets() {}

  static List<Example> qq() throws IOException {
    return Csv.rows(SharedFolder.path("data/qq-group-ads-mc/train.csv")).stream()
        .filter(row -> row.size() == 2 && !row.get(0).equals("label"))
        .map(row -> Example.of(row.get(1), row.get(0).equals("1"), Source.QQ))
        .toList();
  }

  /** The safe half: offensive comments are not what the detector is about. */
  static List<Example> cold(String part) throws IOException {
    return Csv.rows(SharedFolder.path("data/cold-offensive-zh/" + part + ".csv")).stream()
        .filter(row -> row.size() == 5 && row.get(3).equals("0"))
        .map(row -> Example.of(row.get(4), false, Source.COLD))
        .toList();
  }

  static List<Example> telegram() throws IOException {
    return both(
        Files.readAllLines(SharedFolder.path("data/tg-spam-umputun/spam-samples.txt")),
        Files.readAllLines(SharedFolder.path("data/tg-spam-umputun/ham-samples.txt")),
        Source.TELEGRAM);
  }

  static List<Example> sms() throws IOException {
    return Files.readAllLines(SharedFolder.path("data/sms-spam-collection/SMSSpamCollection"))
        .stream()
        .filter(line -> line.indexOf('\t') > 0)
        .map(
            line ->
                Example.of(
                    line.substring(line.indexOf('\t') + 1), line.startsWith("spam"), Source.SMS))
        .toList();
  }

  static List<Example> egret() throws IOException {
    List<Example> out = new ArrayList<>();
    for (String line :
        Files.readAllLines(SharedFolder.path("data/qa-egret-wenda/qa_train.jsonl"))) {
      JsonNode row = JsonMapper.shared().readTree(line);
      out.add(Example.of(row.get("question").stringValue(), false, Source.EGRET));
      out.add(Example.of(row.get("answer").stringValue(), false, Source.EGRET));
    }
    return out;
  }

  static List<Example> irc() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(SharedFolder.path("data/irc-ubuntu"))) {
      files = found.filter(f -> f.toString().endsWith(".raw.txt")).sorted().toList();
    }
    List<Example> out = new ArrayList<>();
    int line = 0;
    for (Path file : files) {
      for (String text : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
        int name = text.indexOf("> ");
        if (text.startsWith("[") && name > 0 && line++ % IRC_EVERY == 0) {
          out.add(Example.of(text.substring(name + 2), false, Source.IRC));
        }
      }
    }
    return out;
  }

  static List<Example> own() throws IOException {
    return both(resource("adverts.txt"), resource("ordinary.txt"), Source.OWN);
  }

  static List<Example> unseen() throws IOException {
    Path folder = Figures.home().resolve("server/src/test/resources/moderation");
    return both(
        Files.readAllLines(folder.resolve("unseen-adverts.txt")),
        Files.readAllLines(folder.resolve("unseen-ordinary.txt")),
        Source.UNSEEN);
  }

  /** Everything the shipped model learns from. */
  static List<Example> all() throws IOException {
    List<Example> out = new ArrayList<>(qq());
    out.addAll(own());
    out.addAll(telegram());
    out.addAll(sms());
    out.addAll(cold("train"));
    out.addAll(egret());
    out.addAll(irc());
    return out;
  }

  private static List<Example> both(List<String> adverts, List<String> ordinary, Source source) {
    return Stream.concat(
            sentences(adverts).map(text -> Example.of(text, true, source)),
            sentences(ordinary).map(text -> Example.of(text, false, source)))
        .toList();
  }

  private static Stream<String> sentences(List<String> lines) {
    return lines.stream().filter(line -> !line.isBlank() && !line.startsWith("# "));
  }

  private static List<String> resource(String name) throws IOException {
    try (InputStream in = ExampleSets.class.getResourceAsStream("/training/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
