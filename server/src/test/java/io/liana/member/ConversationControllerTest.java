package io.liana.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.SettledEvent;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ConversationControllerTest {
  private final RunningLiana liana = RunningLiana.shared();
  private final Visitor script = liana.script();
  private final Riverside riverside = Riverside.in(liana);
  private final String path = "/groups/" + riverside.groupId() + "/events";

  @BeforeEach
  void they_talk() {
    riverside.says(riverside.ana(), at(0), "Good morning");
    riverside.says(riverside.chen(), at(1), "请问茶馆几点开门？");
    riverside.says(riverside.bo(), at(2), "Nine, 100% sure", riverside.chen());
    riverside.says(riverside.advertiser(), at(3), "cheap_watches here");
    riverside.says(riverside.ana(), at(4), "back\\slash");
  }

  @Test
  void the_newest_comes_first_with_names_and_those_addressed() {
    JsonNode items = script.get(path).json().path("items");
    assertThat(items).hasSize(5);
    assertThat(items.path(0).path("text").asString()).isEqualTo("back\\slash");
    assertThat(items.path(0).at("/member/name").asString()).isEqualTo("Ana");
    assertThat(items.path(2).at("/targets/0/name").asString()).isEqualTo("陈晨 Chen");
    assertThat(texts("?order=asc").getFirst()).isEqualTo("Good morning");
  }

  @Test
  void pages_meet_without_a_gap_even_where_several_speak_in_one_second() {
    for (int i = 0; i < 7; i++) {
      riverside.says(riverside.bo(), at(9), "same second " + i);
    }
    List<String> newestFirst = walk("?limit=3");
    assertThat(newestFirst).hasSize(12).doesNotHaveDuplicates();
    assertThat(walk("?limit=3&order=asc")).containsExactlyElementsOf(newestFirst.reversed());
  }

  @ParameterizedTest
  @CsvSource({
    "100%25, 1",
    "%25, 1",
    "_, 1",
    "%5C, 1",
    "茶馆, 1",
    "CHEAP here, 1",
    "here cheap, 1",
    "here morning, 0",
    "'', 5",
    "%20%20, 5"
  })
  void words_are_looked_for_and_wildcards_are_words(String q, int found) {
    assertThat(texts("?q=" + q.replace(" ", "+"))).hasSize(found);
  }

  @Test
  void who_and_what_narrow_it_down() {
    assertThat(texts("?member=" + riverside.ana())).containsExactly("back\\slash", "Good morning");
    assertThat(texts("?type=join")).isEmpty();
    assertThat(texts("?type=message&member=" + riverside.bo())).hasSize(1);
    assertThat(texts("?member=999999")).isEmpty();
  }

  @Test
  void days_are_those_of_the_community() {
    // 23:30 and 00:30 in Shanghai
    riverside.says(riverside.bo(), Instant.parse("2026-11-20T15:30:00Z"), "late on Friday");
    riverside.says(riverside.bo(), Instant.parse("2026-11-20T16:30:00Z"), "early on Saturday");
    assertThat(texts("?from=2026-11-20&to=2026-11-20")).containsExactly("late on Friday");
    assertThat(texts("?from=2026-11-21")).containsExactly("early on Saturday");
    assertThat(texts("?from=2026-11-21&to=2026-11-20")).isEmpty();
  }

  @Test
  void an_edited_or_recalled_message_says_so() {
    SettledEvent message = riverside.says(riverside.chen(), at(10), "teh tea");
    riverside.edits(message, at(11), "the tea");
    riverside.recalls(message, at(12));
    JsonNode shown = script.get(path + "?type=message&limit=1").json().path("items").path(0);
    assertThat(shown.path("text").asString()).isEqualTo("the tea");
    assertThat(Instant.parse(shown.path("edited_at").asString())).isEqualTo(at(11));
    assertThat(Instant.parse(shown.path("recalled_at").asString())).isEqualTo(at(12));
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday, invalid_request",
    "from=%2B999999999-12-31, invalid_request",
    "to=2026-02-30, invalid_request",
    "type=shout, invalid_request",
    "order=random, invalid_request",
    "member=ana, not_an_id",
    "q=a%00b, invalid_request",
    "limit=1000000, invalid_request",
    "cursor=%ff%fe, invalid_request",
    "cursor=MQ.MQ, bad_cursor",
    "cursor=KzEwMDAwMDAwMDAtMTItMzFUMDA6MDA6MDBa.MQ, bad_cursor"
  })
  void a_nonsense_question_is_answered_with_what_is_wrong(String query, String code) {
    Answer refused = script.get(path + "?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
  }

  @Test
  void a_search_may_not_be_endless() {
    assertThat(script.get(path + "?q=" + "a".repeat(500)).code()).isEqualTo("invalid_request");
  }

  @Test
  void another_community_hears_nothing() {
    Visitor stranger = Riverside.in(liana).localOperator();
    assertThat(stranger.get(path).code()).isEqualTo("group_not_found");
    assertThat(riverside.localOperator().get(path).status()).isEqualTo(200);
  }

  private List<String> texts(String query) {
    List<String> texts = new ArrayList<>();
    script
        .get(path + query)
        .json()
        .path("items")
        .forEach(e -> texts.add(e.path("text").asString()));
    return texts;
  }

  private List<String> walk(String query) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = script.get(path + query + "&cursor=" + cursor).json();
      page.path("items").forEach(event -> ids.add(event.path("id").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    return ids;
  }

  private static Instant at(int minute) {
    return Riverside.MONDAY.plus(Duration.ofMinutes(minute));
  }
}
