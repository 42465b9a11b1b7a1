package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A mass send says one thing to one arm and another to the other; who was sent it has met it. */
class ABroadcastIsTriedTest extends WeComMassSending {
  private static final int MEMBERS = 16;

  private String tried;
  private int experiments;

  /**
   * All are in a group of the community, and customers of Ana (even) or Bo; Chen and Dana are no
   * members.
   */
  private void members() {
    List<String> people = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      wecom.act("follow", "external", customer(i), "name", "M" + i, "staff", staff(i));
      people.add(customer(i));
    }
    wecom.act(
        "chat", "chat", "wr-tea" + wecom.corp(), "name", "茶友", "owner", "ana", "members", people);
    wecom.work();
    liana.work();
    tried = experiment("member", 0.3);
    begin(tried);
  }

  private String customer(int i) {
    // Numbers of members differ from run to run, and with them the arms: nothing below counts on
    // one.
    return "wm%s%02d".formatted(wecom.corp().toLowerCase(java.util.Locale.ROOT), i);
  }

  private static String staff(int i) {
    return i % 2 == 0 ? "ana" : "bo";
  }

  @Test
  void each_arm_gets_its_own_words_and_everybody_else_the_others() {
    members();
    JsonNode looked = post("/preview", wish("茶", variant(":b", "新茶"))).json();
    JsonNode contents = looked.path("contents");
    int b = contents.at("/1/reached").asInt();
    assertThat(contents.at("/1/arms/0").asString()).isEqualTo(tried + ":b");
    assertThat(contents.at("/0/reached").asInt())
        .as("and Chen and Dana")
        .isEqualTo(MEMBERS + 2 - b);
    assertThat(looked.path("reached").asInt()).isEqualTo(MEMBERS + 2);
    assertThat(get("").json().path("items").isEmpty()).as("looking makes nothing").isTrue();
    assertThat(places()).isEmpty();

    JsonNode made = made(wish("茶", variant(":b", "新茶")));
    assertThat(made.path("text").asString()).isEqualTo("茶");
    assertThat(made.path("arms").isEmpty()).isTrue();
    assertThat(places()).containsExactly("broadcast #" + id(made));
    wecom.work();
    Map<String, List<String>> tasks = new HashMap<>();
    tasks().forEach(task -> tasks.put(words(task), targets(task)));
    assertThat(b == 0 ? List.of("茶") : List.of("新茶", "茶"))
        .containsExactlyInAnyOrderElementsOf(tasks.keySet());
    assertThat(tasks.getOrDefault("新茶", List.of())).hasSize(b).doesNotContain(CHEN, DANA);
    assertThat(tasks.get("茶")).hasSize(MEMBERS + 2 - b).contains(CHEN, DANA);
    assertThat(met()).as("nobody tapped").isZero();

    tap("ana");
    assertThat(met()).as("Ana's").isEqualTo(MEMBERS / 2);
    assertThat(metIn("b")).isLessThanOrEqualTo(b);
    tap("ana");
    assertThat(met()).as("once each").isEqualTo(MEMBERS / 2);
    tap("bo");
    assertThat(met()).as("Chen and Dana are no members").isEqualTo(MEMBERS);
    assertThat(metIn("b")).isEqualTo(b);
    assertThat(sentTo("新茶")).hasSize(b);
    assertThat(
            jdbc.queryForList(
                "select distinct e.at = t.at from experiment_exposure e join broadcast_dealt d on d.member_id = e.member_id join channel_wecom_mass_target t on t.target = d.customer where e.experiment_id = ?",
                Boolean.class,
                Long.valueOf(tried)))
        .as("when WeCom says it was sent")
        .containsExactly(true);
  }

  @Test
  void who_gets_nothing_has_met_it_when_their_staff_sent_it_to_the_others() {
    members();
    var wish =
        wish("茶", Map.of("arms", List.of(tried + ":holdout", tried + ":b"), "nothing", true));
    JsonNode contents = post("/preview", wish).json().path("contents");
    int nothing = contents.at("/1/reached").asInt();
    assertThat(contents.at("/1/nothing").asBoolean()).isTrue();
    JsonNode made = made(wish);
    assertThat(made.path("others").isEmpty()).isTrue();
    assertThat(counts(made)).containsEntry("waiting", MEMBERS + 2 - nothing);
    wecom.work();
    assertThat(tasks()).hasSize(1);
    tap("ana");
    assertThat(met()).as("whatever their arm").isEqualTo(MEMBERS / 2);
    post("/" + id(made) + "/stop", Map.of());
    wecom.work();
    assertThat(met()).as("Bo never sent it to anybody").isEqualTo(MEMBERS / 2);
  }

  @Test
  void what_is_stopped_before_a_tap_nobody_has_met() {
    members();
    JsonNode made = made(wish("茶", variant(":b", "新茶")));
    wecom.work();
    List<String> all = new ArrayList<>(List.of(id(made)));
    made.path("others").valueStream().forEach(one -> all.add(one.path("id").asString()));
    all.forEach(one -> assertThat(post("/" + one + "/stop", Map.of()).status()).isEqualTo(200));
    tap("ana");
    assertThat(met()).isZero();
  }

  @Test
  void who_has_none_left_of_their_quota_gets_neither_content() {
    connectWithCustomers(Map.of("mass_quota", "day"));
    wecom.faults(Map.of("quota_rule", 2));
    members();
    made(wish("茶", variant(":b", "新茶")));
    Visitor.Answer again = post("", wish("茶", variant(":a", "旧茶")));
    assertThat(again.code()).as("all wait for a tap").isEqualTo("nobody_reached");
  }

  @Test
  void only_one_running_experiment_on_members_is_tried_and_only_with_customers() {
    members();
    String second = experiment("member", 0);
    assertThat(refused(second + ":b")).isEqualTo("experiment_not_running");
    begin(second);
    assertThat(refused(tried + ":b", second + ":b")).isEqualTo("place_tried_twice");
    String groups = experiment("group", 0);
    begin(groups);
    assertThat(refused(groups + ":b")).isEqualTo("experiment_unit_wrong");
    assertThat(refused(tried + ":z")).isEqualTo("invalid_request");
    assertThat(refused()).isEqualTo("invalid_request");
    Map<String, Object> wish = wish("茶", variant(":b", "新茶"));
    wish.put("kind", "groups");
    assertThat(post("", wish).code()).isEqualTo("invalid_request");
    wish = wish("茶", variant(":b", "新茶"), variant(":b", "旧茶"));
    assertThat(post("", wish).code()).as("an arm twice").isEqualTo("invalid_request");
    assertThat(get("").json().path("items").isEmpty()).isTrue();
  }

  private String refused(String... arms) {
    var wish = wish("茶", Map.of("arms", List.of(arms), "text", "新茶"));
    String code = post("/preview", wish).code();
    assertThat(post("", wish).code()).isEqualTo(code);
    return code;
  }

  private Map<String, Object> variant(String arm, String text) {
    return Map.of("arms", List.of(tried + arm), "text", text);
  }

  @SafeVarargs
  private final Map<String, Object> wish(String text, Map<String, Object>... variants) {
    Map<String, Object> wish = wish(text);
    wish.put("variants", List.of(variants));
    return wish;
  }

  private JsonNode made(Map<String, Object> wish) {
    Visitor.Answer answer = post("", wish);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private void tap(String staff) {
    wecom.act("tap", "staff", staff);
    later(Duration.ofMinutes(1));
    later(Duration.ofMinutes(1));
  }

  /** What one task of the simulator says. */
  private static String words(JsonNode task) {
    return task.path("text").asString();
  }

  private static List<String> targets(JsonNode task) {
    return List.copyOf(task.path("targets").propertyNames());
  }

  private List<String> sentTo(String text) {
    return jdbc.queryForList(
        "select t.target from channel_wecom_mass_target t join channel_wecom_mass m on m.id = t.mass_id where m.corp = ? and m.text = ? and t.state = 'sent'",
        String.class,
        wecom.corp(),
        text);
  }

  private int met() {
    JsonNode json = liana.script().get("/experiments/" + tried).json();
    return json.at("/arms/0/members").asInt()
        + json.at("/arms/1/members").asInt()
        + json.at("/held_out/members").asInt();
  }

  private int metIn(String arm) {
    return liana
        .script()
        .get("/experiments/" + tried)
        .json()
        .path("arms")
        .valueStream()
        .filter(one -> one.path("key").asString().equals(arm))
        .mapToInt(one -> one.path("members").asInt())
        .sum();
  }

  private List<String> places() {
    return liana
        .script()
        .get("/experiments/" + tried)
        .json()
        .path("places")
        .valueStream()
        .map(one -> one.path("kind").asString() + " " + one.path("name").asString())
        .toList();
  }

  private String experiment(String unit, double holdout) {
    Visitor.Answer made =
        liana
            .script()
            .post(
                "/communities/" + wecom.community() + "/experiments",
                Map.of(
                    "name",
                    "Words " + ++experiments,
                    "unit",
                    unit,
                    "holdout",
                    holdout,
                    "arms",
                    List.of(Map.of("key", "a", "name", "A"), Map.of("key", "b", "name", "B")),
                    "metric",
                    "spoke",
                    "guardrails",
                    List.of()));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private void begin(String experiment) {
    assertThat(liana.script().post("/experiments/" + experiment + "/start", Map.of()).status())
        .isLessThan(300);
  }
}
