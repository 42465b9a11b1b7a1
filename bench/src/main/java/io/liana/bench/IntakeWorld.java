package io.liana.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the load runs against: groups, rules, and real messages to say.
 *
 * @param groups ids of open groups
 * @param ordinary real chat messages, as JSON strings; one in a hundred asks what a keyword rule
 *     answers, one in a hundred is an advert
 * @param wave the same with one advert in ten, as the data set has it
 */
record IntakeWorld(
    List<String> groups, List<String> ordinary, List<String> wave, int rules, int words) {
  private static final int WORDS_PER_RULE = 1_000;
  private static final int ONE_IN_A_HUNDRED = 100;

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
    return new IntakeWorld(
        groups, realTexts(ONE_IN_A_HUNDRED), realTexts(0), rules.size(), lexicon.size());
  }

  /** A group of its own community, in which nobody speaks. */
  static String quietGroup(BenchServer server) throws IOException, InterruptedException {
    String community =
        post(server, "/communities", Map.of("name", "Quiet", "zone", "Asia/Shanghai"));
    return post(
        server, "/groups", Map.of("community_id", community, "name", "Quiet", "platform", "open"));
  }

  /**
   * Somebody of a group: everybody is at home in one group and a guest in the next, so that a group
   * has 400 members, half of whom are heard elsewhere, in another lane, too.
   */
  static int speaker(int group, Random random) {
    boolean guest = random.nextInt(5) == 0;
    int home = (guest ? group + 1 : group) % IntakeBench.GROUPS;
    return home + IntakeBench.GROUPS * random.nextInt(IntakeBench.MEMBERS / IntakeBench.GROUPS);
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

  /**
   * @param oneAdvertIn how many messages to one advert; 0 keeps all of them
   */
  private static List<String> realTexts(int oneAdvertIn) throws IOException {
    Set<Long> adverts = new HashSet<>();
    BenchServer.JSON
        .readTree(Files.readString(SharedFolder.path("data/zh-group-mix/gold_ads.json")))
        .path("ad_message_ids")
        .forEach(id -> adverts.add(id.asLong()));
    var random = new Random(20261122);
    List<String> texts = new ArrayList<>();
    int kept = 0;
    for (String line : Files.readAllLines(SharedFolder.path("data/zh-group-mix/events.jsonl"))) {
      var event = BenchServer.JSON.readTree(line);
      boolean advert = adverts.contains(event.path("id").asLong());
      if (!event.path("type").asString("").equals("message")
          || advert && oneAdvertIn > 0 && kept * oneAdvertIn > texts.size()) {
        continue;
      }
      kept += advert ? 1 : 0;
      texts.add(event.path("text").asString(""));
    }
    for (int i = 0; i < texts.size(); i += ONE_IN_A_HUNDRED) {
      texts.set(i, "请问问题%03d怎么办".formatted(random.nextInt(IntakeBench.KEYWORD_RULES)));
    }
    // Written as JSON once: what the client costs is taken from the server beside it.
    return texts.stream().map(BenchServer.JSON::writeValueAsString).toList();
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
