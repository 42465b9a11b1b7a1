package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.LianaProcess;
import io.liana.kit.TestPostgres;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two servers, two processes, one database; then one of them is killed. */
@Tag("crash")
class TwoProcessesShareTheLanesTest {
  private static final int GROUPS = 12;
  private static final int ROUNDS = 30;
  private static final int A_ROUND = 10; // events a group
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path one;
  @TempDir Path other;
  private final String url = TestPostgres.freshDatabase();
  private final JdbcTemplate jdbc = new JdbcTemplate(TestPostgres.dataSource(url));

  @Test
  void the_order_inside_a_group_survives_the_death_of_a_server() {
    String address = TestPostgres.address(url);
    try (LianaProcess first = LianaProcess.up(one, "--database-url", address);
        LianaProcess second = LianaProcess.up(other, "--database-url", address)) {
      List<String> groups = openGroups(first.script());
      Eventually.get("both own lanes", () -> owners() == 2);
      for (int round = 0; round < ROUNDS; round++) {
        if (round == ROUNDS / 2) {
          second.kill();
        }
        Visitor door = round < ROUNDS / 2 && round % 2 == 1 ? second.script() : first.script();
        for (String group : groups) {
          post(door, group, round);
        }
      }
      long all = (long) GROUPS * ROUNDS * A_ROUND;
      Eventually.get("everything is settled", PATIENCE, () -> count() == all);
      for (String group : groups) {
        assertThat(
                jdbc.queryForList(
                    "select text from channel_event where group_id = ? order by id",
                    String.class,
                    Long.valueOf(group)))
            .containsExactlyElementsOf(
                IntStream.range(0, ROUNDS * A_ROUND).mapToObj(i -> "line " + i).toList());
      }
    }
  }

  private static List<String> openGroups(Visitor script) {
    String community =
        script
            .post("/communities", "{\"name\":\"Riverside\",\"zone\":\"Asia/Shanghai\"}")
            .json()
            .path("id")
            .asString();
    var groups = new ArrayList<String>();
    for (int i = 0; i < GROUPS; i++) {
      Visitor.Answer made =
          script.post(
              "/groups",
              "{\"community_id\":\"%s\",\"name\":\"Riverside %d\"}".formatted(community, i));
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      groups.add(made.json().path("id").asString());
    }
    return groups;
  }

  private static void post(Visitor door, String group, int round) {
    var lines = new StringBuilder();
    for (int i = round * A_ROUND; i < (round + 1) * A_ROUND; i++) {
      lines.append(
          "{\"id\":\"%d\",\"at\":\"2026-11-22T10:00:00+08:00\",\"type\":\"message\",\"sender\":{\"id\":\"p%d\"},\"text\":\"line %d\"}\n"
              .formatted(i, i % 3, i));
    }
    Visitor.Answer answer =
        door.send(
            "POST",
            "/groups/" + group + "/events",
            BodyPublishers.ofString(lines.toString()),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  private long owners() {
    Long owners =
        jdbc.queryForObject(
            "select count(distinct owner) from channel_lease where owner is not null", Long.class);
    return owners == null ? 0 : owners;
  }

  private long count() {
    Long count = jdbc.queryForObject("select count(*) from channel_event", Long.class);
    return count == null ? 0 : count;
  }
}
