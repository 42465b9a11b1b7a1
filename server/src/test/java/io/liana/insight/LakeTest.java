package io.liana.insight;

import static io.liana.insight.Archived.ANA;
import static io.liana.insight.Archived.BO;
import static io.liana.insight.Archived.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Facts of every kind, and the same facts as files. */
class LakeTest {
  @TempDir Path folder;
  private Archived archived;
  private JdbcClient jdbc;

  @BeforeEach
  void archive() {
    archived = new Archived(new FactStore(folder.resolve("insight.duckdb"), "256MB", 2));
    jdbc = JdbcClient.create(archived.postgres);
  }

  @AfterEach
  void close() {
    archived.close();
  }

  @Test
  void every_module_tells_its_facts() {
    something_of_everything();
    archived.catchUp();
    assertThat(deeds())
        .containsExactly(
            "answer 1 null null 77 1 age null",
            "came 1 1 3 77 null likely null",
            "exposure 1 1 3 null 1 warm null",
            "exposure 1 null null 77 2 cold null",
            "paid 1 null 1 1 1 CNY 9900",
            "posting 1 null null null 1 points/checkin 5",
            "posting 1 null null null 2 points/checkin -5",
            "refund 2 null 1 1 1 CNY -900",
            "scan 1 null null 77 1 led null",
            "sent 1 1 3 null null greeting/delivered null");
    assertThat(archived.catchUp()).isZero();
  }

  @Test
  void the_files_hold_what_the_tables_hold_however_it_came() {
    for (int day = 1; day <= 28; day++) {
      archived.says(
          day % 2 == 0 ? ANA : BO, "2026-01-%02dT04:00:00Z".formatted(day), "hello?", CHEN);
      archived.catchUp();
    }
    something_of_everything();
    archived.catchUp();
    everything_agrees();
    assertThat(files("fact_event")).hasSizeBetween(1, 5);
  }

  @Test
  void days_in_the_files_follow_the_zone() {
    archived.says(ANA, "2026-03-01T16:30:00Z", "the second of March in Shanghai");
    archived.catchUp();
    archived.zone = ZoneId.of("America/New_York");
    assertThat(archived.days()).containsExactly("2026-03-01");
    everything_agrees();
  }

  @Test
  void who_was_erased_is_in_no_table_and_no_file_and_does_not_come_back() {
    archived.says(ANA, "2026-01-01T04:00:00Z", "hello", BO);
    archived.says(BO, "2026-01-01T04:01:00Z", "hi", ANA);
    something_of_everything();
    archived.catchUp();
    jdbc.sql("insert into insight_erased (member_id) values (?), (?)").params(ANA, CHEN).update();
    archived.catchUp();
    List<List<String>> left = tables();
    assertThat(left.get(0)).hasSize(1);
    assertThat(left.get(1)).isEmpty();
    assertThat(deeds())
        .noneMatch(one -> one.startsWith("exposure 1 1 3") || one.startsWith("paid"));
    everything_agrees();
    archived.says(ANA, "2026-01-03T04:00:00Z", "settled late", BO);
    archived.catchUp();
    assertThat(tables()).isEqualTo(left);
    archived.store.clear();
    archived.catchUp();
    assertThat(tables()).isEqualTo(left);
    everything_agrees();
  }

  @Test
  void a_batch_taken_back_leaves_no_money_behind() {
    something_of_everything();
    archived.catchUp();
    jdbc.sql(
            "update customer_batch set taken_back_at = timestamptz '2026-02-01', taken_back_xid = pg_current_xact_id()")
        .update();
    jdbc.sql("delete from customer_movement").update();
    archived.catchUp();
    List<String> afterwards = deeds();
    assertThat(afterwards)
        .noneMatch(one -> one.startsWith("paid") || one.startsWith("refund"))
        .contains("taken_back 1 null null null 1 csv null");
    everything_agrees();
    archived.store.clear();
    archived.catchUp();
    assertThat(deeds()).isEqualTo(afterwards);
  }

  @Test
  void what_a_forgotten_browser_met_leaves_and_what_it_meets_later_stays() {
    something_of_everything();
    archived.catchUp();
    rows(
        """
        delete from experiment_visitor;
        insert into experiment_forgotten (experiment_id, visitor, at) values (2, 77, '2026-01-10');
        """);
    archived.catchUp();
    assertThat(deeds())
        .contains("exposure 1 1 3 null 1 warm null", "forgotten 0 null null 77 2 null")
        .noneMatch(one -> one.contains("cold"));
    everything_agrees();
    rows(
        "insert into experiment_visitor (experiment_id, visitor, arm, at) values (2, 77, 'cold', '2026-01-11')");
    archived.catchUp();
    List<String> afterwards = deeds();
    assertThat(afterwards).contains("exposure 2 null null 77 2 cold null");
    archived.store.clear();
    archived.catchUp();
    assertThat(deeds()).isEqualTo(afterwards);
    everything_agrees();
  }

  @Test
  void what_a_crash_left_among_the_files_goes() throws IOException {
    archived.says(ANA, "2026-01-01T04:00:00Z", "hello");
    archived.catchUp();
    Path lake = folder.resolve("lake/fact_event");
    Files.copy(files("fact_event").getFirst(), lake.resolve("part-00000099.parquet"));
    Files.writeString(lake.resolve(".part-00000100.parquet"), "half a file");
    archived.says(BO, "2026-01-01T04:01:00Z", "hi");
    archived.catchUp();
    everything_agrees();
    assertThat(files("fact_event")).hasSize(1);
  }

