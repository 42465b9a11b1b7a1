package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.Telegram;
import io.liana.kit.TestPostgres;
import io.liana.kit.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Kills a server with signal 9 while it hears and answers on Telegram, which knows no repeated
 * message: one may be in doubt after each kill, is shown as such, and is never sent again.
 */
@Tag("crash")
class TelegramCrashTest {
  private static final int GROUPS = 6;

  @TempDir Path folder;
  private final Random random = new Random(30);
  private final Telegram telegram = Telegram.start();
  private final long bot = Telegram.freshId();
  private final long ana = telegram.user("Ana");
  private final List<Long> chats = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private String database;
  private JdbcTemplate jdbc;
  private String groups;

  @BeforeEach
  void a_bot_with_some_groups() throws Exception {
    database = TestPostgres.freshDatabase();
    jdbc = new JdbcTemplate(TestPostgres.dataSource(database));
    telegram.act("bot", Map.of("token", Telegram.token(bot), "username", "liana_bot"));
    LianaToKill first = start("first", "");
    Visitor script = first.script();
    String community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "UTC"))
            .json()
            .path("id")
            .asString();
    Map<String, String> values = Map.of("token", Telegram.token(bot), "api_url", telegram.url());
    String account =
        script
            .post(
                "/accounts",
                Map.of(
                    "platform",
                    "telegram",
                    "name",
                    "Riverside",
                    "values",
                    values,
                    "community_id",
                    community))
            .json()
            .path("id")
            .asString();
    Eventually.get("it listens", () -> !telegram.calls(bot, "getUpdates").isEmpty());
    for (int n = 0; n < GROUPS; n++) {
      long chat =
          telegram
              .act("group", Map.of("type", "supergroup", "title", "Group " + n, "owner", ana))
              .path("id")
              .asLong();
      telegram.act("add_bot", Map.of("chat", chat, "bot", bot, "by", ana, "admin", true));
      chats.add(chat);
    }
    groups =
        Eventually.get(
            "every group has its place",
            () -> {
              List<String> placed =
                  script
                      .get("/accounts/" + account + "/groups")
                      .json()
                      .path("items")
                      .valueStream()
                      .map(seen -> seen.path("group_id").asString(""))
                      .filter(id -> !id.isEmpty())
                      .toList();
              return placed.size() == GROUPS ? String.join(",", placed) : null;
            });
    first.kill();
  }

  @AfterEach
  void stop() {
    telegram.close();
  }

  private LianaToKill start(String word, String spokenTo) throws IOException {
    return LianaToKill.start(
        database,
        Files.createDirectories(folder.resolve("data")),
        "http://127.0.0.1:9",
        word,
        spokenTo,
        "--liana.telegram.long-poll=1s",
        "--liana.outgoing.allow=127.0.0.1,::1");
  }

  @Test
  void no_word_is_lost_and_none_is_said_twice_however_often_it_is_killed() throws Exception {
    int doubtsBefore = 0;
    for (int kill = 0; kill < LianaToKill.KILLS; kill++) {
      // Answers take a while, so that a kill meets some under way.
      slowly();
      LianaToKill server = start("k" + kill, groups);
      server.script();
      long until = System.nanoTime() + 300_000_000L + random.nextInt(1_200_000_000);
      while (System.nanoTime() < until) {
        say();
      }
      server.kill();
      int doubts =
          count("select count(*) from delivery_outbox where state in ('unknown', 'sending')");
      assertThat(doubts - doubtsBefore).as("in doubt after kill %d", kill).isLessThanOrEqualTo(1);
      doubtsBefore = doubts;
    }
    LianaToKill last = start("last", "");
    last.script();
    Eventually.get(
        "everything said is heard",
        Duration.ofMinutes(3), // the lease of the one that was killed must end first
        () -> heard().size() >= said.size());
    Eventually.get(
        "what was under way is in doubt",
        () ->
            count(
                    "select count(*) from delivery_outbox where state = 'sending' and claimed_at < now() - interval '5 s'")
                == 0);
    last.kill();

    assertThat(said).isNotEmpty();
    assertThat(heard()).containsExactlyInAnyOrderElementsOf(said);
    for (long chat : chats) {
      List<String> words = words(chat);
      assertThat(words).doesNotHaveDuplicates().hasSizeGreaterThan(LianaToKill.KILLS / 4);
      assertThat(ids(words)).isSorted();
    }
    assertThat(count("select count(*) from delivery_outbox where state = 'unknown'"))
        .isEqualTo(count("select count(*) from desk_task where kind = 'outcome_unknown'"))
        .isLessThanOrEqualTo(LianaToKill.KILLS);
  }

  private void slowly() {
    telegram.act("fault", Map.of("clear", true));
    telegram.act(
        "fault",
        Map.of(
            "bot",
            bot,
            "kind",
            "done_then_hang",
            "method",
            "sendMessage",
            "value",
            60,
            "times",
            10_000));
  }

  private void say() {
    String text = "e" + said.size();
    long chat = chats.get(said.size() % chats.size());
    telegram.act("say", Map.of("chat", chat, "user", ana, "text", text));
    said.add(text);
  }

  private List<String> heard() {
    return jdbc.queryForList(
        "select text from channel_event where kind = 'message' and text ~ '^e[0-9]+$'",
        String.class);
  }

  private List<String> words(long chat) {
    return telegram.messages(chat).stream()
        .filter(message -> message.path("from").path("id").asLong() == bot)
        .map(message -> message.path("text").asString(""))
        .toList();
  }

  /** In the order in which they were wanted. */
  private List<Long> ids(List<String> words) {
    return words.stream()
        .map(
            word ->
                jdbc.queryForObject(
                    "select min(id) from delivery_outbox where command ->> 'text' = ?",
                    Long.class,
                    word))
        .toList();
  }

  private int count(String sql) {
    Integer count = jdbc.queryForObject(sql, Integer.class);
    return count == null ? 0 : count;
  }
}
