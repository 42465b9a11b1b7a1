package io.liana.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.SharedData;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

class HistoryImportTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static final String RIVERSIDE =
      """
      13/03/2021, 09:00 - Ana added Chen
      13/03/2021, 09:05 - Ana: welcome @Chen!
      13/03/2021, 09:06 - Chen: ok
      13/03/2021, 09:06 - Chen: ok
      13/03/2021, 09:07 - Bo: <Media omitted>
      14/03/2021, 10:00 - Chen left
      """;
  private static RunningLiana liana;
  private static JdbcTemplate jdbc;
  private static int count;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.intake.threads=0", "liana.delivery.threads=0");
    jdbc = liana.bean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void a_history_arrives_with_its_people_and_whom_they_address() {
    String group = "Riverside " + ++count;
    JsonNode done = done(upload("chat.txt", RIVERSIDE, Map.of("group_name", group)));
    assertThat(done.path("summary").path("added").asInt()).isEqualTo(6);
    assertThat(done.path("progress").path("written").asInt()).isEqualTo(6);
    assertThat(done.path("preview").get(1).path("text").asString()).isEqualTo("welcome @Chen!");
    List<String> told =
        jdbc.queryForList(
            """
            select concat_ws(' ', e.kind, a.name, nullif((select string_agg(t.name, ',') from member_account t where t.member_id = any(e.target_member_ids)), ''))
              from channel_event e left join member_account a on a.member_id = e.member_id
             where e.group_id = ? order by e.id
            """,
            String.class,
            groupId(done));
    assertThat(told)
        .containsExactly(
            "invite Ana Chen",
            "message Ana Chen",
            "message Chen",
            "message Chen",
            "media Bo",
            "leave Chen");
    assertThat(
            jdbc.queryForObject(
                """
                select count(*) from member_membership m join member_account a using (member_id)
                 where group_id = ? and a.name = 'Chen' and left_at is not null and joined_at is not null
                """,
                Integer.class,
                groupId(done)))
        .isEqualTo(1);
  }

  @Test
  void the_same_file_twice_adds_nothing_and_overlapping_files_merge() {
    String group = "Riverside " + ++count;
    Map<String, String> fields = Map.of("group_name", group);
    String whole = RIVERSIDE + "15/03/2021, 10:00 - Bo: bye\n";
    String later =
        RIVERSIDE.substring(RIVERSIDE.indexOf("13/03/2021, 09:06"))
            + "15/03/2021, 10:00 - Bo: bye\n";
    assertThat(added(done(upload("a.txt", RIVERSIDE, fields)))).isEqualTo(6);
    assertThat(added(done(upload("a.txt", RIVERSIDE, fields)))).isZero();
    assertThat(added(done(upload("later.txt", later, fields)))).isEqualTo(1);
    JsonNode last = done(upload("whole.txt", whole, fields));
    assertThat(added(last)).isZero();
    assertThat(last.path("summary").path("known").asInt()).isEqualTo(7);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from channel_event where group_id = ?",
                Integer.class,
                groupId(last)))
        .isEqualTo(7);
  }

  @Test
  void an_upload_whose_import_was_never_written_down_goes_after_a_day() throws IOException {
    JsonNode waiting =
        upload(
            "chat.txt", RIVERSIDE, Map.of("group_name", "Riverside " + ++count, "dry_run", "true"));
    Path mine =
        Path.of(
            Objects.requireNonNull(
                jdbc.queryForObject(
                    "select folder from intake_import where id = ?",
                    String.class,
                    waiting.path("id").asLong())));
    Path stray = Files.createDirectories(mine.resolveSibling("stray"));
    Files.writeString(stray.resolve("chat.txt"), RIVERSIDE);
    Path fresh = Files.createDirectories(mine.resolveSibling("fresh"));
    Files.setLastModifiedTime(stray, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(mine, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
    liana
        .bean(HistoryImportFiles.class)
        .deleteUnknown(
            liana.bean(HistoryImportStore.class).folders(),
            clock.instant().minus(Duration.ofHours(24)));
    assertThat(stray).doesNotExist();
    assertThat(mine).exists();
    assertThat(fresh).exists();
  }

  @Test
  void a_preview_writes_nothing_until_it_is_confirmed() {
    String group = "Riverside " + ++count;
    var fields = new LinkedHashMap<>(Map.of("group_name", group, "dry_run", "true"));
    JsonNode previewed = run(upload("chat.txt", RIVERSIDE, fields));
    assertThat(previewed.path("state").asString()).isEqualTo("previewed");
    assertThat(previewed.path("preview").size()).isEqualTo(6);
    assertThat(previewed.path("summary").path("counts").path("message").asInt()).isEqualTo(3);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from community_group where name = ?", Integer.class, group))
        .isZero();
    String id = previewed.path("id").asString();
    assertThat(script().post("/imports/" + id + "/confirm", "{}").status()).isEqualTo(202);
    assertThat(added(done(run(id)))).isEqualTo(6);
    assertThat(script().post("/imports/" + id + "/confirm", "{}").code())
        .isEqualTo("import_not_waiting");
    assertThat(script().delete("/imports/" + id).code()).isEqualTo("import_done");
  }

  @Test
  void an_open_question_waits_for_its_answer() {
    String text = "03/04/2021, 09:05 - Ana: hi\n03/05/2021, 09:05 - Ana: hi\n";
    JsonNode asks = run(upload("chat.txt", text, Map.of("group_name", "Riverside " + ++count)));
    assertThat(asks.path("state").asString()).isEqualTo("needs_answer");
    assertThat(asks.path("question").path("about").asString()).isEqualTo("date_order");
    assertThat(asks.path("problem").path("code").asString()).isEqualTo("date_order_unclear");
    String id = asks.path("id").asString();
    script().post("/imports/" + id + "/confirm", "{\"date_order\":\"mdy\"}");
    JsonNode done = done(run(id));
    assertThat(done.path("summary").path("date_order").asString()).isEqualTo("mdy");
  }

  @Test
  void a_broken_file_fails_and_leaves_nothing() {
    String cut = "{\"name\": \"x\", \"messages\": [{\"id\": 1, \"type\": \"mess";
    JsonNode failed = run(upload("result.json", cut, Map.of("group_name", "Riverside " + ++count)));
    assertThat(failed.path("state").asString()).isEqualTo("failed");
    assertThat(failed.path("problem").path("code").asString()).isEqualTo("file_cut");
    assertThat(rows("community_group where name = 'Riverside " + count + "'")).isZero();
    assertThat(
            jdbc.queryForList(
                "select tablename from pg_tables where tablename like 'channel\\_staged\\_%'"))
        .isEmpty();
  }

  @Test
  void a_cancelled_import_leaves_nothing_and_its_file_may_come_again() throws Exception {
    String group = "Riverside " + ++count;
    JsonNode queued = upload("chat.txt", RIVERSIDE, Map.of("group_name", group));
    String id = queued.path("id").asString();
    long events = rows("channel_event");
    long people = rows("member_member");
    var worker =
        Thread.ofPlatform().unstarted(() -> liana.bean(HistoryImportWorker.class).runDue());
    try (var gate = liana.bean(DataSource.class).getConnection();
        var statement = gate.createStatement()) {
      gate.setAutoCommit(false);
      statement.execute("lock table channel_event in share row exclusive mode");
      worker.start(); // and stands before the archive, its people written already
      Eventually.get("it writes", () -> state(id).equals("writing"));
      assertThat(script().delete("/imports/" + id).status()).isEqualTo(204);
      gate.rollback();
      gate.setAutoCommit(true);
    }
    worker.join(20_000);
    assertThat(state(id)).isEqualTo("cancelled");
    assertThat(rows("channel_event")).isEqualTo(events);
    assertThat(rows("member_member")).isEqualTo(people);
    assertThat(rows("community_group where name = '" + group + "'")).isZero();
    assertThat(rows("community_community where name = '" + group + "'")).isZero();
    assertThat(rows("pg_tables where tablename = 'channel_staged_" + id + "'")).isZero();
    assertThat(added(done(upload("chat.txt", RIVERSIDE, Map.of("group_name", group)))))
        .isEqualTo(6);
  }

  private static String state(String id) {
    return script().get("/imports/" + id).json().path("state").asString();
  }

  private static long rows(String from) {
    Long rows = jdbc.queryForObject("select count(*) from " + from, Long.class);
    return rows == null ? 0 : rows;
  }

  @Test
  void an_import_cut_off_by_a_crash_is_failed_at_the_next_start() {
    JsonNode queued = upload("chat.txt", RIVERSIDE, Map.of("group_name", "Riverside " + ++count));
    long id = queued.path("id").asLong();
    jdbc.update("update intake_import set state = 'writing' where id = ?", id);
    jdbc.execute("create unlogged table channel_staged_" + id + " (n bigint)");
    liana.bean(HistoryImportWorker.class).runDue();
    JsonNode job = script().get("/imports/" + id).json();
    assertThat(job.path("state").asString()).isEqualTo("failed");
    assertThat(job.path("problem").path("code").asString()).isEqualTo("import_interrupted");
    assertThat(
            jdbc.queryForList(
                "select tablename from pg_tables where tablename = 'channel_staged_" + id + "'"))
        .isEmpty();
  }

  @Test
  void named_bots_are_bots_and_irc_names_address_those_who_have_spoken() {
    String log =
        """
        [09:00] <Ana> Bo: are you there
        [09:01] <Bo_> Ana, yes
        [09:02] <helper> Ana: I am a bot
        [09:03] <Ana> bo: good
        """;
    JsonNode done =
        done(
            upload(
                "2019-03-07.txt",
                log,
                Map.of("group_name", "Riverside " + ++count, "bots", "helper\n")));
    List<String> told =
        jdbc.queryForList(
            """
            select concat_ws(' ', a.name, case when e.bot then 'bot' end, (select string_agg(t.name, ',') from member_account t where t.member_id = any(e.target_member_ids)))
              from channel_event e join member_account a on a.member_id = e.member_id where e.group_id = ? order by e.id
            """,
            String.class,
            groupId(done));
    assertThat(told).containsExactly("Ana", "Bo_ Ana", "helper bot Ana", "Ana Bo_");
    assertThat(
            jdbc.queryForObject(
                "select bot from member_account where name = 'helper'", Boolean.class))
        .isTrue();
  }

  @Test
  void the_chinese_group_comes_in_whole() throws IOException {
    String qq = Files.readString(SharedData.path("data/zh-group-mix/qq.txt"));
    JsonNode done =
        done(
            upload(
                "qq.txt",
                qq,
                Map.of("group_name", "Riverside " + ++count, "zone", "Asia/Shanghai")));
    assertThat(added(done)).isEqualTo(1884 + 337 + 77);
    assertThat(
            jdbc.queryForObject(
                "select count(distinct member_id) from channel_event where group_id = ? and kind = 'message'",
                Integer.class,
                groupId(done)))
        .isEqualTo(397);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from channel_event where group_id = ? and kind = 'kick' and member_id is null and cardinality(target_member_ids) = 1",
                Integer.class,
                groupId(done)))
        .isEqualTo(77);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from channel_event where group_id = ? and kind = 'message' and target_member_ids <> '{}'",
                Integer.class,
                groupId(done)))
        .isPositive();
  }

  private static Visitor script() {
    return liana.script();
  }

  private static JsonNode upload(String name, String text, Map<String, String> fields) {
    String boundary = "riverside";
    var body = new StringBuilder();
    fields.forEach(
        (field, value) ->
            body.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, field, value)));
    body.append(
            "--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n\r\n"
                .formatted(boundary, name))
        .append(text)
        .append("\r\n--")
        .append(boundary)
        .append("--\r\n");
    Visitor.Answer answer =
        script()
            .send(
                "POST",
                "/imports",
                BodyPublishers.ofString(body.toString()),
                "multipart/form-data; boundary=" + boundary);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json();
  }

  private static JsonNode run(JsonNode job) {
    return run(job.path("id").asString());
  }

  private static JsonNode run(String id) {
    liana.bean(HistoryImportWorker.class).runDue();
    return script().get("/imports/" + id).json();
  }

  private static JsonNode done(JsonNode job) {
    JsonNode now = job.path("state").asString().equals("queued") ? run(job) : job;
    assertThat(now.path("state").asString()).as(now.toString()).isEqualTo("done");
    return now;
  }

  private static int added(JsonNode job) {
    return job.path("summary").path("added").asInt();
  }

  private static long groupId(JsonNode job) {
    return job.path("group").path("id").asLong();
  }
}