  @Test
  void a_worker_follows_while_somebody_looks() {
    var worker = new FactWorker(archived.store, archived.feed, false, 0);
    archived.says(ANA, "2026-01-01T04:00:00Z", "hello");
    worker.runDue();
    assertThat(archived.feed.taken()).isZero();
    archived.store.read(facts -> true);
    worker.runDue();
    assertThat(archived.feed.taken()).isEqualTo(1);
    worker.destroy();
  }

  private void something_of_everything() {
    rows(
        """
        set session_replication_role = replica;
        insert into acquisition_code (slug, community_id, plan_id, label, created_at, changed_at) values (1, 1, 1, '', now(), now());
        insert into gate_page (community_id, name, version, created_at) values (1, 'page', 1, now());
        insert into acquisition_scan (id, at, code_id, visitor, result, returning_visitor, device, app, region, network)
          values (1, '2026-01-02', 1, 77, 'led', false, '', '', '', '');
        insert into acquisition_arrival (event_id, community_id, group_id, member_id, joined_at, how, visitor)
          values (1, 1, 1, 3, '2026-01-02', 'likely', 77);
        insert into gate_visit (page_id, visitor, code, returning_visitor, seen_at) values (1, 77, 'abc', false, '2026-01-02');
        insert into gate_answer (visit_id, page_id, gate, version, answers, state, submitted_at)
          values (1, 1, 'age', 1, '{}', 'kept', '2026-01-02');
        insert into customer_batch (community_id, source, name, made_by, made_at, lines, nobody, refunds, wrong, fresh, known)
          values (1, 'csv', '', '', '2026-01-03', 2, 0, 1, 0, 2, 0);
        insert into customer_person (community_id, contact_hash, member_id) values (1, 'x', 1);
        insert into customer_movement (community_id, shop, number, kind, batch_id, person_id, currency, amount, at)
          values (1, 's', '1', 'paid', 1, 1, 'CNY', 9900, '2026-01-03'), (1, 's', '1', 'refund', 1, 1, 'CNY', -900, '2026-01-04');
        insert into delivery_outbox (key, community_id, group_id, member_id, platform, account, purpose, command, created_at, due_at, state, settled_at, settled_xid)
          values ('k', 1, 1, 3, 'p', 'a', 'GREETING', '{}', now(), now(), 'delivered', '2026-01-02', pg_current_xact_id()),
                 ('l', 1, 1, 3, 'p', 'a', 'GREETING', '{}', now(), now(), 'waiting', null, null);
        insert into ledger_account (community_id, unit, code) values (1, 'points', 'ana'), (1, 'points', 'given');
        insert into ledger_transaction (key, community_id, unit, kind, postings, at) values ('c', 1, 'points', 'checkin', 2, '2026-01-02');
        insert into ledger_posting (transaction_id, account_id, community_id, unit, amount) values (1, 1, 1, 'points', 5), (1, 2, 1, 'points', -5);
        insert into experiment_experiment (community_id, name, hypothesis, unit, arms, holdout, metric, guardrails, days, created_at)
          values (1, 'e', '', 'member', '[]', 0, 'said', '{}', 7, '2026-01-01');
        insert into experiment_exposure (experiment_id, member_id, group_id, arm, at) values (1, 3, 1, 'warm', '2026-01-02');
        insert into experiment_experiment (community_id, name, hypothesis, unit, arms, holdout, metric, guardrails, days, created_at)
          values (1, 'v', '', 'visitor', '[]', 0, 'joined', '{}', 7, '2026-01-01');
        insert into experiment_visitor (experiment_id, visitor, arm, at) values (2, 77, 'cold', '2026-01-02');
        set session_replication_role = origin
        """);
  }

  private void rows(String script) {
    try (Connection connection = archived.postgres.getConnection()) {
      Sql.execute(connection, script);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> deeds() {
    return archived.store.read(
        facts ->
            texts(
                facts,
                """
                select concat_ws(' ', source, seq, coalesce(cast(group_id as varchar), 'null'), coalesce(cast(member_id as varchar), 'null'),
                       coalesce(cast(outsider as varchar), 'null'), coalesce(cast(subject as varchar), 'null'), code,
                       coalesce(cast(amount as varchar), 'null'))
                  from fact_deed order by 1
                """));
  }

  private List<List<String>> tables() {
    return archived.store.read(
        facts -> {
          List<List<String>> all = new ArrayList<>();
          for (FactKind table : FactKind.values()) {
            all.add(
                texts(
                    facts,
                    "select cast(t as varchar) from %s t order by 1".formatted(table.table)));
          }
          return all;
        });
  }

  private void everything_agrees() {
    List<List<String>> inFiles =
        archived.store.read(
            facts -> {
              List<List<String>> all = new ArrayList<>();
              for (FactKind table : FactKind.values()) {
                String reading = archived.store.parts.reading(facts, table);
                all.add(
                    reading == null
                        ? List.of()
                        : texts(
                            facts,
                            "select cast(t as varchar) from %s t order by 1".formatted(reading)));
                assertThat(files(table.table).size())
                    .isEqualTo(
                        Integer.parseInt(
                            Objects.requireNonNull(
                                Sql.one(
                                    facts,
                                    "select count(*) from fact_part where table_name = '%s'"
                                        .formatted(table.table)))));
              }
              return all;
            });
    assertThat(inFiles).isEqualTo(tables());
  }

  private List<Path> files(String table) {
    try (Stream<Path> files = Files.list(folder.resolve("lake").resolve(table))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(Connection facts, String select) throws SQLException {
    try (var statement = facts.createStatement();
        var rows = statement.executeQuery(select)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
