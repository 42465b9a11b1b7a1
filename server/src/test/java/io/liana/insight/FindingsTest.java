package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FindingsTest {
  @Test
  void newcomers_without_a_reply_are_told_with_their_number_and_what_to_do() {
    Finding finding = found("newcomers_unanswered_return");
    assertThat(finding).isNotNull();
    assertThat(Catalogue.EN.text(finding))
        .matches("\\d+ % of newcomers never got a reply.* × as often.*");
    assertThat(Catalogue.ZH.nextStep(finding)).contains("新人提醒");
    assertThat(Catalogue.EN.rule(finding)).contains("50 %");
  }

  @Test
  void a_group_with_a_handful_of_messages_is_not_judged() {
    try (FactStore store = new FactStore(null, "256MB", 2)) {
      RakuChannel.load(store, "raku-news", 1);
      assertThat(codes(findings(store)))
          .contains("too_little")
          .doesNotContain("few_carry", "early_loss");
    }
  }

  @Test
  void every_finding_of_every_channel_can_be_said_in_both_languages() {
    for (String channel : List.of("raku-beginner", "cro", "phasers", "p6dev", "raku-zef", "mugs")) {
      try (FactStore store = new FactStore(null, "256MB", 2)) {
        RakuChannel.load(store, channel, 1);
        for (Finding finding : findings(store)) {
          Finding named = finding.with("name", "Ana");
          for (Catalogue words : Catalogue.values()) {
            assertThat(words.text(named) + words.nextStep(named) + words.rule(named))
                .doesNotContain("{", "}", "NaN");
          }
        }
      }
    }
  }

  @Test
  void both_languages_know_the_same_words_and_the_same_numbers() {
    JsonNode english = catalogue("en");
    JsonNode chinese = catalogue("zh");
    for (String part : List.of("metric", "finding", "page")) {
      assertThat(chinese.get(part).propertyNames()).isEqualTo(english.get(part).propertyNames());
    }
    english
        .get("finding")
        .propertyStream()
        .forEach(
            entry ->
                assertThat(holes(chinese.get("finding").get(entry.getKey())))
                    .as(entry.getKey())
                    .isEqualTo(holes(entry.getValue())));
  }

  @Test
  void the_page_about_the_numbers_says_what_the_program_says() throws IOException {
    Path page = Path.of("..", "docs", "metrics.md");
    String docs = Files.readString(Files.exists(page) ? page : Path.of("docs", "metrics.md"));
    catalogue("en")
        .get("metric")
        .propertyNames()
        .forEach(
            key -> {
              assertThat(docs).contains("| `" + key + "` |");
              for (Catalogue words : Catalogue.values()) {
                assertThat(docs)
                    .contains(
                        "**%s** — %s".formatted(words.metricName(key), words.definition(key)));
              }
            });
  }

  private static List<List<String>> holes(JsonNode texts) {
    return texts
        .valueStream()
        .map(
            text ->
                java.util.regex.Pattern.compile("\\{(\\w+)")
                    .matcher(text.asString())
                    .results()
                    .map(hole -> hole.group(1))
                    .sorted()
                    .distinct()
                    .toList())
        .toList();
  }

  private static JsonNode catalogue(String language) {
    return ForecastModel.JSON.readTree(
        FindingsTest.class.getResourceAsStream("/insight/" + language + ".json"));
  }

  private static Finding found(String code) {
    for (String channel :
        List.of("raku-beginner", "cro", "perl6-toolchain", "phasers", "raku-doc")) {
      try (FactStore store = new FactStore(null, "256MB", 2)) {
        RakuChannel.load(store, channel, 1);
        for (Finding finding : findings(store)) {
          if (finding.code().equals(code)) {
            return finding;
          }
        }
      }
    }
    return null;
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }

  private static List<Finding> findings(FactStore store) {
    Analysis analysis = store.read(facts -> Analysis.load(facts, 1, null, null));
    return Findings.of(
        analysis,
        Metrics.of(analysis, Cohort.MESSAGE),
        Forecast.of(analysis, ForecastModel.load(), Catalogue.EN));
  }
}
