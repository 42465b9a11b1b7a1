package io.liana.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Inbox;
import io.liana.channel.OpenFormat;
import io.liana.channel.Person;
import io.liana.kit.Pigeon;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class AccountControllerTest {
  private static final Instant MONDAY = Riverside.MONDAY;
  private static final TurnableClock clock = new TurnableClock(MONDAY);
  private static RunningLiana liana;
  private static Visitor script;
  private static Pigeon pigeon;
  private static String community;
  private static int made;
  private String ring;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            List.of(Pigeon.class),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.accounts.threads=0");
    script = liana.script();
    pigeon = liana.bean(Pigeon.class);
    community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void a_new_ring() {
    ring = "ring-" + ++made;
    pigeon.told.clear();
  }

  @Test
  void the_platforms_tell_what_they_ask_for() {
    JsonNode platform =
        script
            .get("/platforms")
            .json()
            .path("items")
            .valueStream()
            .filter(each -> each.path("platform").asString().equals("pigeon"))
            .findFirst()
            .orElseThrow();
    assertThat(platform.path("fields").valueStream().map(field -> field.path("kind").asString()))
        .containsExactly("text", "secret", "url", "choice");
  }

  @Test
  void a_secret_goes_in_and_never_comes_out_again() {
    Answer made = connect(Map.of("ring", ring, "whistle", "coo-coo-77"));
    assertThat(made.status()).isEqualTo(201);
    String id = made.json().path("id").asString();
    assertThat(made.json().path("secrets_set").toString()).isEqualTo("[\"whistle\"]");
    assertThat(made.json().path("settings").toString()).isEqualTo("{\"ring\":\"" + ring + "\"}");
    assertThat(made.text() + script.get("/accounts").text() + script.get("/accounts/" + id).text())
        .doesNotContain("coo-coo");
    assertThat(stored(id)).doesNotContain("coo-coo");
    Accounts accounts = liana.bean(Accounts.class);
    assertThat(accounts.secrets(accounts.get(Long.parseLong(id))))
        .containsExactly(Map.entry("whistle", "coo-coo-77"));
  }

  @Test
  void only_its_owner_reads_the_key_file() throws Exception {
    Path key =
        Path.of(liana.bean(Environment.class).getRequiredProperty("liana.data"), "secrets.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_was_sealed_under_another_key_or_for_another_account_stays_closed() {
    Path elsewhere =
        Path.of(System.getProperty("java.io.tmpdir"), "liana-key-" + System.nanoTime());
    assertThat(elsewhere.toFile().mkdirs()).isTrue();
    var here = new SecretBox("");
    byte[] sealed = here.seal("coo", "pigeon\n1");
    assertThat(here.open(sealed, "pigeon\n1")).isEqualTo("coo");
    assertThat(refused(() -> here.open(sealed, "pigeon\n2"))).isEqualTo("secrets_unreadable");
    var there = new SecretBox(elsewhere.toString());
    assertThat(refused(() -> there.open(sealed, "pigeon\n1"))).isEqualTo("secrets_unreadable");
    assertThat(new SecretBox(elsewhere.toString()).open(there.seal("coo", "x"), "x"))
        .isEqualTo("coo");
    assertThat(refused(() -> here.open(new byte[3], "x"))).isEqualTo("secrets_unreadable");
  }

  @Test
  void what_cannot_be_right_is_refused_with_its_field() {
    assertThat(field(Map.of("ring", ring))).isEqualTo("whistle");
    assertThat(field(Map.of("ring", ring, "whistle", "x", "loft", "file:///etc/passwd")))
        .isEqualTo("loft");
    assertThat(field(Map.of("ring", ring, "whistle", "x", "loft", "https://u:p@loft.example")))
        .isEqualTo("loft");
    assertThat(field(Map.of("ring", ring, "whistle", "x", "breed", "wild"))).isEqualTo("breed");
    assertThat(field(Map.of("ring", ring, "whistle", "x", "wings", "2"))).isEqualTo("values");
    Map<String, Object> nowhere = Map.of("platform", "owl", "name", "Owl", "values", Map.of());
    assertThat(script.post("/accounts", nowhere).code()).isEqualTo("platform_unknown");
  }

  @Test
  void an_address_in_the_servers_own_network_is_refused_unless_it_was_allowed() {
    String loft = "http://10.0.0.1/loft";
    Answer refused = connect(Map.of("ring", ring, "whistle", "coo", "loft", loft));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("address_private");
    assertThat(refused.json().path("params").path("field").asString()).isEqualTo("loft");
    assertThat(
            connect(Map.of("ring", ring, "whistle", "coo", "loft", "http://127.0.0.1/loft"))
                .status())
        .isEqualTo(201);
  }

  @Test
  void an_account_is_connected_once() {
    connect(Map.of("ring", ring, "whistle", "a"));
    assertThat(connect(Map.of("ring", ring, "whistle", "b")).code()).isEqualTo("account_connected");
  }

  @Test
  void connectors_follow_every_change_after_its_commit() {
    String id = connected(ring);
    script.patch("/accounts/" + id, Map.of("values", Map.of("whistle", "louder")));
    script.patch("/accounts/" + id, Map.of("on", false));
    script.patch("/accounts/" + id, Map.of("on", true));
    script.delete("/accounts/" + id);
    assertThat(pigeon.told)
        .containsExactly(
            "connected " + ring,
            "changed " + ring,
            "removed " + ring,
            "connected " + ring,
            "removed " + ring);
    assertThat(script.get("/accounts/" + id).code()).isEqualTo("account_not_found");
  }

  @Test
  void another_node_connects_too_and_hears_of_changes() {
    try (var second =
        liana.another(
            List.of(Pigeon.class),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.accounts.threads=0")) {
      String id = connected(ring);
      Pigeon far = second.bean(Pigeon.class);
      second.bean(AccountWatch.class).runDue();
      script.patch("/accounts/" + id, Map.of("name", "Renamed"));
      second.bean(AccountWatch.class).runDue();
      assertThat(far.told).containsSubsequence("connected " + ring, "changed " + ring);
    }
  }

  @Test
  void values_of_another_account_are_not_a_change() {
    String id = connected(ring);
    Answer answer =
        script.patch("/accounts/" + id, Map.of("values", Map.of("ring", "someone-else")));
    assertThat(answer.code()).isEqualTo("account_is_another");
  }

  @Test
  void the_table_has_a_line_for_every_capability() {
    String id = connected(ring);
    JsonNode lines = script.get("/accounts/" + id + "/capabilities").json().path("items");
    assertThat(lines.size()).isEqualTo(io.liana.channel.Capability.values().length);
    assertThat(line(lines, "send").path("extent").asString()).isEqualTo("everywhere");
    assertThat(line(lines, "remove").path("reason").asString()).isEqualTo("platform_forbids");
  }

  @Test
  void events_of_a_group_without_a_place_are_counted_and_not_parked() {
    String id = connected(ring);
    report(ring, false, new SeenGroup("roof", "The roof", 12, Person.Role.ADMIN));
    say(ring, "roof", "1");
    say(ring, "roof", "2");
    liana.work();
    JsonNode seen = script.get("/accounts/" + id + "/groups").json().path("items").path(0);
    assertThat(seen.path("passed_by").asInt()).isEqualTo(2);
    assertThat(seen.path("role").asString()).isEqualTo("admin");
    assertThat(seen.path("group_id").isNull()).isTrue();
    assertThat(script.get("/parked").json().path("items").toString()).doesNotContain("roof");
  }

  @Test
  void a_placed_group_is_heard_from_then_on() {
    String id = connected(ring);
    report(ring, true, new SeenGroup("tower", "Tower " + ring, null, null));
    Answer placed = place(id, "tower", null);
    String group = placed.json().path("group_id").asString();
    say(ring, "tower", "1");
    liana.work();
    assertThat(script.get("/groups/" + group + "/events").json().path("items").size()).isEqualTo(1);
    assertThat(place(id, "tower", null).code()).isEqualTo("group_placed");
    assertThat(place(id, "nest", null).code()).isEqualTo("group_not_found");
  }

  @Test
  void groups_go_by_themselves_where_the_account_says_so_even_two_of_one_name() {
    Map<String, Object> wish = wish(Map.of("ring", ring, "whistle", "x"));
    wish.put("community_id", community);
    String id = script.post("/accounts", wish).json().path("id").asString();
    report(
        ring,
        true,
        new SeenGroup("a", "Twins " + ring, null, null),
        new SeenGroup("b", "Twins " + ring, null, null));
    assertThat(
            script
                .get("/accounts/" + id + "/groups")
                .json()
                .path("items")
                .valueStream()
                .map(group -> group.path("group_id").isString()))
        .containsExactly(true, true);
    report(ring, true, new SeenGroup("a", "Twins " + ring, null, null));
    assertThat(
            script
                .get("/accounts/" + id + "/groups")
                .json()
                .path("items")
                .valueStream()
                .map(group -> group.path("present").asBoolean()))
        .containsExactly(true, false);
  }

  @Test
  void an_account_that_comes_back_finds_its_groups_in_their_place() {
    String id = connected(ring);
    report(ring, true, new SeenGroup("attic", "Attic " + ring, null, null));
    place(id, "attic", null);
    script.delete("/accounts/" + id);
    String again = connected(ring);
    report(ring, true, new SeenGroup("attic", "Attic " + ring, null, null));
    assertThat(
            script.get("/accounts/" + again + "/groups").json().at("/items/0/group_id").isString())
        .isTrue();
  }

  @Test
  void who_sees_one_community_only_connects_no_accounts_and_places_only_there() {
    String id = connected(ring);
    String other =
        script
            .post("/communities", Map.of("name", "Hill " + ring, "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    Visitor local = Riverside.operator(liana, "operator", List.of(community));
    assertThat(local.post("/accounts", wish(Map.of("ring", "r", "whistle", "w"))).code())
        .isEqualTo("all_communities_needed");
    assertThat(local.delete("/accounts/" + id).code()).isEqualTo("all_communities_needed");
    report(ring, true, new SeenGroup("yard", "Yard " + ring, null, null));
    Map<String, Object> there = Map.of("external_id", "yard", "community_id", other);
    assertThat(local.post("/accounts/" + id + "/groups", there).code())
        .isEqualTo("community_not_found");
    Map<String, Object> here = Map.of("external_id", "yard", "community_id", community);
    assertThat(local.post("/accounts/" + id + "/groups", here).status()).isEqualTo(200);
  }

  @Test
  void health_tells_when_something_was_heard_last() {
    String id = connected(ring);
    assertThat(script.get("/accounts/" + id + "/health").json().path("last_event_at").isNull())
        .isTrue();
    say(ring, "roof", "9");
    assertThat(script.get("/accounts/" + id + "/health").json().path("last_event_at").asString())
        .isEqualTo(clock.instant().toString());
  }

  private static Answer connect(Map<String, String> values) {
    return script.post("/accounts", wish(values));
  }

  private static String connected(String ring) {
    return connect(Map.of("ring", ring, "whistle", "coo")).json().path("id").asString();
  }

  private static Map<String, Object> wish(Map<String, String> values) {
    return new HashMap<>(Map.of("platform", "pigeon", "name", "Pigeon", "values", values));
  }

  private static String field(Map<String, String> values) {
    Answer answer = connect(values);
    assertThat(answer.status()).isEqualTo(400);
    return answer.json().at("/params/field").asString();
  }

  private static Answer place(String id, String externalId, String name) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("external_id", externalId);
    wish.put("community_id", community);
    wish.put("name", name);
    return script.post("/accounts/" + id + "/groups", wish);
  }

  private static void report(String ring, boolean complete, SeenGroup... groups) {
    liana.bean(SeenGroups.class).report("pigeon", ring, List.of(groups), complete);
  }

  private static void say(String ring, String group, String id) {
    OpenFormat format = liana.bean(OpenFormat.class);
    String line =
        "{\"id\":\"%s\",\"at\":\"%s\",\"type\":\"message\",\"sender\":{\"id\":\"ana\",\"name\":\"Ana\"},\"text\":\"coo\"}"
            .formatted(id, clock.instant());
    liana.bean(Inbox.class).acceptNow(List.of(format.raw("pigeon", ring, group, line)));
  }

  private static JsonNode line(JsonNode lines, String capability) {
    return lines
        .valueStream()
        .filter(each -> each.path("capability").asString().equals(capability))
        .findFirst()
        .orElseThrow();
  }

  private static String stored(String id) {
    return liana
        .bean(JdbcClient.class)
        .sql(
            "select a::text || encode(coalesce(secrets, ''), 'escape') from channel_account a where id = :id")
        .param("id", Long.parseLong(id))
        .query(String.class)
        .single();
  }

  private static String refused(Runnable act) {
    try {
      act.run();
      return "";
    } catch (io.liana.kernel.Problem problem) {
      return problem.code();
    }
  }
}
