package io.liana.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Who comes back, over HTTP, from events that really arrived. Today is a Monday. */
class HabitControllerTest {
  private static final Instant MONDAY = Instant.parse("2026-09-07T02:00:00Z");
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-10-05T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static int said;

  private Riverside riverside;
  private final List<String> lines = new ArrayList<>();

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.intake.threads=0", "liana.delivery.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  /** Ana speaks in weeks 0, 1 and 3, Bo in 0 and 2, Chen in 1 alone. */
  @BeforeEach
  void three_who_speak() {
    riverside = Riverside.in(liana);
    speaks("ana", 0, 1, 3);
    speaks("bo", 0, 2);
    speaks("chen", 1);
    tell();
  }

  @Test
  void who_comes_back_is_counted_by_the_week_they_began_in() {
    JsonNode answer = ask("retention", "{\"from\":\"2026-09-09\",\"columns\":4}");
    assertThat(answer.path("from").asString()).isEqualTo("2026-09-07");
    assertThat(answer.path("to").asString()).isEqualTo("2026-10-11");
    assertThat(cells(answer, 0)).isEqualTo("2 of 2, 1 of 2, 1 of 2, 1 of 2");
    assertThat(cells(answer, 1)).isEqualTo("1 of 1, 0 of 1, 0 of 1, 0 of 1 open");
    assertThat(answer.path("cohorts")).hasSize(2);
    assertThat(together(answer)).isEqualTo("3 of 3, 1 of 3, 1 of 3, 1 of 2");
    assertThat(answer.at("/all/1/low").asDouble()).isBetween(0.06, 0.07);
  }

  @Test
  void rolling_counts_whoever_comes_back_later_and_brackets_whoever_does_within() {
    JsonNode rolling = ask("retention", "{\"kind\":\"rolling\",\"columns\":5}");
    assertThat(cells(rolling, 0)).isEqualTo("2 of 2, 2 of 2, 2 of 2, 1 of 2, 0 of 2 open");
    JsonNode brackets =
        ask(
            "retention",
            "{\"kind\":\"bracket\",\"brackets\":[{\"from\":1,\"to\":2},{\"from\":3,\"to\":6}]}");
    assertThat(cells(brackets, 0)).isEqualTo("2 of 2, 1 of 2 open");
    assertThat(cells(brackets, 1)).isEqualTo("0 of 1, 0 of 1 open");
  }

  @Test
  void a_life_is_new_returning_resurrected_or_dormant() {
    JsonNode answer = ask("lifecycle", "{}");
    List<String> periods = new ArrayList<>();
    for (JsonNode one : answer.path("periods")) {
      periods.add(
          "%s %d %d %d %d%s"
              .formatted(
                  one.path("start").asString(),
                  one.path("fresh").asInt(),
                  one.path("returning").asInt(),
                  one.path("resurrected").asInt(),
                  one.path("dormant").asInt(),
                  one.path("open").asBoolean() ? " open" : ""));
    }
    assertThat(periods)
        .containsExactly(
            "2026-09-07 2 0 0 0",
            "2026-09-14 1 1 0 1",
            "2026-09-21 0 0 1 2",
            "2026-09-28 0 0 1 1",
            "2026-10-05 0 0 0 1 open");
  }

  @Test
  void how_often_somebody_is_there_is_counted() {
    JsonNode answer = ask("stickiness", "{\"from\":\"2026-09-07\",\"to\":\"2026-10-04\"}");
    assertThat(answer.path("periods").asInt()).isEqualTo(4);
    assertThat(answer.path("open").asBoolean()).isFalse();
    assertThat(answer.path("people").asInt()).isEqualTo(3);
    assertThat(answer.path("counts").toString())
        .isEqualTo(
            "[{\"periods\":1,\"people\":1,\"at_least\":1.0},{\"periods\":2,\"people\":1,\"at_least\":0.6666666666666666},"
                + "{\"periods\":3,\"people\":1,\"at_least\":0.3333333333333333}]");
  }

