package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 客户朋友圈: written here, published by staff, and what customers did with it is told. */
class WeComMomentsTest extends WeComJourney {
  private static final AtomicInteger KEYS = new AtomicInteger();

  @BeforeEach
  void two_customers() {
    connectWithCustomers(Map.of());
  }

  @Test
  void staff_publish_it_and_who_sees_and_likes_it_is_told() {
    JsonNode made = make(wish("新茶"));
    assertThat(made.path("state").asString()).isEqualTo("due");
    wecom.work();
    assertThat(newest().path("state").asString()).as("WeCom is making it").isEqualTo("job");
    later(Duration.ofSeconds(10));
    assertThat(newest().path("state").asString()).isEqualTo("waiting");
    assertThat(hands()).containsExactly("ana - 0 0 0", "bo - 0 0 0");
    wecom.act("publish", "staff", "ana");
    wecom.act("like", "external", CHEN);
    wecom.act("comment", "external", CHEN);
    later(Duration.ofMinutes(1));
    assertThat(hands()).containsExactly("ana published 1 1 1", "bo - 0 0 0");
    JsonNode ana = newest().at("/hands/0");
    assertThat(ana.path("liked").toString())
        .isEqualTo("[{\"id\":\"%s\",\"name\":\"Chen\"}]".formatted(CHEN));
    assertThat(ana.path("commented")).isEqualTo(ana.path("liked"));
    later(Duration.ofDays(31));
    assertThat(newest().path("state").asString()).isEqualTo("over");
  }

  @Test
  void what_waits_for_taps_is_one_task_that_closes_with_the_last_of_them() {
    wecom.act("chat", "chat", "wrDesk" + wecom.corp(), "name", "茶友", "owner", "ana");
    wecom.work();
    make(wish("新茶"));
    wecom.work();
    later(Duration.ofSeconds(10));
    JsonNode task = tasks("open").getFirst();
    assertThat(task.path("kind").asString()).isEqualTo("moment");
    assertThat(task.path("account").asString()).startsWith("Riverside tea");
    wecom.act("publish", "staff", "ana");
    later(Duration.ofMinutes(1));
    assertThat(tasks("open")).as("Bo has not tapped").hasSize(1);
    wecom.act("publish", "staff", "bo");
    later(Duration.ofMinutes(1));
    assertThat(tasks("open")).isEmpty();
    assertThat(tasks("done")).hasSize(1);
  }

  @Test
  void stopping_ends_the_task_as_not_done() {
    wecom.act("chat", "chat", "wrStop" + wecom.corp(), "name", "茶友", "owner", "ana");
    wecom.work();
    JsonNode made = make(wish("新茶"));
    wecom.work();
    later(Duration.ofSeconds(10));
    post(made, "/stop");
    assertThat(tasks("open")).isEmpty();
    assertThat(tasks("not_done")).hasSize(1);
  }

  private List<JsonNode> tasks(String state) {
    return liana
        .script()
        .get("/tasks?community=" + wecom.community() + "&state=" + state)
        .json()
        .path("items")
        .valueStream()
        .filter(task -> task.path("kind").asString().equals("moment"))
        .toList();
  }

