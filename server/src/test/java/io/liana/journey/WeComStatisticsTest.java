package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.WeComJourney;
import java.time.Duration;
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
    assertThat(row.path("day").asString()).isEqualTo("2026-11-22");
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

  private List<JsonNode> rows() {
    return liana.script().get(account("/statistics")).json().path("items").valueStream().toList();
  }
}
