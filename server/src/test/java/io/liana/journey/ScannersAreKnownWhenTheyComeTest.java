package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.acquisition.Arrival;
import io.liana.acquisition.Arrivals;
import io.liana.acquisition.How;
import io.liana.acquisition.Steps;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kit.Phone;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Who scanned a poster and then came in is the same person, as far as it can be told. */
class ScannersAreKnownWhenTheyComeTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-20T04:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static JdbcTemplate jdbc;
  private static int made;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.acquisition.look=50ms");
    script = liana.script();
    jdbc = liana.bean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  /** A community with two sandbox rooms, a plan that leads to them, and a code on a channel. */
  private record World(
      String community, List<String> rooms, List<String> groups, String channel, String slug) {
    String url(int door) {
      return "https://join.example/" + rooms.get(door);
    }
  }

  private static World world(int seats) {
    String community =
        id(
            script.post(
                "/communities", Map.of("name", "Riverside " + ++made, "zone", "Asia/Shanghai")));
    List<JsonNode> rooms =
        List.of("a", "b").stream()
            .map(
                name ->
                    script
                        .post(
                            "/sandbox/rooms",
                            Map.of(
                                "community_id",
                                community,
                                "name",
                                "Room " + made + name,
                                "with_personas",
                                false))
                        .json())
            .toList();
    liana.work(); // whoever opens a room is in before there are codes
    String channel = id(script.post(at(community, "channels"), Map.of("name", "Poster")));
    var world =
        new World(
            community,
            rooms.stream().map(room -> room.path("id").asString()).toList(),
            rooms.stream().map(room -> room.path("group_id").asString()).toList(),
            channel,
            "");
    String doors =
        "{\"key\":\"%s\",\"name\":\"%s\",\"group\":\"%s\",\"url\":\"%s\",\"show\":\"redirect\",\"seats\":%d,\"weight\":1}";
    String document =
        "{\"rules\":[],\"otherwise\":{\"kind\":\"pool\",\"strategy\":\"fill_first\",\"doors\":[%s,%s]},\"fallback\":{\"kind\":\"words\",\"title\":\"Full\",\"text\":\"\"}}"
            .formatted(
                doors.formatted("a", "A", world.groups.get(0), world.url(0), seats),
                doors.formatted("b", "B", world.groups.get(1), world.url(1), seats));
    String plan =
        id(
            script.post(
                at(community, "plans"), "{\"name\":\"Plan\",\"document\":%s}".formatted(document)));
    return new World(community, world.rooms, world.groups, channel, code(community, plan, channel));
  }

  private static String code(String community, String plan, String channel) {
    return script
        .post(
            at(community, "codes"),
            Map.of(
                "plan_id",
                plan,
                "codes",
                List.of(Map.of("label", "poster", "channel_id", channel))))
        .json()
        .path("items")
        .path(0)
        .path("slug")
        .asString();
  }

  private static String at(String community, String what) {
    return "/communities/" + community + "/" + what;
  }

  private static String id(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json().path("id").asString();
  }

  private static String person(String name) {
    return id(script.post("/sandbox/accounts", Map.of("name", name + " " + ++made)));
  }

  private static void join(World world, int room, String account, String via) {
    Map<String, Object> body = new HashMap<>();
    body.put("account_id", account);
    body.put("via", via);
    Visitor.Answer answer =
        script.post("/sandbox/rooms/" + world.rooms.get(room) + "/members", body);
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    liana.work();
  }

  private static JsonNode arrivals(World world) {
    return script.get(at(world.community, "arrivals")).json().path("items");
  }

  private static List<Integer> taken(World world) {
    return jdbc.queryForList(
        "select taken from acquisition_door d join acquisition_plan p on p.id = d.plan_id where p.community_id = ? order by key",
        Integer.class,
        Long.valueOf(world.community));
  }

  private static boolean seatsAddUp() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select bool_and(d.taken = (select count(*) from acquisition_seat s where s.door_id = d.id and s.state <> 'released'))
              from acquisition_door d
            """,
            Boolean.class));
  }

  @Test
  void who_comes_by_the_link_of_a_door_keeps_the_seat_and_frees_it_by_leaving() {
    World world = world(1);
    String chen = person("Chen");
    assertThat(new Phone(liana).scan(world.slug).location()).isEqualTo(world.url(0));
    join(world, 0, chen, world.url(0));
    JsonNode arrival = arrivals(world).path(0);
    assertThat(arrival.path("how").asString()).isEqualTo("way");
    assertThat(arrival.path("code").asString()).isEqualTo(world.slug);
    assertThat(arrival.path("channel_id").asString()).isEqualTo(world.channel);
    assertThat(arrival.path("first_channel_id").asString()).isEqualTo(world.channel);
    clock.advance(Duration.ofHours(1)); // long after the seat was kept
    release();
    assertThat(taken(world)).containsExactly(1, 0);
    assertThat(new Phone(liana).scan(world.slug).location())
        .as("the first room is full")
        .isEqualTo(world.url(1));
    script.delete("/sandbox/rooms/" + world.rooms.get(0) + "/members/" + chen);
    liana.work();
    assertThat(taken(world)).containsExactly(0, 1);
    assertThat(arrivals(world).path(0).path("left_at").isNull()).isFalse();
    assertThat(seatsAddUp()).isTrue();
  }

  @Test
  void who_comes_late_takes_the_seat_that_was_free_again() {
    World world = world(5);
    new Phone(liana).scan(world.slug);
    clock.advance(Duration.ofHours(2));
    release();
    assertThat(taken(world)).containsExactly(0, 0);
    join(world, 0, person("Late"), world.url(0));
    assertThat(taken(world)).containsExactly(1, 0);
    assertThat(arrivals(world).path(0).path("how").asString()).isEqualTo("way");
    assertThat(seatsAddUp()).isTrue();
  }

  @Test
  void without_a_way_it_is_likely_for_one_held_seat_and_unknown_for_two() {
    World world = world(5);
    new Phone(liana).scan(world.slug);
    join(world, 0, person("One"), null);
    assertThat(arrivals(world).path(0).path("how").asString()).isEqualTo("likely");
    assertThat(arrivals(world).path(0).path("code").asString()).isEqualTo(world.slug);
    new Phone(liana).scan(world.slug);
    new Phone(liana).scan(world.slug);
    join(world, 0, person("Two"), null);
    JsonNode unknown = arrivals(world).path(0);
    assertThat(unknown.path("how").asString()).isEqualTo("none");
    assertThat(unknown.path("channel_id").isNull()).isTrue();
    assertThat(script.get(at(world.community, "arrivals") + "?channel=none").json().path("items"))
        .hasSize(1);
    assertThat(taken(world)).containsExactly(3, 0);
  }

  @Test
  void a_browser_a_gate_knows_is_exact_and_first_and_last_touch_differ() {
    World world = world(5);
    String second = id(script.post(at(world.community, "channels"), Map.of("name", "Flyer")));
    String plan =
        script.get(at(world.community, "plans")).json().path("items").path(0).path("id").asString();
    String flyer = code(world.community, plan, second);
    String account = person("Known");
    join(world, 1, account, null); // known to us as a member, in another room
    MemberId member =
        new MemberId(
            jdbc.queryForObject(
                "select member_id from acquisition_arrival order by event_id desc limit 1",
                Long.class));
    var phone = new Phone(liana);
    phone.scan(world.slug);
    new Phone(liana).scan(world.slug); // somebody else is waited for, too
    clock.advance(Duration.ofMinutes(1));
    phone.scan(flyer);
    liana.bean(Steps.class).known(flyer, phone.visitor(), member, clock.instant());
    join(world, 0, account, world.url(0));
    JsonNode arrival = arrivals(world).path(0);
    assertThat(arrival.path("how").asString()).isEqualTo("person");
    assertThat(arrival.path("first_channel_id").asString()).isEqualTo(world.channel);
    assertThat(arrival.path("channel_id").asString()).isEqualTo(second);
    Arrival found =
        liana
            .bean(Arrivals.class)
            .latest(new GroupId(Long.parseLong(world.groups.get(0))), member)
            .orElseThrow();
    assertThat(found.how()).isEqualTo(How.PERSON);
    assertThat(found.visitor()).isEqualTo(phone.visitor());
    assertThat(found.label()).isEqualTo("poster");
  }

  @Test
  void a_correction_is_a_new_line_and_the_numbers_use_the_newest() {
    World world = world(5);
    join(world, 0, person("Lost"), null);
    String arrival = arrivals(world).path(0).path("id").asString();
    String path = "/arrivals/" + arrival + "/correct";
    JsonNode corrected = script.post(path, Map.of("channel_id", world.channel)).json();
    assertThat(corrected.path("channel_id").asString()).isEqualTo(world.channel);
    assertThat(corrected.path("corrected").asBoolean()).isTrue();
    assertThat(corrected.path("how").asString()).isEqualTo("none");
    assertThat(script.post(path, "{\"channel_id\":null}").json().path("channel_id").isNull())
        .isTrue();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from acquisition_correction where event_id = ?",
                Integer.class,
                Long.valueOf(arrival)))
        .isEqualTo(2);
    assertThat(script.get("/journal?kind=arrival_corrected").text()).contains("arrival_corrected");
    assertThat(script.post(path, Map.of("channel_id", "987654")).code())
        .isEqualTo("invalid_request");
    assertThat(script.post("/arrivals/987654321/correct", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void bots_and_communities_without_codes_have_no_arrivals() {
    World world = world(5);
    String bot = id(script.post("/sandbox/accounts", Map.of("name", "Bot " + ++made, "bot", true)));
    join(world, 0, bot, world.url(0));
    assertThat(arrivals(world)).isEmpty();
    String plain =
        id(script.post("/communities", Map.of("name", "Plain", "zone", "Asia/Shanghai")));
    String room =
        id(script.post("/sandbox/rooms", Map.of("community_id", plain, "name", "Plain room")));
    join(new World(plain, List.of(room), List.of(), "", ""), 0, person("Nobody"), null);
    assertThat(script.get(at(plain, "arrivals")).json().path("items")).isEmpty();
  }

  @Test
  void a_plan_cannot_lead_to_a_group_of_another_community() {
    World world = world(5);
    World other = world(5);
    String document =
        "{\"rules\":[],\"otherwise\":{\"kind\":\"pool\",\"strategy\":\"fill_first\",\"doors\":[{\"key\":\"a\",\"name\":\"A\",\"group\":\"%s\",\"url\":\"https://a.example/\",\"show\":\"redirect\",\"weight\":1}]},\"fallback\":{\"kind\":\"words\",\"title\":\"Full\",\"text\":\"\"}}"
            .formatted(other.groups.get(0));
    assertThat(
            script
                .post(
                    at(world.community, "plans"),
                    "{\"name\":\"Elsewhere\",\"document\":%s}".formatted(document))
                .code())
        .isEqualTo("invalid_request");
  }

  private static void release() {
    io.liana.kit.Eventually.get(
        "seats whose time is over are free",
        () ->
            jdbc.queryForObject(
                    "select count(*) from acquisition_seat where state = 'held' and held_until <= ?",
                    Integer.class,
                    clock.instant().atOffset(java.time.ZoneOffset.UTC))
                == 0);
  }
}