  @Test
  void a_first_order_begins_a_cohort_and_is_a_step_of_a_funnel() {
    JdbcTemplate jdbc = liana.bean(JdbcTemplate.class);
    Long ana =
        jdbc.queryForObject(
            "select min(member_id) from channel_event where group_id = ? and kind = 'message' and event_key like '%h%'",
            Long.class, riverside.groupId().value());
    assertThat(ana).isNotNull();
    Visitor.Answer told =
        script.post(
            "/communities/" + riverside.community() + "/purchases",
            "{\"lines\":[{\"order\":\"1\",\"contact\":\"ana\",\"member\":\"%d\",\"amount\":\"99\",\"currency\":\"CNY\",\"at\":\"2026-09-08T04:00:00Z\"}]}"
                .formatted(ana));
    assertThat(told.status()).as(told.text()).isBetween(200, 299);
    JsonNode answer = ask("retention", "{\"start\":\"paid\",\"columns\":2}");
    assertThat(answer.path("cohorts")).hasSize(1);
    assertThat(answer.at("/cohorts/0/people").asInt()).isEqualTo(1);
    JsonNode funnel =
        ask(
            "funnel",
            "{\"steps\":[{\"what\":\"said\"},{\"what\":\"paid\"},{\"what\":\"said\"}],\"window_hours\":720}");
    assertThat(funnel.at("/steps/1/people").asInt()).isEqualTo(1);
  }

  @Test
  void nothing_is_answered_with_nothing_and_nonsense_is_refused_with_the_field() {
    JsonNode future = ask("retention", "{\"from\":\"2030-01-01\",\"to\":\"2030-02-01\"}");
    assertThat(future.path("cohorts")).isEmpty();
    assertThat(future.at("/all/0/share").isNull()).isTrue();
    assertThat(ask("stickiness", "{\"what\":\"left\"}").path("counts")).isEmpty();
    speaks("ana", 4);
    tell();
    JsonNode ahead = ask("stickiness", "{\"from\":\"2030-01-01\",\"to\":\"2030-02-01\"}");
    assertThat(ahead.path("people").asInt()).as("who spoke today is not there then").isZero();
    assertThat(ask("lifecycle", "{\"from\":\"2030-01-01\"}").path("periods")).isEmpty();
    for (String wrong :
        List.of(
            "{\"start\":\"bought\"}",
            "{\"kind\":\"square\"}",
            "{\"columns\":37}",
            "{\"kind\":\"bracket\"}",
            "{\"kind\":\"bracket\",\"brackets\":[{\"from\":3,\"to\":2}]}",
            "{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}",
            "{\"from\":\"1990-01-01\",\"to\":\"2026-01-01\"}")) {
      assertThat(script.post(path("retention"), wrong).code())
          .as(wrong)
          .isEqualTo("invalid_request");
    }
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    for (String question : List.of("retention", "lifecycle", "stickiness")) {
      assertThat(elsewhere.post(path(question), "{}").status()).isEqualTo(404);
    }
  }

  private static String cells(JsonNode answer, int cohort) {
    return cells(answer.path("cohorts").path(cohort).path("cells"));
  }

  private static String together(JsonNode answer) {
    return cells(answer.path("all"));
  }

  private static String cells(JsonNode cells) {
    List<String> texts = new ArrayList<>();
    for (JsonNode cell : cells) {
      texts.add(
          cell.isNull()
              ? "-"
              : "%d of %d%s"
                  .formatted(
                      cell.path("people").asInt(),
                      cell.path("of").asInt(),
                      cell.path("open").asBoolean() ? " open" : ""));
    }
    return String.join(", ", texts);
  }

