package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kit.Eventually;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TestPostgres;
import io.liana.kit.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Kills a server with signal 9 in the middle of traffic in both directions, again and again. The
 * database and the platforms live on, as real ones do.
 */
@Tag("crash")
class TrafficCrashTest {
  private static final int KILLS = LianaToKill.KILLS;

  private record Arrival(String path, String key, String words) {}

  @TempDir Path folder;
  private final Random random = new Random(20);
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final Set<String> acknowledged = new HashSet<>();
  private HttpServer careful;
  private String database;
  private JdbcTemplate jdbc;
  private GroupView heard;
  private String groups;
  private int posted;

  @BeforeEach
  void a_world_that_outlives_the_server() throws IOException {
    careful = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    careful.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    careful.createContext(
        "/",
        exchange -> {
          String words = new String(exchange.getRequestBody().readAllBytes());
          arrivals.add(
              new Arrival(
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("X-Key"),
                  words));
          LockSupport.parkNanos(random.nextInt(15_000_000));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    careful.start();
    database = TestPostgres.freshDatabase();
    jdbc = new JdbcTemplate(TestPostgres.dataSource(database));
    try (RunningLiana first =
        RunningLiana.on(
            database,
            Clock.systemUTC(),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.desk.threads=0")) {
      makeWorld(first);
    }
  }

  private void makeWorld(RunningLiana first) {
    var tester = new Actor.Machine("test");
    CommunityId community =
        first.bean(Communities.class).create("Riverside", Riverside.ZONE, tester).id();
    Groups all = first.bean(Groups.class);
    heard = all.create(community, "Heard", GroupView.OPEN, "", "heard", tester);
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      ids.add(
          first
              .script()
              .post(
                  "/sandbox/rooms",
                  Map.of("community_id", community.toString(), "name", "Room " + n))
              .json()
              .path("group_id")
              .asString());
      for (String account : List.of("one", "two")) {
        String name = account + n;
        ids.add(all.create(community, name, "careful", account, name, tester).id().toString());
      }
    }
    groups = String.join(",", ids);
  }

  @AfterEach
  void stop() {
    careful.stop(0);
  }

  @Test
  void nothing_heard_is_lost_and_nothing_is_said_twice_however_often_it_is_killed()
      throws Exception {
    Map<String, Integer> doubtsBefore = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      LianaToKill server = start("k" + kill, groups);
      Visitor visitor = server.script();
      long until = System.nanoTime() + 300_000_000L + random.nextInt(1_200_000_000);
      while (System.nanoTime() < until) {
        post(visitor);
      }
      server.kill();
      // what was under way when it died is in doubt when the next server has looked
      for (String account : List.of("one", "two")) {
        int doubts = doubts(account);
        assertThat(doubts - doubtsBefore.getOrDefault(account, 0))
            .as("in doubt of %s after kill %d", account, kill)
            .isLessThanOrEqualTo(1);
        doubtsBefore.put(account, doubts);
      }
    }
    LianaToKill last = start("last", "");
    Eventually.get("the inbox and the outbox are empty", this::nothingWaits);
    last.kill();

    assertThat(acknowledged).isNotEmpty();
    assertThat(jdbc.queryForList(HEARD, String.class, heard.id().value()))
        .doesNotHaveDuplicates()
        .containsAll(acknowledged);
    assertThat(
            count(
                "select count(*) from delivery_outbox where platform = 'sandbox' and state <> 'delivered'"))
        .isZero();
    assertThat(count("select count(*) from channel_sandbox_message where command_key is not null"))
        .isEqualTo(count("select count(*) from delivery_outbox where platform = 'sandbox'"));
    assertThat(arrivals).extracting(Arrival::key).doesNotHaveDuplicates();
    assertThat(count("select count(*) from delivery_outbox where state = 'unknown'"))
        .isEqualTo(count("select count(*) from desk_task where kind = 'outcome_unknown'"))
        .isLessThanOrEqualTo(2 * KILLS);
    assertThat(
            count(
                "select count(*) from delivery_outbox where platform = 'careful' and state = 'delivered'"))
        .isGreaterThan(KILLS);
    mustBeInOrder();
  }

  private static final String HEARD =
      "select message_key from channel_event where group_id = ? and kind = 'message'";

  private void mustBeInOrder() {
    Map<String, List<Long>> order = new HashMap<>();
    Map<String, Long> ids = new HashMap<>();
    jdbc.query(
        "select key, id from delivery_outbox where platform = 'careful'",
        row -> {
          ids.put(row.getString(1), row.getLong(2));
        });
    arrivals.forEach(
        arrival ->
            order
                .computeIfAbsent(arrival.path(), path -> new ArrayList<>())
                .add(ids.get(arrival.key())));
    assertThat(order).hasSize(4);
    order.values().forEach(each -> assertThat(each).isSorted());
  }

  private void post(Visitor visitor) {
    String id = "e" + posted++;
    String event =
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00+08:00\",\"type\":\"message\",\"sender\":{\"id\":\"chen\"},\"text\":\"%s\"}"
            .formatted(id, id);
    if (visitor
            .send(
                "POST",
                "/groups/" + heard.id() + "/events",
                BodyPublishers.ofString(event),
                "application/x-ndjson")
            .json()
            .path("accepted")
            .asInt()
        == 1) {
      acknowledged.add(id);
    }
  }

  /** Those written down as such, and what is under way and nobody will write down. */
  private int doubts(String account) {
    return count(
        "select count(*) from delivery_outbox where platform = 'careful' and account = '%s' and state in ('unknown', 'sending')"
            .formatted(account));
  }

  private boolean nothingWaits() {
    return count("select count(*) from delivery_outbox where state in ('waiting', 'sending')") == 0
        && count("select count(*) from channel_event where group_id = " + heard.id().value())
            >= acknowledged.size();
  }

  private int count(String sql) {
    Integer count = jdbc.queryForObject(sql, Integer.class);
    return count == null ? 0 : count;
  }

  private LianaToKill start(String word, String spokenTo) throws IOException {
    return LianaToKill.start(
        database,
        Files.createDirectories(folder.resolve("data")),
        "http://127.0.0.1:" + careful.getAddress().getPort(),
        word,
        spokenTo);
  }
}
