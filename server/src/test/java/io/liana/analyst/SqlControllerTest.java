package io.liana.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.CommunityId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** SQL over the facts of one community, by friends and by others. */
class SqlControllerTest {
  private static final Instant LATE = Instant.parse("2026-11-16T16:30:00Z"); // Tuesday in Riverside
  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(Instant.parse("2026-11-20T02:00:00Z")),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.analyst.time-limit=3s",
            "liana.analyst.memory-limit=100MB",
            "liana.analyst.rows=1000",
            "liana.analyst.worth=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    riverside = Riverside.in(liana);
    riverside.says(riverside.ana(), Riverside.MONDAY, "Good morning");
    riverside.says(riverside.bo(), Riverside.MONDAY.plusSeconds(60), "Tea?", riverside.ana());
    riverside.says(riverside.ana(), LATE, "Still up");
  }

  @Test
  void what_was_said_is_counted_in_the_time_of_the_community() {
    JsonNode answer =
        ask(
            """
            -- who speaks, by day
            with said as (select * from event where said)
            select day, count(*) as messages, count(distinct member_id) as people, max(happened_at) as "last"
              from said group by day order by day; -- done
            """);
    assertThat(answer.path("columns").toString())
        .isEqualTo(
            "[{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"messages\",\"type\":\"number\"},"
                + "{\"name\":\"people\",\"type\":\"number\"},{\"name\":\"last\",\"type\":\"time\"}]");
    assertThat(answer.path("rows").toString())
        .isEqualTo(
            "[[\"2026-11-16\",2,2,\"2026-11-16T09:01\"],[\"2026-11-17\",1,1,\"2026-11-17T00:30\"]]");
    assertThat(answer.path("more").asBoolean()).isFalse();
    assertThat(answer.path("as_of").asString()).isEqualTo("2026-11-20T02:00:00Z");
    riverside.says(riverside.chen(), LATE, "Me, too");
    assertThat(one("select count(*) from event where said")).as("what is new").isEqualTo("4");
    assertThat(
            one(
                "select g.name || ': ' || count(*) from reply join groups g using (group_id) group by g.name"))
        .isEqualTo(riverside.group().name() + ": 1");
  }

  @Test
  void parameters_are_bound_and_never_pasted() {
    String sql =
        "select count(*), :word from event where said and day >= :from and day < cast(:until as date) and :word <> ':from'";
    String evil = "'; drop table event; --";
    Visitor.Answer answer =
        script.post(
            path(""),
            Map.of(
                "sql",
                sql,
                "parameters",
                List.of(
                    parameter("from", "date", "2026-11-16"),
                    parameter("until", "date", "2026-11-17"),
                    parameter("word", "text", evil))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/rows/0/0").asInt()).as(answer.text()).isEqualTo(2);
    assertThat(answer.json().at("/rows/0/1").asString()).isEqualTo(evil);
    JsonNode sums =
        script
            .post(
                path(""),
                Map.of(
                    "sql",
                    "select :n + 1, :d, not :t, {'a': 1}.a, 'x::y'",
                    "parameters",
                    List.of(
                        parameter("n", "number", "41"),
                        parameter("d", "number", "-0.5"),
                        parameter("t", "truth", "false"))))
            .json();
    assertThat(sums.path("rows").toString()).isEqualTo("[[42,-0.5,true,1,\"x::y\"]]");
    assertThat(refused("select :nobody").at("/params/field").asString()).isEqualTo("parameters");
    assertThat(
            script
                .post(
                    path(""),
                    Map.of(
                        "sql",
                        "select :d",
                        "parameters",
                        List.of(parameter("d", "date", "1 or 1=1"))))
                .code())
        .isEqualTo("invalid_request");
  }

  @Test
  void what_is_left_out_and_what_is_wrong_is_said() {
    JsonNode answer = ask("select * from range(5000)");
    assertThat(answer.path("rows")).hasSize(1000);
    assertThat(answer.path("more").asBoolean()).isTrue();
    assertThat(ask("select * from range(1000)").path("more").asBoolean()).isFalse();
    JsonNode heavy =
        ask(
            "select "
                + "'"
                + "x".repeat(900)
                + "'"
                + " as a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a from range(1000)");
    assertThat(heavy.path("rows").size()).isLessThan(1000);
    assertThat(heavy.path("more").asBoolean()).isTrue();
    assertThat(
            ask("select 9007199254740993, 0.1::double, [1, 2], null, true").path("rows").toString())
        .isEqualTo("[[\"9007199254740993\",0.1,\"[1, 2]\",null,true]]");
    JsonNode typo = refused("select\n  day,\n  cuont(*)\nfrom event");
    assertThat(typo.path("code").asString()).isEqualTo("sql_not_allowed");
    JsonNode column = refused("select\n  day,\n  nothing\nfrom event");
    assertThat(column.path("code").asString()).isEqualTo("sql_wrong");
    assertThat(column.at("/params/line").asInt()).isEqualTo(3);
    assertThat(column.at("/params/message").asString()).contains("nothing");
    assertThat(refused("select day\nfrom event\nwere 1").at("/params/line").asInt()).isEqualTo(3);
    JsonNode cast = refused("select cast(kind as integer) from event");
    assertThat(cast.at("/params/message").asString()).contains("message").doesNotContain("\n\tat ");
    assertThat(refused("").path("code").asString()).isEqualTo("invalid_request");
    assertThat(refused("select from").path("code").asString()).isEqualTo("sql_wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "from '/etc/passwd'",
        "select * from read_text('/etc/passwd')",
        "select * from read_blob('http://127.0.0.1:8080/')",
        "select * from glob('/etc/*')",
        "select * from parquet_scan('lake/fact_event/*.parquet')",
        "select * from main.read_csv('/etc/passwd')",
        "copy (select 1) to '/tmp/liana-out.csv'",
        "copy event to '/tmp/liana-out.csv'",
        "attach '/tmp/liana-other.duckdb' as other",
        "attach ':memory:' as m; select 1",
        "select 1; select 2",
        "select 1; drop table event",
        "drop table event",
        "create table x as select 1",
        "create temp view event as select 1",
        "insert into event select * from event",
        "delete from event",
        "update groups set name = 'x'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "reset memory_limit",
        "pragma database_list",
        "call pragma_version()",
        "explain select 1",
        "describe event",
        "show tables",
        "summarize event",
        "export database '/tmp/liana-out'",
        "checkpoint",
        "prepare p as select 1",
        "execute p",
        "use memory",
        "vacuum",
        "select getenv('HOME')",
        "select current_setting('temp_directory')",
        "select getvariable('x')",
        "select * from duckdb_secrets()",
        "select * from duckdb_settings()",
        "select * from duckdb_databases",
        "select * from duckdb_tables()",
        "select * from information_schema.tables",
        "select * from pg_catalog.pg_class",
        "select * from sqlite_master",
        "with duckdb_settings as (select 1) select * from duckdb_settings",
        "with x as (with pg_class as (select 1) select 1) select * from pg_class",
        "select * from main.event",
        "select * from fact_event",
        "select * from query('select 1')",
        "select * from query_table('event')",
        "select json_execute_serialized_sql('x')",
        "select * from json_execute_serialized_sql('x')",
        "select repeat('x', 1000000000)",
        "select lpad('x', 1000000000, 'y')",
        "select range(1000000000)",
        "select 'x'.repeat(1000000000)",
        "select replace('x', 'x', 'yyyy')",
        "select pg_sleep(60)",
        "select sleep_ms(60000)",
        "with recursive t as (select 'x' as s union all select s || s from t) select * from t",
        "select $$x$$",
        "pivot event on kind using count(*)",
        "select nextval('s')",
        "select setseed(0.5)",
        "select (select count(*) from (select * from read_csv('/etc/passwd')))",
        "select * from event order by (select max(x) from read_csv('/etc/passwd') t(x))",
        "select count(*) filter (where exists (from duckdb_settings())) from event",
        "select list_transform([1], x -> getenv('HOME')) ",
        "select sum(1) over (order by getenv('HOME'))",
        "values (getenv('HOME'))",
        "select 1 union select getenv('HOME')",
        "select * from event limit (select getenv('HOME')::int)",
        "select * from unnest([getenv('HOME')])"
      })
  void nothing_but_one_select_over_our_tables_is_run(String evil) {
    JsonNode problem = refused(evil);
    assertThat(problem.path("code").asString())
        .as(evil + " " + problem)
        .isIn("sql_not_allowed", "sql_wrong", "invalid_request");
    if (problem.path("code").asString().equals("sql_wrong")) {
      assertThat(problem.at("/params/message").asString())
          .as("the tree was not even read")
          .containsAnyOf("syntax error", "Parser", "not exist");
    }
    assertThat(one("select count(*) from event where said")).isEqualTo("3");
    assertThat(Path.of("/tmp/liana-out.csv")).doesNotExist();
  }

  /** What would be left if the tree were read wrongly: the engine refuses by itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/hostname')",
        "select * from glob('/etc/*')",
        "copy event to '/tmp/liana-second.csv'",
        "attach '/tmp/liana-second.duckdb' as other",
        "create table x as select 1",
        "delete from event",
        "drop table event",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set memory_limit = '10GB'",
        "select getenv('HOME')",
        "select * from fact_event",
        "select * from insight.fact_event"
      })
  void behind_the_first_line_stands_a_second(String evil) throws SQLException {
    try (Copy copy = liana.bean(Copies.class).of(riverside.community());
        Connection on = copy.connect();
        var statement = on.createStatement()) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> {
                    statement.execute(evil);
                    statement.getResultSet().next();
                  }))
          .as(evil)
          .isInstanceOf(SQLException.class);
      try (var after = on.createStatement()) {
        assertThat(after.executeQuery("select count(*) from event").next()).isTrue();
      }
    }
    assertThat(Path.of("/tmp/liana-second.csv")).doesNotExist();
    assertThat(Path.of("/tmp/liana-second.duckdb")).doesNotExist();
  }

  @Test
  void rows_of_another_community_are_not_there_at_all() throws SQLException {
    Riverside other = Riverside.in(liana);
    other.says(other.bo(), Riverside.MONDAY, "Nothing for you", other.ana());
    assertThat(one("select count(*) from event where group_id = " + other.groupId()))
        .isEqualTo("0");
    for (String trick :
        List.of(
            "select count(*) from event where group_id = %s or true",
            "select count(*) from event e full join groups g on true where e.group_id = %s",
            "select count(*) from (select * from event union all select * from event) where group_id = %s",
            "with event as (select * from event) select count(*) from event where group_id = %s")) {
      String answer = one(trick.formatted(other.groupId()));
      String whole = one(trick.formatted("-1"));
      assertThat(answer).as(trick).isEqualTo(whole);
    }
    try (Copy copy = liana.bean(Copies.class).of(riverside.community());
        Connection on = copy.connect();
        var statement = on.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) filter (where member_id in (%s, %s)), count(distinct group_id) from event"
                    .formatted(other.bo(), other.ana()))) {
      rows.next();
      assertThat(rows.getInt(1)).as("not even in the file").isZero();
      assertThat(rows.getInt(2)).isEqualTo(1);
    }
    Visitor elsewhere = Riverside.operator(liana, "analyst", List.of(other.community().toString()));
    assertThat(elsewhere.post(path(""), Map.of("sql", "select 1")).status()).isEqualTo(404);
    assertThat(elsewhere.post(path("/csv"), Map.of("sql", "select 1")).status()).isEqualTo(404);
    assertThat(elsewhere.get(path("/tables")).status()).isEqualTo(404);
    Visitor admin =
        Riverside.operator(liana, "group_admin", List.of(riverside.community().toString()));
    assertThat(admin.post(path(""), Map.of("sql", "select 1")).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from range(1000000) a, range(1000000) b, range(1000000) c where a.range + b.range = c.range + 1",
        "select count(*) from range(1000000000000)",
        "select max(md5(a.range::varchar || b.range::varchar)) from range(10000000) a, range(10000) b"
      })
  void what_would_take_minutes_is_cancelled(String slow) {
    Instant begun = Instant.now();
    JsonNode problem = refused(slow);
    assertThat(problem.path("code").asString()).as(problem.toString()).isEqualTo("sql_too_slow");
    assertThat(problem.at("/params/seconds").asInt()).isEqualTo(3);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
    assertThat(one("select count(*) from event where said")).as("and others go on").isEqualTo("3");
  }

  @Test
  void what_would_take_the_memory_of_the_server_is_stopped() {
    JsonNode sorted =
        refused(
            "select a.range, b.range from range(10000) a, range(10000) b order by hash(a.range + b.range) limit 5000000");
    assertThat(sorted.path("code").asString())
        .as(sorted.toString())
        .isIn("sql_too_large", "sql_too_slow");
    String grown = "select 'abcdefghij' as s";
    for (int i = 0; i < 12; i++) {
      grown = "select concat(s, s, s, s, s, s, s, s) as s from (" + grown + ")";
    }
    assertThat(refused(grown).path("status").asInt()).isIn(400, 422);
    assertThat(one("select count(*) from event where said")).isEqualTo("3");
  }

  @Test
  void a_table_for_a_spreadsheet_holds_no_formula() {
    Visitor.Answer answer =
        script.post(
            path("/csv"),
            Map.of(
                "sql",
                "select '=cmd|'' /C calc''!A0' as \"=x\", '+1' as b, '@sum' as c, -5 as d, '-5' as e, 'a,\"b\"' as f"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Liana-More")).contains("false");
    assertThat(answer.text())
        .isEqualTo(
            "\uFEFF'=x,b,c,d,e,f\r\n'=cmd|' /C calc'!A0,'+1,'@sum,-5,'-5,\"a,\"\"b\"\"\"\r\n");
  }

  @Test
  void every_column_is_told_in_both_languages() throws IOException {
    JsonNode tables = script.get(path("/tables")).json();
    assertThat(tables.path("items").valueStream().map(one -> one.path("name").asString()))
        .containsExactly("event", "reply", "deed", "groups");
    Path words = Path.of("../console/src/i18n/words/analyst.ts").toAbsolutePath();
    String said = Files.readString(words);
    for (JsonNode table : tables.path("items")) {
      String name = table.path("name").asString();
      assertThat(said).contains("'sql.table." + name + "'");
      List<String> columns =
          ask("select * from " + name + " limit 0")
              .path("columns")
              .valueStream()
              .map(one -> one.path("name").asString())
              .toList();
      assertThat(table.path("columns").valueStream().map(one -> one.path("name").asString()))
          .containsExactlyElementsOf(columns);
      for (String column : columns) {
        assertThat(said).contains("'sql.column." + name + "." + column + "'");
      }
    }
  }

  // ---- the parts these are made of

  private static Map<String, String> parameter(String name, String type, String value) {
    return Map.of("name", name, "type", type, "value", value);
  }

  private JsonNode ask(String sql) {
    Visitor.Answer answer = script.post(path(""), Map.of("sql", sql));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String one(String sql) {
    return ask(sql).at("/rows/0/0").asString();
  }

  private JsonNode refused(String sql) {
    Visitor.Answer answer = script.post(path(""), Map.of("sql", sql));
    assertThat(answer.status()).as(sql + " " + answer.text()).isIn(400, 422);
    return answer.json();
  }

  private String path(String rest) {
    CommunityId community = riverside.community();
    return "/communities/" + community + "/sql" + rest;
  }
}