  @Test
  void a_picture_goes_with_it_by_the_upload_moments_need() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1};
    String file =
        liana.script().upload(account("/files?name=tea.png"), png).json().path("id").asString();
    Map<String, Object> wish = wish("新茶");
    wish.put("attachments", List.of(Map.of("type", "image", "file", file)));
    make(wish);
    later(Duration.ofSeconds(10));
    later(Duration.ofSeconds(10));
    assertThat(newest().path("state").asString()).isEqualTo("waiting");
  }

  @Test
  void pictures_videos_and_links_are_not_mixed() {
    Map<String, Object> wish = wish("新茶");
    Map<String, String> link =
        Map.of("type", "link", "title", "茶单", "url", "https://example.com/tea");
    wish.put("attachments", List.of(link, link));
    Visitor.Answer refused = liana.script().post(account("/moments"), wish);
    assertThat(refused.json().at("/params/field").asString()).isEqualTo("attachments");
  }

  @Test
  void the_same_wish_twice_and_a_lost_answer_make_one() {
    wecom.faults(Map.of("lose_moment_answer", 1));
    Map<String, Object> wish = wish("新茶");
    make(wish);
    wecom.work();
    make(wish);
    assertThat(newest().path("state").asString()).isEqualTo("doubt");
    later(Duration.ofSeconds(10));
    assertThat(newest().path("state").asString()).isEqualTo("waiting");
    assertThat(wecom.state().path("moments")).hasSize(1);
  }

  @Test
  void one_that_never_arrived_is_asked_for_again_by_a_person_only() {
    wecom.faults(Map.of("fail_moment", 1));
    JsonNode made = make(wish("新茶"));
    wecom.work();
    for (int i = 0; i < 70; i++) {
      later(Duration.ofSeconds(10));
    }
    assertThat(newest().path("state").asString()).isEqualTo("absent");
    assertThat(wecom.state().path("moments")).isEmpty();
    post(made, "/again");
    wecom.work();
    assertThat(wecom.state().path("moments")).hasSize(1);
    assertThat(post(made, "/again").code()).isEqualTo("not_absent");
  }

  @Test
  void what_wecom_refuses_says_its_number() {
    wecom.faults(Map.of("moment_refused", 41061));
    make(wish("新茶"));
    wecom.work();
    later(Duration.ofSeconds(10));
    assertThat(newest().path("state").asString()).isEqualTo("refused");
    assertThat(newest().path("evidence").asString()).startsWith("41061");
  }

  @Test
  void stopping_leaves_what_was_published() {
    JsonNode made = make(wish("新茶"));
    wecom.work();
    later(Duration.ofSeconds(10));
    wecom.act("publish", "staff", "ana");
    later(Duration.ofMinutes(1));
    assertThat(post(made, "/stop").json().path("state").asString()).isEqualTo("stopped");
    assertThat(wecom.state().at("/moments/0/cancelled").asBoolean()).isTrue();
    assertThat(hands()).contains("ana published 1 0 0");
    assertThat(post(made, "/stop").code()).isEqualTo("nothing_waits");
  }

  @Test
  void the_hundred_and_first_of_a_month_is_refused() {
    jdbc.update(
        """
        insert into channel_wecom_moment (corp, key, text, attachments, staff, tags, created_by, created_at)
        select ?, 'old' || n, 'x', '[]', '{}', '{}', 'test', cast(? as timestamptz) from generate_series(1, 100) as n
        """,
        wecom.corp(),
        clock.instant().toString());
    Visitor.Answer refused = liana.script().post(account("/moments"), wish("新茶"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("moments_used_up");
    JsonNode room = liana.script().get(account("/moments/room")).json();
    assertThat(room.path("used").asInt()).isEqualTo(100);
    assertThat(room.path("most_seen").asInt()).isEqualTo(4);
  }

  private static Map<String, Object> wish(String text) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("key", "m" + KEYS.incrementAndGet());
    wish.put("text", text);
    return wish;
  }

  private JsonNode make(Map<String, Object> wish) {
    Visitor.Answer made = liana.script().post(account("/moments"), wish);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  private Visitor.Answer post(JsonNode moment, String act) {
    return liana.script().post(account("/moments/" + moment.path("id").asString() + act), Map.of());
  }

  private JsonNode newest() {
    return liana.script().get(account("/moments")).json().at("/items/0");
  }

  private List<String> hands() {
    return newest()
        .path("hands")
        .valueStream()
        .map(
            hand ->
                "%s %s %d %d %d"
                    .formatted(
                        hand.path("staff").asString(),
                        hand.path("published").asBoolean() ? "published" : "-",
                        hand.path("reached").asInt(),
                        hand.path("likes").asInt(),
                        hand.path("comments").asInt()))
        .toList();
  }
}
