package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** WeCom's numbers come a day late, and ours stand beside them. */
class WeComStatisticsTest extends WeComJourney {
  @Test
  void wecoms_numbers_of_yesterday_stand_beside_ours() {
    connect(Map.of());
    String chat = "wrFigures";
    wecom.act("chat", "chat", chat, "name", "河畔茶友", "owner", "ana", "members", List.of(CHEN));
    wecom.work();
    wecom.wait(clock, Duration.ofMinutes(1));
    wecom.act("join", "chat", chat, "user", DANA);
    wecom.act("say", "chat", chat, "from", CHEN, "text", "早");
    wecom.work();
    assertThat(rows()).as("today is not counted by WeCom").isEmpty();
    later(Duration.ofDays(1));
    JsonNode row = rows().getFirst();
    assertThat(row.path("day").asString())
        .isEqualTo(LocalDate.ofInstant(clock.instant(), Riverside.ZONE).minusDays(1).toString());
    assertThat(row.path("owner").asString()).isEqualTo("ana");
    assertThat(row.at("/wecom/groups").asInt()).isEqualTo(1);
    assertThat(row.at("/wecom/members").asInt()).as("Ana, Chen, Dana").isEqualTo(3);
    assertThat(row.at("/wecom/messages").asInt()).isEqualTo(1);
    assertThat(row.path("our_joins").asInt()).as("an event told of Dana only").isEqualTo(1);
    assertThat(row.path("our_messages").asInt()).as("without the archive").isZero();
  }

  @Test
  void every_day_back_to_the_hundred_and_eightieth_is_read_once() {
    connect(Map.of());
    wecom.work();
    for (int i = 0; i < 40; i++) {
      later(Duration.ofMinutes(1));
    }
    assertThat(
            liana
                .bean(JdbcTemplate.class)
                .queryForObject(
                    "select count(*) from channel_wecom_statistic_day where corp = ?",
                    Integer.class,
                    wecom.corp()))
        .isEqualTo(179);
  }

  @Test
  void days_from_before_the_groups_are_known_are_not_lost() {
    connect(Map.of());
    simulation.post("/simulator/clock", Map.of("at", clock.instant().minus(Duration.ofDays(1))));
    wecom.act("chat", "chat", "wrOld", "owner", "ana", "members", List.of(CHEN), "silent", true);
    wecom.setClock();
    wecom.faults(Map.of("errors", Map.of("/externalcontact/groupchat/list", List.of(-1))));
    wecom.work();
    assertThat(jdbc.queryForList("select 1 from channel_wecom_chat where corp = ?", wecom.corp()))
        .as("WeCom was busy when asked for the groups")
        .isEmpty();
    assertThat(rows().getFirst().path("owner").asString()).isEqualTo("ana");
  }

  @Test
  void how_staff_talk_with_customers_is_told_by_person_and_day() {
    connectWithCustomers(Map.of());
    wecom.act("chat", "chat", "wrTalk", "owner", "ana", "members", List.of(CHEN));
    wecom.act("answers", "staff", "ana", "percentage", 87.5, "minutes", 4);
    wecom.act("say", "chat", "wrTalk", "from", "ana", "text", "早");
    wecom.act("say", "chat", "wrTalk", "from", "ana", "text", "茶到了");
    wecom.act("unfollow", "external", DANA, "staff", "bo", "by", "customer");
    assertThat(behavior()).as("today is not counted yet").isEmpty();
    later(Duration.ofDays(1));
    assertThat(behavior()).hasSize(2);
    JsonNode ana = behavior().getFirst();
    assertThat(ana.path("staff").asString()).isEqualTo("ana");
    assertThat(ana.path("chats").asInt()).isEqualTo(1);
    assertThat(ana.path("messages").asInt()).isEqualTo(2);
    assertThat(ana.path("reply_percentage").asDouble()).isEqualTo(87.5);
    assertThat(ana.path("reply_minutes").asInt()).isEqualTo(4);
    assertThat(ana.path("added").asInt()).isEqualTo(1);
    JsonNode bo = behavior().getLast();
    assertThat(bo.path("lost").asInt()).isEqualTo(1);
    assertThat(bo.path("reply_percentage").isNull()).as("nobody wrote").isTrue();
  }

  @Test
  void of_each_person_a_hundred_and_eighty_days_are_asked_for_thirty_at_a_time_and_once() {
    connect(Map.of());
    wecom.work();
    assertThat(calls()).as("6 windows of Ana and of Bo").isEqualTo(12);
    later(Duration.ofHours(7));
    assertThat(calls()).isEqualTo(12);
    later(Duration.ofDays(1));
    assertThat(calls()).as("one new day of each").isEqualTo(14);
  }

  private int calls() {
    return wecom.state().at("/calls/~1externalcontact~1get_user_behavior_data").asInt();
  }

  private List<JsonNode> behavior() {
    return liana.script().get(account("/behavior")).json().path("items").valueStream().toList();
  }

  private List<JsonNode> rows() {
    return liana.script().get(account("/statistics")).json().path("items").valueStream().toList();
  }
}
