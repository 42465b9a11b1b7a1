package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.WeCom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** WeCom's numbers come a day late, and ours stand beside them. */
class WeComStatisticsTest {
  private static final String CHEN = "wmChen0000000000000000000001";
  private static final String DANA = "wmDana0000000000000000000002";
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static Simulation simulation;

  @BeforeAll
  static void start() {
    simulation = Simulation.of("wecom");
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.wecom.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
    simulation.close();
  }

  @Test
  void wecoms_numbers_of_yesterday_stand_beside_ours() {
    WeCom wecom = WeCom.connect(liana, simulation, Map.of());
    String chat = "wrFigures";
    wecom.act("chat", "chat", chat, "name", "河畔茶友", "owner", "ana", "members", List.of(CHEN));
    wecom.work();
    wecom.wait(clock, Duration.ofMinutes(1));
    wecom.act("join", "chat", chat, "user", DANA);
    wecom.act("say", "chat", chat, "from", CHEN, "text", "早");
    wecom.work();
    assertThat(rows(wecom)).as("today is not counted by WeCom").isEmpty();
    wecom.wait(clock, Duration.ofDays(1));
    wecom.work();
    JsonNode row = rows(wecom).getFirst();
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
    WeCom wecom = WeCom.connect(liana, simulation, Map.of());
    wecom.work();
    for (int i = 0; i < 40; i++) {
      wecom.wait(clock, Duration.ofMinutes(1));
      wecom.work();
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

  private static List<JsonNode> rows(WeCom wecom) {
    return liana
        .script()
        .get("/accounts/" + wecom.account() + "/statistics")
        .json()
        .path("items")
        .valueStream()
        .toList();
  }
}