  @Test
  void what_they_do_next_is_counted_by_visit_and_person() {
    JsonNode answer = ask("paths", "{\"event\":\"said\",\"from\":\"2026-09-01\"}");
    assertThat(answer.path("visits").asInt()).as("each week is a visit").isEqualTo(6);
    assertThat(answer.path("people").asInt()).isEqualTo(3);
    assertThat(answer.at("/paths/0/steps")).isEmpty();
    assertThat(answer.at("/paths/0/share").asDouble()).isEqualTo(1);
    JsonNode together =
        ask("paths", "{\"event\":\"said\",\"from\":\"2026-09-01\",\"gap_minutes\":43200}");
    assertThat(together.path("visits").asInt()).isEqualTo(3);
    JsonNode nobody = ask("paths", "{\"event\":\"paid\",\"direction\":\"before\"}");
    assertThat(nobody.path("visits").asInt()).isZero();
    assertThat(nobody.path("paths")).isEmpty();
    for (String wrong :
        List.of(
            "{\"steps\":6}",
            "{\"direction\":\"up\"}",
            "{\"event\":\"flew\"}",
            "{\"gap_minutes\":0}",
            "{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}")) {
      assertThat(script.post(path("paths"), wrong).code()).as(wrong).isEqualTo("invalid_request");
    }
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.post(path("paths"), "{}").status()).isEqualTo(404);
  }

  @Test
  void a_question_may_be_asked_of_a_segment_or_of_those_who_came_by_a_channel() {
    Visitor.Answer made =
        script.post(
            "/communities/" + riverside.community() + "/segments",
            """
            {"name":"talkers","condition":{"kind":"has","list":"said","at_least":2}}
            """);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String segment = made.json().path("id").asString();
    JsonNode theirs = ask("retention", "{\"segment\":\"%s\",\"columns\":4}".formatted(segment));
    assertThat(theirs.path("cohorts")).as("Chen spoke once").hasSize(1);
    assertThat(theirs.at("/cohorts/0/people").asInt()).isEqualTo(2);
    JsonNode funnel =
        ask(
            "funnel",
            "{\"steps\":[{\"what\":\"said\"},{\"what\":\"said\"}],\"segment\":\"%s\"}"
                .formatted(segment));
    assertThat(funnel.at("/steps/0/people").asInt()).isEqualTo(2);

    Visitor.Answer channel =
        script.post("/communities/" + riverside.community() + "/channels", "{\"name\":\"poster\"}");
    assertThat(channel.status()).as(channel.text()).isEqualTo(201);
    JdbcTemplate jdbc = liana.bean(JdbcTemplate.class);
    long poster = channel.json().path("id").asLong(0);
    jdbc.update(
        """
        insert into acquisition_arrival (event_id, community_id, group_id, member_id, joined_at, how, last_code_id, last_channel_id)
        select max(id), ?, group_id, member_id, max(at), 'likely', 1, ? from channel_event
         where group_id = ? group by group_id, member_id having count(*) = 3
        """,
        riverside.community().value(),
        poster,
        riverside.groupId().value());
    JsonNode came =
        ask(
            "paths",
            "{\"event\":\"said\",\"from\":\"2026-09-01\",\"channel\":\"%d\"}".formatted(poster));
    assertThat(came.path("people").asInt()).as("Ana alone").isEqualTo(1);
    JsonNode lives = ask("lifecycle", "{\"channel\":\"%d\"}".formatted(poster));
    assertThat(lives.at("/periods/0/fresh").asInt()).isEqualTo(1);

    assertThat(script.post(path("retention"), "{\"channel\":\"9999999\"}").status()).isEqualTo(404);
    assertThat(script.post(path("retention"), "{\"segment\":\"9999999\"}").status()).isEqualTo(404);
    assertThat(
            script
                .post(
                    path("retention"), "{\"segment\":\"%s\",\"channel\":\"1\"}".formatted(segment))
                .code())
        .isEqualTo("invalid_request");
    Riverside other = Riverside.in(liana);
    String foreign = "/communities/" + other.community() + "/questions/retention";
    assertThat(script.post(foreign, "{\"segment\":\"%s\"}".formatted(segment)).status())
        .isEqualTo(404);
    assertThat(script.post(foreign, "{\"channel\":\"%d\"}".formatted(poster)).status())
        .isEqualTo(404);
  }

  private String path(String question) {
    return "/communities/" + riverside.community() + "/questions/" + question;
  }

  private JsonNode ask(String question, String given) {
    Visitor.Answer answer = script.post(path(question), given);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void speaks(String key, int... weeks) {
    for (int week : weeks) {
      lines.add(
          """
          {"id":"h%d","type":"message","at":"%s","sender":{"id":"%s","name":"%s"},"text":"Hello"}"""
              .formatted(++said, MONDAY.plus(Duration.ofDays(7L * week)), key, key));
    }
  }

  private void tell() {
    Visitor.Answer answer =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(String.join("\n", lines)),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    lines.clear();
    liana.work();
  }
}
