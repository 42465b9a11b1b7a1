package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.community.Groups;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.GroupId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.kit.WeCom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** 群发: written here, tapped on the phones of staff, counted against everybody's quota. */
class WeComMassSendTest {
  private static final String CHEN = "wmChen0000000000000000000001";
  private static final String DANA = "wmDana0000000000000000000002";
  private static final AtomicInteger KEYS = new AtomicInteger();
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static Simulation simulation;
  private static JdbcTemplate jdbc;
  private WeCom wecom;

  @BeforeAll
  static void start() {
    simulation = Simulation.of("wecom");
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.wecom.threads=0");
    jdbc = liana.bean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
    simulation.close();
  }

  /** Chen is Ana's customer, Dana is Bo's. */
  @BeforeEach
  void two_customers() {
    connect(Map.of());
  }

  private void connect(Map<String, String> more) {
    wecom = WeCom.connect(liana, simulation, more);
    wecom.act("follow", "external", CHEN, "name", "Chen", "staff", "ana");
    wecom.act("follow", "external", DANA, "name", "Dana", "staff", "bo");
    wecom.work();
  }

  @Test
  void staff_tap_and_everybody_is_known_to_be_sent_to() {
    JsonNode made = make("明天开新茶");
    assertThat(parts(made)).containsExactly("due");
    assertThat(counts(made)).containsEntry("waiting", 2);
    wecom.work();
    assertThat(parts(one(made))).containsExactly("waiting");
    later(Duration.ofSeconds(10));
    assertThat(counts(one(made))).as("nobody tapped").containsEntry("waiting", 2);
    wecom.act("tap", "staff", "ana");
    later(Duration.ofMinutes(1));
    assertThat(counts(one(made))).containsEntry("sent", 1).containsEntry("waiting", 1);
    wecom.act("tap", "staff", "bo");
    later(Duration.ofMinutes(1));
    assertThat(counts(one(made))).containsEntry("sent", 2).containsEntry("waiting", 0);
    assertThat(parts(one(made))).containsExactly("over");
    assertThat(targets(made, "sent")).containsExactly(CHEN + " ana", DANA + " bo");
  }

