package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.account.Comparisons;
import io.liana.intake.HistoryImportWorker;
import io.liana.kernel.MemberId;
import io.liana.kit.Eventually;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.Telegram;
import io.liana.kit.TelegramGroup;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.kit.WeCom;
import io.liana.member.ErasureWorker;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Somebody is known everywhere — through the open door, by an import, in the sandbox, on QQ,
 * Telegram and WeCom, in cases, tasks and commands — and is erased. Then every row of every table
 * is looked through.
 */
class APersonIsForgottenTest {
  private static final String NAME = "Quetzal羽蛇";
  private static final String WORDS = "xylophonisch";
  private static final String KEY = "99077001";

  /** Tables in which nobody but operators, groups, rules and settings stand. */
  private static final Set<String> WITHOUT_PEOPLE =
      Set.of(
          "acquisition_arrival", // numbers; which browser it was is deleted
          "acquisition_channel",
          "acquisition_code",
          "acquisition_correction", // by operators
          "acquisition_cost",
          "acquisition_cost_batch", // by operators
          "acquisition_cost_batch_day",
          "acquisition_door",
          "acquisition_low",
          "acquisition_plan",
          "acquisition_scan", // visitors are random numbers
          "acquisition_seat",
          "acquisition_step", // numbers of visitors and members
          "acquisition_touch", // rows of the erased are deleted; numbers besides
          "channel_account",
          "channel_account_hour",
          "channel_lane",
          "channel_lease",
          "channel_node",
          "channel_officialaccount",
          "channel_officialaccount_scene",
          "channel_sandbox_bot",
          "channel_sandbox_room",
          "channel_sandbox_seat", // numbers of personas
          "channel_telegram_bot",
          "channel_telegram_chat",
          "channel_wecom_corp",
          "channel_wecom_file", // what operators send along
          "channel_wecom_greeting", // texts of operators
          "channel_wecom_group_welcome",
          "channel_wecom_media",
          "channel_wecom_tag",
          "channel_wecom_tag_group",
          "channel_wecom_statistic_day",
          "community_community",
          "community_group",
          "experiment_experiment",
          "experiment_place",
          "experiment_visitor", // numbers of browsers; those of the erased are deleted
          "experiment_forgotten", // browsers nobody can be joined to any more
          "experiment_exposure", // numbers; rows of the erased are deleted
          "delivery_account",
          "delivery_halt",
          "flyway_schema_history",
          "gate_captcha",
          "gate_invitation", // numbers
          "gate_membership",
          "gate_page",
          "gate_picture",
          "gate_progress", // of visits, which go with the person
          "gate_version",
          "gate_visit", // numbers and keyed hashes; those of the erased are deleted
          "identity_operator",
          "identity_session",
          "identity_settings",
          "identity_token",
          "insight_erased", // the numbers of who was forgotten
          "ledger_account", // codes of accounts, never of people
          "ledger_posting",
          "ledger_transaction",
          "member_birthday", // rows of the erased are deleted
          "member_erased", // keyed hashes
          "member_erasure", // holds the person only while they are being erased
          "member_member", // numbers from here on
          "member_membership",
          "moderation_blacklist",
          "moderation_case",
          "moderation_removal",
          "payment_merchant",
          "playbook_playbook", // what operators wrote
          "playbook_version",
          "playbook_run",
          "playbook_step",
          "payment_notice", // kept without who paid
          "payment_test",
          "onboarding_care_round",
          "onboarding_invitation", // numbers
          "customer_touched", // the number a buyer had; it names nobody then
          "customer_holdout",
          "customer_holdout_user", // numbers; rows of the erased go with the customer
          "customer_shop", // sealed
          "customer_shop_call",
          "onboarding_order", // the shop's numbers; of the erased they go with the customer
          "onboarding_shop", // sealed
          "onboarding_shop_call",
          "onboarding_wave",
          "onboarding_newcomer", // numbers of members
          "onboarding_set",
          "onboarding_step", // numbers; the keys of messages of the erased are struck out
          "onboarding_version",
          "alert_alert",
          "alert_ring",
          "review_batch",
          "review_batch_line",
          "review_decision", // what a team wants to do, and by whom of it
          "review_review",
          "rule_rehearsal",
          "rule_rehearsed_member",
          "rule_set",
          "rule_version",
          "saved_question", // names typed into it are struck out
          "saved_schedule", // addresses of operators' own
          "saved_run",
          "scorecard_goal", // what groups are for
          "scorecard_community_goal",
          "segment_segment",
          "segment_block", // numbers, a bit each; those of the erased are cleared
          "segment_move", // rows of the erased are deleted
          "segment_followed",
          "segment_snapshot",
          "segment_snapshot_block"); // numbers, a bit each; those of the erased are cleared

