package io.liana.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What the load runs against: groups, rules, and real messages to say.
 *
 * @param groups ids of open groups
 * @param texts real chat messages; about one in a hundred asks what a keyword rule answers
 */
record IntakeWorld(List<String> groups, List<String> texts, int rules, int words) {
  private static final int WORDS_PER_RULE = 1_000;

  static IntakeWorld build(BenchServer server) throws IOException, InterruptedException {
    String community =
        post(server, "/communities", Map.of("name", "Bench", "zone", "Asia/Shanghai"));
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < IntakeBench.GROUPS; i++) {
      groups.add(
          post(
              server,
              "/groups",
              Map.of("community_id", community, "name", "Bench " + i, "platform", "open")));
    }
    List<String> lexicon = lexicon();
    List<Map<String, Object>> rules = new ArrayList<>();
    for (int i = 0; i < IntakeBench.KEYWORD_RULES; i++) {
      rules.add(
          rule(
              "answer-" + i,
              Map.of(
                  "type",
                  "keyword",
                  "match",
                  "contains",
                  "words",
                  List.of("问题%03d".formatted(i), "howto%03d".formatted(i), "怎么弄%03d".formatted(i))),
              Map.of("type", "reply", "text", "答案 " + i)));
    }
    for (int from = 0; from < lexicon.size(); from += WORDS_PER_RULE) {
      List<String> words = lexicon.subList(from, Math.min(lexicon.size(), from + WORDS_PER_RULE));
      rules.add(
          rule(
              "lexicon-" + from / WORDS_PER_RULE,
              Map.of("type", "keyword", "match", "contains", "words", words),
              Map.of("type", "record_violation", "kind", "keyword")));
    }
    rules.add(
        rule(
            "adverts",
            Map.of("type", "advert", "threshold", "enforce"),
            Map.of("type", "record_violation", "kind", "advert")));
    for (String kind : List.of("keyword", "advert")) {
      rules.add(
          rule(
              "first-" + kind,
              Map.of("type", "violation", "kind", kind, "nth", 1, "within_days", 30),
              Map.of("type", "recall"),
              Map.of("type", "warn", "text", "请勿发广告")));
      rules.add(
          rule(
              "second-" + kind,
              Map.of("type", "violation", "kind", kind, "nth", 2, "within_days", 30),
              Map.of("type", "recall"),
              Map.of("type", "remove"),
              Map.of("type", "blacklist")));
    }
    send(server, "PUT", "/communities/" + community + "/rules/draft", Map.of("rules", rules));
    send(server, "POST", "/communities/" + community + "/rules/publish", Map.of());
    return new IntakeWorld(groups, realTexts(), rules.size(), lexicon.size());
  }

  @SafeVarargs
  private static Map<String, Object> rule(
      String key, Map<String, Object> trigger, Map<String, Object>... effects) {
    return Map.of(
        "key",
        key,
        "name",
        key,
        "mode",
        "on",
        "triggers",
        List.of(trigger),
        "conditions",
        List.of(),
        "effects",
        List.of(effects));
  }

  private static List<String> lexicon() throws IOException {
    List<String> words = new ArrayList<>();
    try (Stream<Path> files = Files.list(SharedFolder.path("data/lexicon-zh"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .map(line -> line.strip().replaceAll("[,，]$", ""))
            .filter(word -> word.length() >= 2 && word.length() <= 60)
            .forEach(words::add);
      }
    }
    return words.stream().distinct().toList();
  }

  private static List<String> realTexts() throws IOException {
    var random = new Random(20261122);
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(SharedFolder.path("data/zh-group-mix/events.jsonl"))) {
      var event = BenchServer.JSON.readTree(line);
      if (event.path("type").asString("").equals("message")) {
        texts.add(event.path("text").asString(""));
      }
    }
    for (int i = 0; i < texts.size(); i += 100) {
      texts.set(i, "请问问题%03d怎么办".formatted(random.nextInt(IntakeBench.KEYWORD_RULES)));
    }
    return texts;
  }

  private static String post(BenchServer server, String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    return server
        .send("POST", path, "application/json", BenchServer.JSON.writeValueAsString(body))
        .path("id")
        .asString();
  }

  private static void send(BenchServer server, String method, String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    server.send(method, path, "application/json", BenchServer.JSON.writeValueAsString(body));
  }
}