  @Test
  void the_same_wish_twice_is_made_once() {
    Map<String, Object> wish = wish("茶");
    String first = post("", wish).json().path("id").asString();
    assertThat(post("", wish).json().path("id").asString()).isEqualTo(first);
    wecom.work();
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void before_it_is_sent_one_sees_whom_it_reaches_and_whom_not_and_why() {
    Map<String, Object> wish = wish("茶");
    wish.put("people", List.of(CHEN, "wmNobody"));
    JsonNode reach = post("/preview", wish).json();
    assertThat(reach.path("reached").asInt()).isEqualTo(1);
    assertThat(reach.at("/first/0/name").asString()).isEqualTo("Chen");
    assertThat(reach.at("/left_out/0/reason").asString()).isEqualTo("not_customer");
    assertThat(reach.at("/left_out/0/first/0/id").asString()).isEqualTo("wmNobody");
    assertThat(reach.at("/quota/most").asInt())
        .as("as many as the month has days")
        .isEqualTo(java.time.YearMonth.now(clock.withZone(Riverside.ZONE)).lengthOfMonth());
    assertThat(tasks()).isEmpty();
  }

  @Test
  void tags_choose_any_of_a_list_and_of_every_list() {
    jdbc.update(
        "update channel_wecom_customer set tags = '{tea,vip}' where corp = ? and external_id = ?",
        wecom.corp(),
        CHEN);
    jdbc.update(
        "update channel_wecom_customer set tags = '{tea}' where corp = ? and external_id = ?",
        wecom.corp(),
        DANA);
    Map<String, Object> wish = wish("茶");
    wish.put("tags", List.of(List.of("tea", "coffee")));
    assertThat(post("/preview", wish).json().path("reached").asInt()).isEqualTo(2);
    wish.put("tags", List.of(List.of("tea", "coffee"), List.of("vip")));
    assertThat(post("/preview", wish).json().at("/first/0/id").asString()).isEqualTo(CHEN);
    assertThat(get("/choices").json().at("/tags/0").toString())
        .isEqualTo("{\"id\":\"tea\",\"customers\":2}");
  }

  @Test
  void groups_are_sent_by_their_owners_each_in_a_task_of_their_own() {
    for (String owner : List.of("ana", "bo")) {
      String chat = "wr-" + owner + wecom.corp();
      wecom.act("chat", "chat", chat, "name", owner + " 的茶友", "owner", owner);
    }
    wecom.work();
    Map<String, Object> wish = wish("茶");
    wish.put("kind", "groups");
    JsonNode made = post("", wish).json();
    assertThat(made.path("parts").valueStream().map(part -> part.path("sender").asString()))
        .containsExactly("ana", "bo");
    wecom.work();
    wecom.act("tap", "staff", "bo");
    later(Duration.ofSeconds(10));
    assertThat(counts(one(made))).containsEntry("sent", 1).containsEntry("waiting", 1);
  }

  // ---------------------------------------------------------------- 5

  @Test
  void behaviour_5_results_are_not_read_while_the_task_is_dispatched() {
    wecom.faults(Map.of("mass_dispatch_seconds", 60));
    JsonNode made = make("茶");
    wecom.work();
    wecom.act("tap", "staff", "ana");
    wecom.act("tap", "staff", "bo");
    for (int i = 0; i < 4; i++) {
      later(Duration.ofSeconds(10));
      assertThat(counts(one(made))).as("41063").containsEntry("waiting", 2);
    }
    later(Duration.ofSeconds(40));
    assertThat(counts(one(made))).containsEntry("sent", 2);
  }

  @Test
  void behaviour_5_who_taps_hours_later_or_never_is_waited_for() {
    wecom.act("tap_habit", "staff", "ana", "seconds", 5 * 3600);
    wecom.act("tap_habit", "staff", "bo", "seconds", -1);
    JsonNode made = make("茶");
    wecom.work();
    for (int hours = 0; hours < 7; hours++) {
      later(Duration.ofHours(1));
    }
    assertThat(targets(made, "sent")).containsExactly(CHEN + " ana");
    assertThat(targets(made, "waiting")).containsExactly(DANA + " ");
    later(Duration.ofDays(31));
    assertThat(targets(made, "not_sent")).as("nobody taps after a month").hasSize(1);
    assertThat(parts(one(made))).containsExactly("over");
  }

  @Test
  void behaviour_5_who_is_no_friend_any_more_and_who_is_over_quota_are_told_apart() {
    wecom.faults(Map.of("quota_rule", 2));
    JsonNode made = make("茶");
    wecom.work();
    // After it was made: Chen deletes Ana; Bo sends Dana something of his own.
    wecom.act("unfollow", "external", CHEN, "staff", "ana", "by", "customer");
    wecom.act("mass", "staff", "bo", "targets", List.of(DANA));
    wecom.act("tap", "staff", "ana");
    wecom.act("tap", "staff", "bo");
    later(Duration.ofSeconds(10));
    assertThat(targets(made, "not_friend")).containsExactly(CHEN + " ana");
    assertThat(targets(made, "over_quota")).containsExactly(DANA + " bo");
    assertThat(parts(one(made))).containsExactly("over");
  }

  @Test
  void behaviour_5_a_quota_of_one_a_day_is_seen_before_sending_and_free_again_tomorrow() {
    connect(Map.of("mass_quota", "day"));
    wecom.faults(Map.of("quota_rule", 2));
    make("first");
    wecom.work();
    wecom.act("tap", "staff", "ana");
    later(Duration.ofSeconds(10));
    JsonNode reach = post("/preview", wish("second")).json();
    assertThat(reach.path("reached").asInt()).isZero();
    assertThat(reach.at("/left_out/0/reason").asString()).isEqualTo("over_quota");
    assertThat(reach.at("/left_out/0/count").asInt()).as("sent, and waiting").isEqualTo(2);
    Visitor.Answer refused = post("", wish("second"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("nobody_reached");
    later(Duration.ofDays(1));
    JsonNode tomorrow = post("/preview", wish("second")).json();
    assertThat(tomorrow.at("/first/0/id").asString()).isEqualTo(CHEN);
    assertThat(tomorrow.path("reached").asInt()).as("Dana's still waits for a tap").isEqualTo(1);
  }

  @Test
  void behaviour_5_what_staff_send_by_themselves_counts_too() {
    connect(Map.of("mass_quota", "day"));
    wecom.act("mass", "staff", "bo", "targets", List.of(DANA));
    post("/preview", wish("茶")); // looks, and has the others' read
    later(Duration.ofMinutes(1));
    JsonNode reach = post("/preview", wish("茶")).json();
    assertThat(reach.at("/first/0/id").asString()).isEqualTo(CHEN);
    assertThat(reach.at("/left_out/0/first/0/id").asString()).isEqualTo(DANA);
  }

  @Test
  void behaviour_5_seven_a_week_and_as_many_as_the_month_has_days() {
    connect(Map.of("mass_quota", "week"));
    wecom.faults(Map.of("quota_rule", 1));
    wecom.act("tap_habit", "staff", "ana", "seconds", 0);
    wecom.act("tap_habit", "staff", "bo", "seconds", 0);
    for (int i = 0; i < 7; i++) {
      make("no " + i);
      wecom.work();
      later(Duration.ofSeconds(10));
    }
    assertThat(post("/preview", wish("eighth")).json().path("reached").asInt()).isZero();
    liana
        .script()
        .patch("/accounts/" + wecom.account(), Map.of("values", Map.of("mass_quota", "month")));
    assertThat(post("/preview", wish("eighth")).json().path("reached").asInt()).isEqualTo(2);
    // The administrator's rule is another than we were told: WeCom's word is the last.
    JsonNode made = make("eighth");
    wecom.work();
    assertThat(parts(one(made))).containsExactly("refused");
    assertThat(counts(one(made))).containsEntry("over_quota", 2);
    assertThat(one(made).at("/parts/0/evidence").asString()).startsWith("41048");
  }

  @Test
  void behaviour_5_three_reminders_a_day() {
    JsonNode made = make("茶");
    wecom.work();
    for (int left = 2; left >= 0; left--) {
      JsonNode after = post("/" + id(made) + "/remind", Map.of()).json();
      assertThat(after.at("/parts/0/reminders_left").asInt()).isEqualTo(left);
    }
    Visitor.Answer fourth = post("/" + id(made) + "/remind", Map.of());
    assertThat(fourth.code()).isEqualTo("reminded_enough");
    assertThat(fourth.json().at("/params/again_at").asString())
        .isEqualTo(clock.instant().plus(Duration.ofHours(24)).toString());
    assertThat(tasks().getFirst().path("reminders").asInt()).isEqualTo(3);
    later(Duration.ofHours(25));
    assertThat(post("/" + id(made) + "/remind", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void behaviour_5_stopping_leaves_what_was_sent_and_ends_the_rest() {
    JsonNode made = make("茶");
    wecom.work();
    wecom.act("tap", "staff", "ana");
    later(Duration.ofSeconds(4)); // sent, and not read yet
    JsonNode stopped = post("/" + id(made) + "/stop", Map.of()).json();
    assertThat(counts(stopped)).containsEntry("sent", 1).containsEntry("stopped", 1);
    assertThat(parts(stopped)).containsExactly("stopped");
    wecom.act("tap", "staff", "bo");
    later(Duration.ofMinutes(5));
    assertThat(counts(one(made))).containsEntry("sent", 1).containsEntry("stopped", 1);
    assertThat(post("/" + id(made) + "/stop", Map.of()).code()).isEqualTo("nothing_waits");
  }

  @Test
  void what_is_stopped_before_wecom_was_asked_is_never_asked() {
    JsonNode made = make("茶");
    post("/" + id(made) + "/stop", Map.of());
    wecom.work();
    assertThat(tasks()).isEmpty();
    assertThat(counts(one(made))).containsEntry("stopped", 2);
  }

  // ---------------------------------------------------------------- without an answer

  @Test
  void an_answer_that_is_lost_is_found_in_the_list_and_nothing_is_asked_twice() {
    wecom.faults(Map.of("lose_mass_answer", 1));
    JsonNode made = make("茶");
    wecom.work();
    assertThat(parts(one(made))).containsExactly("doubt");
    later(Duration.ofSeconds(10));
    assertThat(parts(one(made))).containsExactly("waiting");
    assertThat(tasks()).hasSize(1);
    wecom.act("tap", "staff", "ana");
    later(Duration.ofMinutes(1));
    assertThat(counts(one(made))).containsEntry("sent", 1);
  }

  @Test
  void a_crash_after_the_call_is_settled_from_the_list() {
    JsonNode made = make("茶");
    wecom.work();
    // As a node leaves it that dies between the call and writing down the answer.
    jdbc.update(
        "update channel_wecom_mass_part set state = 'asked', msgid = null where id = ?",
        Long.valueOf(made.at("/parts/0/id").asString()));
    later(Duration.ofSeconds(10));
    assertThat(parts(one(made))).containsExactly("waiting");
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void what_the_list_does_not_show_is_left_to_a_person() {
    wecom.faults(Map.of("fail_mass", 1));
    JsonNode made = make("茶");
    wecom.work();
    String part = "/" + id(made) + "/parts/" + made.at("/parts/0/id").asString() + "/again";
    assertThat(post(part, Map.of()).code()).isEqualTo("not_absent");
    for (int i = 0; i < 70; i++) {
      later(Duration.ofSeconds(10));
    }
    assertThat(parts(one(made))).containsExactly("absent");
    assertThat(tasks()).as("never asked twice by itself").isEmpty();
    post(part, Map.of());
    wecom.work();
    assertThat(parts(one(made))).containsExactly("waiting");
    assertThat(tasks()).hasSize(1);
  }

  // ---------------------------------------------------------------- for rules

  @Test
  void what_a_rule_says_in_a_group_is_prepared_for_the_owner_and_their_tap_ends_the_task() {
    connect(Map.of("mass_for_rules", "yes"));
    String chat = "wr-rule" + wecom.corp();
    wecom.act("chat", "chat", chat, "name", "河畔茶友", "owner", "ana", "members", List.of(CHEN));
    wecom.work();
    long group =
        jdbc.queryForObject(
            "select id from community_group where external_id = ?", Long.class, chat);
    toSay(new GroupId(group), "欢迎新茶友");
    wecom.work();
    JsonNode task = task(group);
    assertThat(task.path("why").asString()).isEqualTo("wecom_tap_mass_send");
    assertThat(task.path("state").asString()).isEqualTo("open");
    JsonNode mass = get("").json().at("/items/0");
    assertThat(mass.path("by_rule").asBoolean()).isTrue();
    assertThat(mass.path("text").asString()).isEqualTo("欢迎新茶友");
    wecom.act("tap", "staff", "ana");
    later(Duration.ofSeconds(10));
    JsonNode done = task(group);
    assertThat(done.path("state").asString()).isEqualTo("done");
    assertThat(done.at("/done_by/kind").asString()).isEqualTo("member");
  }

  @Test
  void who_sees_one_community_only_sees_no_customers() {
    Visitor dana = Riverside.operator(liana, "operator", List.of(wecom.community().toString()));
    assertThat(dana.get(path("")).code()).isEqualTo("all_communities_needed");
  }

  // ---------------------------------------------------------------- words

  private Map<String, Object> wish(String text) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("key", "k" + KEYS.incrementAndGet());
    wish.put("kind", "customers");
    wish.put("text", text);
    return wish;
  }

  private JsonNode make(String text) {
    Visitor.Answer answer = post("", wish(text));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private String path(String more) {
    return "/accounts/" + wecom.account() + "/mass-sends" + more;
  }

  private Visitor.Answer post(String more, Object body) {
    return liana.script().post(path(more), body);
  }

  private Visitor.Answer get(String more) {
    return liana.script().get(path(more));
  }

  private JsonNode one(JsonNode mass) {
    return get("/" + id(mass)).json();
  }

  private static String id(JsonNode mass) {
    return mass.path("id").asString();
  }

  private static List<String> parts(JsonNode mass) {
    return mass.path("parts").valueStream().map(p -> p.path("state").asString()).toList();
  }

  private static Map<String, Integer> counts(JsonNode mass) {
    Map<String, Integer> counts = new HashMap<>();
    mass.path("counts").properties().forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
    return counts;
  }

  private List<String> targets(JsonNode mass, String state) {
    return get("/" + id(mass) + "/targets?state=" + state)
        .json()
        .path("items")
        .valueStream()
        .map(t -> t.path("id").asString() + " " + t.path("staff").asString())
        .toList();
  }

  private List<JsonNode> tasks() {
    return wecom.state().path("mass_tasks").valueStream().toList();
  }

  private void toSay(GroupId group, String text) {
    String chat = liana.bean(Groups.class).get(group).externalId();
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "said:" + KEYS.incrementAndGet(),
                    wecom.community(),
                    group,
                    null,
                    Purpose.WARNING,
                    new Command.SendText(chat, text, List.of(), null),
                    null,
                    clock.instant())));
  }

  private JsonNode task(long group) {
    return liana.script().get("/tasks?group=" + group).json().at("/items/0");
  }

  private void later(Duration length) {
    wecom.wait(clock, length);
    wecom.work();
  }
}
