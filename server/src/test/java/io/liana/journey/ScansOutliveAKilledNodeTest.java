package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.LianaProcess;
import io.liana.kit.TestPostgres;
import io.liana.kit.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A node dies in the middle of a rush: no acknowledged scan is lost, and no seat is given twice.
 */
@Tag("crash")
class ScansOutliveAKilledNodeTest {
  private static final int SEATS = 500;
  private static final int SCANS = 2_000;
  private static final String PHONE = "Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  @TempDir Path first;
  @TempDir Path second;

  /** What visitors were told: by their number, the door; empty for none. */
  private final Map<Long, String> told = new ConcurrentHashMap<>();

  @Test
  void seats_stay_exact_and_every_answered_scan_is_there() throws Exception {
    String url = TestPostgres.freshDatabase();
    var jdbc = new JdbcTemplate(TestPostgres.dataSource(url));
    try (LianaProcess one = LianaProcess.up(first, "--database-url", TestPostgres.address(url));
        LianaProcess two = LianaProcess.up(second, "--database-url", TestPostgres.address(url))) {
      String slug = code(one.script());
      var begun = new AtomicInteger();
      try (ExecutorService people = Executors.newFixedThreadPool(64)) {
        for (int i = 0; i < SCANS; i++) {
          LianaProcess node = i % 2 == 0 ? one : two;
          people.submit(
              () -> {
                if (begun.incrementAndGet() == SEATS / 2) {
                  two.kill();
                }
                return scan(node, slug);
              });
        }
      }
      assertThat(told.size())
          .as("the node that lives answers all of its own")
          .isGreaterThan(SCANS / 2 - 1);
    }
    Set<Long> kept =
        Set.copyOf(jdbc.queryForList("select visitor from liana.acquisition_scan", Long.class));
    assertThat(kept).containsAll(told.keySet());
    Map<String, Long> seated =
        told.values().stream()
            .filter(door -> !door.isEmpty())
            .collect(Collectors.groupingBy(door -> door, Collectors.counting()));
    assertThat(seated.values()).allMatch(n -> n <= SEATS / 5);
    assertThat(
            jdbc.queryForList(
                """
                select d.key from liana.acquisition_door d
                 where d.taken <> (select count(*) from liana.acquisition_seat s where s.door_id = d.id and s.state <> 'released')
                    or d.taken > 100
                """,
                String.class))
        .isEmpty();
    assertThat(jdbc.queryForObject("select sum(taken) from liana.acquisition_door", Integer.class))
        .isEqualTo(SEATS);
  }

  private @Nullable Void scan(LianaProcess node, String slug) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(node.url() + "/c/" + slug))
                  .header("User-Agent", PHONE)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      answer
          .headers()
          .firstValue("Set-Cookie")
          .map(set -> set.substring(set.indexOf('=') + 1, set.indexOf('.')))
          .ifPresent(
              visitor ->
                  told.put(
                      Long.parseLong(visitor, 16),
                      answer.headers().firstValue("Location").orElse("")));
    } catch (IOException e) {
      return null; // the node is dead: nobody was told anything
    }
    return null;
  }

  private static String code(Visitor script) {
    String community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    String doors =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    "{\"key\":\"g%d\",\"name\":\"g%d\",\"url\":\"https://group.example/%d\",\"show\":\"redirect\",\"seats\":%d,\"weight\":1}"
                        .formatted(i, i, i, SEATS / 5))
            .collect(Collectors.joining(","));
    String plan =
        script
            .post(
                "/communities/" + community + "/plans",
                """
                {"name":"Rush","document":{"rules":[],"otherwise":{"kind":"pool","strategy":"least_full","doors":[%s]},
                 "fallback":{"kind":"words","title":"Full","text":""}}}
                """
                    .formatted(doors))
            .json()
            .path("id")
            .asString();
    return script
        .post(
            "/communities/" + community + "/codes",
            Map.of("plan_id", plan, "codes", java.util.List.of(Map.of("label", "poster"))))
        .json()
        .path("items")
        .path(0)
        .path("slug")
        .asString();
  }
}