  private static final TurnableClock clock =
      new TurnableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private static RunningLiana liana;
  private static Visitor script;
  private static JdbcTemplate jdbc;
  private static String telegramUser = "";

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            // Who is in already is found by comparing; in a thread of its own that would come in
            // between the counts.
            "liana.accounts.threads=0",
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms",
            "liana.member.erasure-threads=0",
            "liana.telegram.threads=0",
            "liana.wecom.threads=0",
            "liana.onebot.answer=2s");
    script = liana.script();
    jdbc = liana.bean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    TelegramGroup.closeAll();
    liana.close();
  }

  @Test
  void nothing_of_a_person_is_left_in_any_column_of_any_table() {
    Riverside riverside = Riverside.in(liana);
    door(riverside, KEY, NAME);
    imported("Riverside once", history());
    sandbox();
    try (Simulation qq = Simulation.of("onebot");
        Telegram telegram = Telegram.start();
        Simulation corporation = Simulation.of("wecom")) {
      qq(qq);
      telegram(telegram);
      wecom(corporation);
      MemberId member = oneMember();
      RowsOfAPerson.write(liana, riverside, member, KEY, NAME, WORDS);

      Set<String> known = found();
      assertThat(untouched(known)).as("tables nobody has thought about yet").isEmpty();
      long events = count("channel_event");
      long members = count("member_member");
      long statistics = sum("select coalesce(sum(messages), 0) from channel_wecom_statistic");

      erase(member);

      assertThat(found()).isEmpty();
      assertThat(count("channel_event")).isEqualTo(events);
      assertThat(count("member_member")).isEqualTo(members);
      assertThat(sum("select coalesce(sum(messages), 0) from channel_wecom_statistic"))
          .isEqualTo(statistics);
      JsonNode left = script.get("/members/" + member).json();
      assertThat(left.path("name").asString()).isEqualTo("#" + member);
      assertThat(left.at("/erasure/state").asString()).isEqualTo("done");
      assertThat(script.get("/journal?member=" + member).text())
          .contains("person_erasure_asked", "person_erased");

      // What was said before comes again; the erased are not brought back by it.
      door(riverside, KEY, NAME);
      imported("Riverside once", history());
      assertThat(found()).isEmpty();
      assertThat(count("channel_event")).isEqualTo(events);
      assertThat(count("member_member")).isEqualTo(members);

      // An older event that was never heard counts for the number, and says nothing.
      String late = line("late", "message", KEY, NAME, clock.instant().minusSeconds(7200), WORDS);
      send(riverside, late);
      assertThat(found()).isEmpty();
      assertThat(count("channel_event")).isEqualTo(events + 1);
      assertThat(count("member_member")).isEqualTo(members);

      // Who writes afterwards is somebody new.
      clock.advance(Duration.ofMinutes(1));
      send(riverside, line("new", "message", KEY, NAME, clock.instant(), "I am new here"));
      assertThat(count("member_member")).isEqualTo(members + 1);
      assertThat(
              jdbc.queryForObject(
                  "select member_id from member_account where external_id = ?", Long.class, KEY))
          .isNotEqualTo(member.value());
    }
  }

  @Test
  void the_name_must_be_typed_and_only_an_owner_may() {
    Riverside riverside = Riverside.in(liana);
    String path = "/members/" + riverside.chen() + "/erase";
    assertThat(script.post(path, Map.of("name", "Chen")).code()).isEqualTo("erase_name_differs");
    assertThat(riverside.localOperator().post(path, Map.of("name", "陈晨 Chen")).status())
        .isEqualTo(403);
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.post(path, Map.of("name", "陈晨 Chen")).status()).isEqualTo(404);
    assertThat(script.post("/members/987654321/erase", Map.of("name", "x")).status())
        .isEqualTo(404);
    assertThat(script.post(path, Map.of("name", "陈晨 Chen")).status()).isEqualTo(202);
    assertThat(script.post(path, Map.of("name", "anything")).json().path("state").asString())
        .isEqualTo("asked");
  }

  @Test
  void an_erasure_waits_for_what_has_arrived_and_goes_on_where_it_was() {
    Riverside riverside = Riverside.in(liana);
    String key = "99088002";
    send(riverside, line("first", "message", key, "Ixchel", clock.instant(), "one"));
    MemberId member =
        new MemberId(
            jdbc.queryForObject(
                "select member_id from member_account where external_id = ?", Long.class, key));
    script.post("/members/" + member + "/erase", Map.of("name", "Ixchel"));
    arrive(riverside, line("second", "message", key, "Ixchel", clock.instant(), "two"));
    liana.bean(ErasureWorker.class).runDue(); // detached; "two" is not settled yet
    liana.bean(ErasureWorker.class).runDue();
    assertThat(state(member)).isEqualTo("detached");
    try (RunningLiana other =
        liana.another(
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.member.erasure-threads=0",
            "liana.telegram.threads=0",
            "liana.wecom.threads=0")) {
      Eventually.get(
          "whoever has the lane now has settled it, and the other node goes on",
          () -> {
            other.work();
            liana.work();
            other.bean(ErasureWorker.class).runDue();
            return state(member).equals("done");
          });
    }
    assertThat(
            jdbc.queryForList(
                "select text from channel_event where member_id = ? order by id",
                String.class,
                member.value()))
        .containsExactly("", "");
    assertThat(holders("Ixchel")).isEmpty();
    assertThat(holders(key)).isEmpty();
  }

  // ---- where they are known

  private static void door(Riverside riverside, String key, String name) {
    Instant at = clock.instant().minusSeconds(3600).truncatedTo(ChronoUnit.HOURS);
    send(
        riverside,
        String.join(
            "\n",
            line("j", "join", key, name, at, ""),
            line("1", "message", key, name, at, WORDS + " my mail is q@example.org"),
            line("2", "message", "bo", "Bo", at, "welcome @" + name + ", or " + key + "?"),
            line("3", "message", "bo", "Bo", at, "a line of mine"),
            line("4", "rename", key, name, at, name + " II")));
  }

  private static String line(
      String id, String type, String key, String name, Instant at, String text) {
    return """
    {"id":"%s","type":"%s","at":"%s","sender":{"id":"%s","name":"%s"},"text":"%s"%s}"""
        .formatted(
            id,
            type,
            at,
            key,
            name,
            text,
            type.equals("rename") ? ",\"name\":\"" + text + "\"" : "");
  }

  private static void arrive(Riverside riverside, String lines) {
    Visitor.Answer answer =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(lines),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
  }

  private static void send(Riverside riverside, String lines) {
    arrive(riverside, lines);
    liana.work();
  }

  private static String history() {
    return """
    13/03/2021, 09:05 - %1$s: %2$s
    13/03/2021, 09:06 - Bo: hi @%1$s
    13/03/2021, 09:07 - %1$s: bye
    """
        .formatted(NAME, WORDS);
  }

  private static void imported(String group, String text) {
    String part = "\r\n--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s";
    String body =
        part.formatted("group_name", group).substring(2)
            + part.formatted("format", "whatsapp")
            + "\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"chat.txt\"\r\n\r\n"
            + text
            + "\r\n--b--\r\n";
    Visitor.Answer asked =
        script.send(
            "POST", "/imports", BodyPublishers.ofString(body), "multipart/form-data; boundary=b");
    String path = "/imports/" + asked.json().path("id").asString();
    Eventually.get(
        "the import is done",
        () -> {
          liana.bean(HistoryImportWorker.class).runDue();
          JsonNode job = script.get(path).json();
          String state = job.path("state").asString();
          if (state.equals("failed") || state.equals("needs_answer")) {
            throw new AssertionError(job.toString());
          }
          return state.equals("done") ? job : null;
        });
  }

  private static void sandbox() {
    String community =
        script
            .post("/communities", Map.of("name", "Riverside sand", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    JsonNode room =
        script
            .post("/sandbox/rooms", Map.of("community_id", community, "name", "Riverside sand"))
            .json();
    String path = "/sandbox/rooms/" + room.path("id").asString();
    String account =
        script.post("/sandbox/accounts", Map.of("name", NAME)).json().path("id").asString();
    script.post(path + "/requests", Map.of("account_id", account, "text", WORDS + " let me in"));
    script.post(path + "/members", Map.of("account_id", account));
    script.post(path + "/messages", Map.of("account_id", account, "text", WORDS));
    liana.work();
  }

  private static void qq(Simulation qq) {
    String account = connected("onebot", Map.of("self_id", "10001", "url", qq.socket()));
    Eventually.get(
        "the three who are in are known",
        () -> {
          liana.bean(Comparisons.class).runDue();
          return sum(
                  "select count(*) from channel_inbox where platform = 'onebot' and body like '%\"compared\":\"present\"%'")
              >= 3;
        });
    qq.post("/control/join", Map.of("user", KEY, "name", NAME));
    qq.post("/control/say", Map.of("user", KEY, "text", WORDS));
    Eventually.get(
        "QQ is heard",
        () -> {
          liana.work();
          return sum(
                  """
                  select count(*) from channel_event e join community_group g on g.id = e.group_id
                   where g.platform = 'onebot' and e.text = '%s'
                  """
                      .formatted(WORDS))
              > 0;
        });
    script.delete("/accounts/" + account); // what it brought stays
  }

  private static String connected(String platform, Map<String, String> values) {
    String community =
        script
            .post("/communities", Map.of("name", "Riverside " + platform, "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    String account =
        script
            .post(
                "/accounts",
                Map.of(
                    "platform",
                    platform,
                    "name",
                    platform,
                    "values",
                    values,
                    "community_id",
                    community))
            .json()
            .path("id")
            .asString();
    Eventually.get(
        "the group has its place",
        () ->
            script
                .get("/accounts/" + account + "/groups")
                .json()
                .at("/items/0/group_id")
                .asString(null));
    return account;
  }

  private static void telegram(Telegram telegram) {
    TelegramGroup group = TelegramGroup.open(liana, telegram, clock, Map.of());
    long user = telegram.user(NAME);
    telegramUser = Long.toString(user);
    telegram.act("join", Map.of("chat", group.chat, "user", user));
    telegram.act("say", Map.of("chat", group.chat, "user", user, "text", WORDS));
    liana.bean(Comparisons.class).runDue();
    group.work();
    jdbc.update(
        "insert into channel_telegram_staff (account, chat_id, user_id, role) values ('b', 1, ?, 'admin')",
        user);
    jdbc.update(
        "insert into channel_telegram_link (url, account, group_key, chat_id, name, asks, created_at) values ('https://t.me/+x', 'b', 'g', 1, ?, false, now())",
        "for " + NAME);
  }

  private static void wecom(Simulation corporation) {
    WeCom wecom = WeCom.connect(liana, corporation, Map.of("welcome", "{name}，欢迎"));
    wecom.act("follow", "external", "wm" + KEY, "name", NAME, "staff", "ana");
    liana.bean(Comparisons.class).runDue();
    wecom.work();
  }

  /** The same person has several accounts; nothing merges people yet, so this stands in for it. */
  private static MemberId oneMember() {
    List<Long> all =
        jdbc.queryForList(
            "select distinct member_id from member_account where name like 'Quetzal%' order by 1",
            Long.class);
    assertThat(all).hasSizeGreaterThanOrEqualTo(5);
    Long first = all.getFirst();
    for (Long other : all.subList(1, all.size())) {
      jdbc.update("update channel_event set member_id = ? where member_id = ?", first, other);
      jdbc.update("update admission_request set member_id = ? where member_id = ?", first, other);
      jdbc.update("update member_account set member_id = ? where member_id = ?", first, other);
      jdbc.update("update delivery_outbox set member_id = ? where member_id = ?", first, other);
    }
    jdbc.update(
        "insert into member_account (platform, external_id, member_id, name) values ('wecom', ?, ?, ?)",
        "wm" + KEY,
        first,
        NAME);
    return new MemberId(first);
  }

  // ---- looking through everything

  private static void erase(MemberId member) {
    String name = script.get("/members/" + member).json().path("name").asString();
    Visitor.Answer asked = script.post("/members/" + member + "/erase", Map.of("name", name));
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    liana.work();
    liana.bean(ErasureWorker.class).runDue();
    liana.work();
    liana.bean(ErasureWorker.class).runDue();
    assertThat(state(member)).isEqualTo("done");
  }

  private static String state(MemberId member) {
    return script.get("/members/" + member).json().at("/erasure/state").asString();
  }

  /** Tables with a row in which anything of the person stands. */
  private static Set<String> found() {
    Set<String> found = new TreeSet<>();
    for (String mark :
        List.of("Quetzal", "quetzal", "\\u7fbd\\u86c7", "羽蛇", WORDS, KEY, telegramUser)) {
      found.addAll(holders(mark));
    }
    return found;
  }

  private static Set<String> untouched(Set<String> known) {
    Set<String> untouched = new TreeSet<>(tables());
    untouched.removeAll(known);
    untouched.removeAll(WITHOUT_PEOPLE);
    untouched.removeIf(
        table ->
            table.startsWith("channel_inbox_")
                || table.startsWith("acquisition_scan_")); // days of the inbox
    return untouched;
  }

  private static Set<String> holders(String mark) {
    String hex = HexFormat.of().formatHex(mark.getBytes(StandardCharsets.UTF_8));
    Set<String> holders = new TreeSet<>();
    for (String table : tables()) {
      // A row as text holds all its columns, whatever their type; bytes stand there as hex.
      Long rows =
          jdbc.queryForObject(
              "select count(*) from \"%s\" t where strpos(t::text, ?) > 0 or strpos(t::text, ?) > 0 or strpos(t::text, ?) > 0"
                  .formatted(table),
              Long.class,
              mark,
              mark.replace("\\", "\\\\"), // a backslash is doubled there
              hex);
      if (rows != null && rows > 0) {
        holders.add(table);
      }
    }
    return holders;
  }

  private static List<String> tables() {
    return jdbc.queryForList(
        "select table_name from information_schema.tables where table_schema = 'liana' and table_type = 'BASE TABLE' order by 1",
        String.class);
  }

  private static List<String> accounts(String platform) {
    return jdbc.queryForList(
        "select external_id from member_account where platform = ? and name like 'Quetzal%'",
        String.class, platform);
  }

  private static long count(String table) {
    return sum("select count(*) from " + table);
  }

  private static long sum(String query) {
    return java.util.Objects.requireNonNull(jdbc.queryForObject(query, Long.class));
  }
}
