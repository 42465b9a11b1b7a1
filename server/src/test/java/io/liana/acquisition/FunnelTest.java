package io.liana.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The funnel against numbers worked out by hand, and what must hold of every funnel. */
class FunnelTest {
  private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");
  private static RunningLiana liana;
  private static Visitor script;
  private static JdbcTemplate jdbc;
  private static long events = 1_000_000;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(NOW),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.acquisition.threads=0");
    script = liana.script();
    jdbc = liana.bean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  /** A community with a small tree and a code on each leaf. */
  private static final class World {
    final String community;
    final Map<String, String> channels = new HashMap<>();
    final Map<String, Long> codes = new HashMap<>();
    private final String plan;

    World(String name) {
      community = id("/communities", Map.of("name", name, "zone", "Asia/Shanghai"));
      plan =
          id(
              at("plans"),
              """
              {"name":"Plan","document":{"rules":[],"otherwise":{"kind":"link","url":"https://a.example/"},"fallback":{"kind":"words","title":"Full","text":""}}}
              """);
      channel("red", null);
      channel("note 1", "red");
      channel("note 2", "red");
      channel("shop", null);
      code("", null);
    }

    private void channel(String name, String parent) {
      Map<String, Object> draft = new HashMap<>(Map.of("name", name));
      draft.put("parent_id", parent == null ? null : channels.get(parent));
      channels.put(name, id(at("channels"), draft));
      code(name, channels.get(name));
    }

    private void code(String name, String channel) {
      Map<String, Object> wanted = new HashMap<>(Map.of("label", "code " + name));
      wanted.put("channel_id", channel);
      String slug =
          script
              .post(at("codes"), Map.of("plan_id", plan, "codes", List.of(wanted)))
              .json()
              .path("items")
              .path(0)
              .path("slug")
              .asString();
      codes.put(
          name,
          jdbc.queryForObject(
              "select id from acquisition_code where slug = ?",
              Long.class,
              Slug.parse(slug).getAsLong()));
    }

    String at(String what) {
      return "/communities/" + community + "/" + what;
    }

    void scan(long visitor, String code, Instant at) {
      jdbc.update(
          "insert into acquisition_scan (id, at, code_id, visitor, result, returning_visitor, device, app, region, network) values (nextval('acquisition_scan_id'), ?, ?, ?, 'led', false, 'ios', 'wechat', '', '')",
          StepStore.time(at),
          codes.get(code),
          visitor);
    }

    void step(String step, long visitor, String code, Instant at) {
      jdbc.update(
          "insert into acquisition_step (community_id, step, visitor, code_id, at) values (?, ?, ?, ?, ?)",
          Long.valueOf(community),
          step,
          visitor,
          codes.get(code),
          StepStore.time(at));
    }

    /** Came by the code, scanned at {@code scanned}; null code for nobody knows. */
    long join(
        long member,
        Long visitor,
        String code,
        Instant scanned,
        Instant at,
        Instant spoke,
        Instant left) {
      String channel = code == null || code.isEmpty() ? null : channels.get(code);
      jdbc.update(
          """
          insert into acquisition_arrival (event_id, community_id, group_id, member_id, joined_at, how, visitor,
                 first_code_id, first_channel_id, first_at, last_code_id, last_channel_id, last_at, spoke_at, left_at)
          values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          ++events,
          Long.valueOf(community),
          member,
          StepStore.time(at),
          code == null ? "none" : "way",
          visitor,
          code == null ? null : codes.get(code),
          channel == null ? null : Long.valueOf(channel),
          scanned == null ? null : StepStore.time(scanned),
          code == null ? null : codes.get(code),
          channel == null ? null : Long.valueOf(channel),
          scanned == null ? null : StepStore.time(scanned),
          spoke == null ? null : StepStore.time(spoke),
          left == null ? null : StepStore.time(left));
      return events;
    }

    void cost(String channel, int amount) {
      assertThat(
              script
                  .put(
                      "/channels/" + channels.get(channel) + "/costs",
                      Map.of("costs", List.of(Map.of("day", "2026-11-10", "amount", amount))))
                  .status())
          .isEqualTo(204);
    }

    JsonNode row(JsonNode funnel, String kind, String name) {
      return funnel
          .path("rows")
          .valueStream()
          .filter(row -> row.path("kind").asString().equals(kind))
          .filter(row -> name == null || row.path("name").asString("").equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String id(String path, Object body) {
    Visitor.Answer answer = script.post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  private static Long people(JsonNode row, Funnel.Stage stage) {
    JsonNode people = step(row, stage).path("people");
    return people.isNull() ? null : people.asLong();
  }

  private static JsonNode step(JsonNode row, Funnel.Stage stage) {
    return row.path("steps").path(stage.ordinal());
  }

  @Test
  void a_small_season_worked_out_by_hand() {
    var world = new World("By hand");
    Instant day = Instant.parse("2026-11-10T04:00:00Z");
    Duration minute = Duration.ofMinutes(1);
    // note 1: five people scan, one of them twice; 11 and 12 see the page, 11 passes the gate
    for (long visitor : new long[] {11, 12, 13, 14, 15, 15}) {
      world.scan(visitor, "note 1", day.plusSeconds(visitor));
    }
    world.step("landing_seen", 11, "note 1", day.plusSeconds(11 + 10));
    world.step("landing_seen", 12, "note 1", day.plusSeconds(12 + 30));
    world.step("gate_passed", 11, "note 1", day.plusSeconds(11 + 70));
    // 11 joins 131 s after the gate, speaks after an hour and stays
    world.join(
        1,
        11L,
        "note 1",
        day.plusSeconds(11),
        day.plusSeconds(11 + 70 + 131),
        day.plusSeconds(11 + 70 + 131 + 3_600),
        null);
    // 13 joins without a page, says nothing and stays; 14 joins, speaks and leaves after six days
    world.join(2, 13L, "note 1", day.plusSeconds(13), day.plusSeconds(13 + 69), null, null);
    Instant fourteen = day.plusSeconds(14 + 71);
    world.join(
        3,
        14L,
        "note 1",
        day.plusSeconds(14),
        fourteen,
        fourteen.plusSeconds(600),
        fourteen.plus(Duration.ofDays(6)));
    // note 2: 21 scans both notes and joins by the second, three days ago
    Instant late = NOW.minus(Duration.ofDays(3));
    world.scan(21, "note 1", late.minusSeconds(500));
    world.scan(21, "note 2", late.minusSeconds(60));
    world.join(4, 21L, "note 2", late.minusSeconds(60), late, late.plusSeconds(30), null);
    // shop: nobody comes; a code of no channel: one scan; two joins nobody can explain, one
    // corrected
    world.scan(31, "shop", day);
    world.scan(41, "", day);
    world.join(5, null, null, null, day, day.plus(minute), null);
    long corrected = world.join(6, null, null, null, day, null, null);
    script.post(
        "/arrivals/" + corrected + "/correct", Map.of("channel_id", world.channels.get("shop")));
    // the same member in another group, further: counted once, by the better attempt
    world.join(
        2, 13L, "note 1", day.plusSeconds(13), day.plusSeconds(900), day.plusSeconds(960), null);
    // too early for the period
    world.scan(51, "shop", NOW.minus(Duration.ofDays(40)));
    world.cost("note 1", 10_000);
    world.cost("red", 500);

    JsonNode funnel = script.get(world.at("funnel")).json();
    JsonNode note = world.row(funnel, "channel", "note 1");
    assertThat(people(note, Funnel.Stage.SCAN)).isEqualTo(5);
    assertThat(people(note, Funnel.Stage.LANDING)).as("11, 12 and who joined").isEqualTo(4);
    assertThat(people(note, Funnel.Stage.GATE)).isEqualTo(3);
    assertThat(people(note, Funnel.Stage.JOINED)).isEqualTo(3);
    assertThat(people(note, Funnel.Stage.SPOKE)).isEqualTo(3);
    assertThat(people(note, Funnel.Stage.STAYED)).isEqualTo(2);
    assertThat(people(note, Funnel.Stage.ORDERED)).as("not connected").isNull();
    assertThat(step(note, Funnel.Stage.LANDING).path("of_before").asDouble()).isEqualTo(0.8);
    assertThat(step(note, Funnel.Stage.LANDING).path("median_seconds").asDouble()).isEqualTo(20);
    assertThat(step(note, Funnel.Stage.GATE).path("median_seconds").asDouble()).isEqualTo(60);
    assertThat(step(note, Funnel.Stage.JOINED).path("median_seconds").asDouble())
        .as("71, 131 and 887")
        .isEqualTo(131);
    assertThat(step(note, Funnel.Stage.SPOKE).path("median_seconds").asDouble()).isEqualTo(600);
    assertThat(step(note, Funnel.Stage.SCAN).path("cost_per").asLong()).isEqualTo(2_000);
    assertThat(note.path("kept").asLong()).isEqualTo(2);
    assertThat(note.path("cac").asLong()).isEqualTo(5_000);

    JsonNode red = world.row(funnel, "channel", "red");
    assertThat(people(red, Funnel.Stage.SCAN)).isEqualTo(6);
    assertThat(people(red, Funnel.Stage.JOINED)).isEqualTo(4);
    assertThat(red.path("cost").asLong()).isEqualTo(10_500);
    assertThat(red.path("cac").asLong()).isEqualTo(5_250);
    assertThat(red.path("waiting").asLong()).as("21, who came three days ago").isEqualTo(1);

    JsonNode shop = world.row(funnel, "channel", "shop");
    assertThat(people(shop, Funnel.Stage.SCAN)).as("31 and the corrected one").isEqualTo(2);
    assertThat(people(shop, Funnel.Stage.LANDING)).isNull();
    assertThat(shop.path("cac").isNull()).isTrue();
    assertThat(people(world.row(funnel, "no_channel", null), Funnel.Stage.SCAN)).isEqualTo(1);
    JsonNode unknown = world.row(funnel, "unattributed", null);
    assertThat(people(unknown, Funnel.Stage.SCAN)).isNull();
    assertThat(people(unknown, Funnel.Stage.JOINED)).isEqualTo(1);
    JsonNode whole = world.row(funnel, "everybody", null);
    assertThat(people(whole, Funnel.Stage.JOINED)).isEqualTo(6);
    assertThat(whole.path("kept").asLong()).as("1, 2, 5 and 6").isEqualTo(4);

    String csv = script.get(world.at("funnel.csv")).text();
    assertThat(csv).contains("red / note 1,5,,4,20,3,60,3,131,3,600,2,");
  }

  @Test
  void an_order_counts_once_somebody_tells_of_orders() {
    var world = new World("Orders");
    Instant day = NOW.minus(Duration.ofDays(10));
    world.scan(1, "shop", day);
    world.join(901, 1L, "shop", day, day.plusSeconds(5), day.plusSeconds(9), null);
    liana
        .bean(Steps.class)
        .seen(
            Steps.Step.FIRST_ORDER,
            CommunityId.parse(world.community),
            new MemberId(901),
            day.plus(Duration.ofDays(8)));
    JsonNode funnel = script.get(world.at("funnel")).json();
    assertThat(funnel.path("orders").asBoolean()).isTrue();
    assertThat(people(world.row(funnel, "channel", "shop"), Funnel.Stage.ORDERED)).isEqualTo(1);
  }

  @Test
  void an_order_from_before_the_join_hides_none_of_after_it() {
    var world = new World("Bought before");
    Instant day = Instant.parse("2026-11-15T04:00:00Z");
    world.scan(1, "shop", day);
    world.join(971, 1L, "shop", day, day.plusSeconds(60), day.plusSeconds(90), null);
    liana
        .bean(Steps.class)
        .seen(
            Steps.Step.FIRST_ORDER,
            CommunityId.parse(world.community),
            new MemberId(971),
            day.minus(Duration.ofDays(3)));
    assertThat(ordered(world)).isZero();
    bought(world, "order,contact,member,at,amount\nC-1,one,971,2026-11-18,10\n");
    assertThat(ordered(world)).isEqualTo(1);
  }

  @Test
  void orders_brought_in_are_first_orders_when_paid_after_the_join_and_go_with_their_batch() {
    var world = new World("Brought in");
    Instant day = Instant.parse("2026-11-15T04:00:00Z"); // noon in Shanghai
    for (int i = 1; i <= 5; i++) {
      world.scan(i, "shop", day);
      world.join(950 + i, (long) i, "shop", day, day.plusSeconds(60), day.plusSeconds(90), null);
    }
    liana
        .bean(Steps.class)
        .seen(
            Steps.Step.FIRST_ORDER,
            CommunityId.parse(world.community),
            new MemberId(954),
            day.plus(Duration.ofDays(8)));
    assertThat(ordered(world)).as("of a seed wave").isEqualTo(1);

    String table =
        """
        order,contact,member,at,amount
        A-1,one,951,2026-11-15 12:01:00,10
        A-2,two,952,2026-11-15 12:00:59,10
        A-3,three,953,2026-11-14 12:00:00,10
        A-4,three,953,2026-11-18 12:01:00,10
        A-4,three,953,2026-11-19 12:01:00,-10
        A-5,four,954,2026-11-16 12:01:00,10
        A-6,five,,2026-11-17 12:01:00,10
        """;
    JsonNode batch = bought(world, table);
    assertThat(batch.at("/counts/wrong").asInt()).as(batch.toString()).isZero();
    assertThat(ordered(world)).as("951 in that moment, 953 after it, 954").isEqualTo(3);
    assertThat(median(world))
        .as("0, 1 and 3 days: what was told first is not the first order")
        .isEqualTo(Duration.ofDays(1).toSeconds());
    bought(world, table);
    assertThat(ordered(world)).isEqualTo(3);
    bought(world, "order,contact,member,at,amount\nA-7,five,955,2026-11-20,10\n");
    assertThat(ordered(world)).as("whose A-6 is, is known now").isEqualTo(4);

    String first = batch.at("/batch/id").asString();
    assertThat(script.post("/purchase-batches/" + first + "/take-back", "{}").status())
        .isLessThan(300);
    assertThat(ordered(world)).as("the second table told them, too").isEqualTo(4);
    for (JsonNode one : script.get(world.at("purchase-batches")).json().path("items")) {
      script.post("/purchase-batches/" + one.path("id").asString() + "/take-back", "{}");
    }
    assertThat(ordered(world)).as("of a seed wave").isEqualTo(1);
    assertThat(median(world)).isEqualTo(Duration.ofDays(8).minusMinutes(1).toSeconds());
  }

  @Test
  void orders_of_nobody_known_to_be_a_member_connect_nothing() {
    var world = new World("Strangers buy");
    bought(world, "order,contact,at,amount\nA-1,one,2026-11-15,10\n");
    JsonNode funnel = script.get(world.at("funnel")).json();
    assertThat(funnel.path("orders").asBoolean()).isFalse();
    bought(world, "order,contact,member,at,amount\nA-2,one,961,2026-11-16,10\n");
    assertThat(script.get(world.at("funnel")).json().path("orders").asBoolean()).isTrue();
  }

  private static Long ordered(World world) {
    JsonNode funnel = script.get(world.at("funnel")).json();
    return people(world.row(funnel, "channel", "shop"), Funnel.Stage.ORDERED);
  }

  private static double median(World world) {
    JsonNode funnel = script.get(world.at("funnel")).json();
    return step(world.row(funnel, "channel", "shop"), Funnel.Stage.ORDERED)
        .path("median_seconds")
        .asDouble();
  }

  private static JsonNode bought(World world, String table) {
    return script
        .send(
            "POST",
            world.at("purchases/csv?keep=true"),
            BodyPublishers.ofByteArray(table.getBytes(StandardCharsets.UTF_8)),
            "text/csv")
        .json();
  }

  /** Whatever happened: no step has more people than the one before, and channels add up. */
  @Test
  void channels_add_up_to_the_whole_and_no_step_grows() {
    var chance = new Random(7);
    for (int round = 0; round < 8; round++) {
      var world = new World("Season " + round);
      List<String> codes = List.of("red", "note 1", "note 2", "shop", "");
      for (int i = 0; i < 120; i++) {
        long visitor = 1 + chance.nextInt(40);
        String code = codes.get(chance.nextInt(codes.size()));
        Instant at = NOW.minusSeconds(chance.nextInt(35 * 24 * 3600));
        world.scan(visitor, code, at);
        if (chance.nextInt(3) == 0 && count("landing_seen", world, visitor) == 0) {
          world.step("landing_seen", visitor, code, at.plusSeconds(chance.nextInt(100)));
        }
        if (chance.nextInt(5) == 0 && count("gate_passed", world, visitor) == 0) {
          world.step("gate_passed", visitor, code, at.plusSeconds(chance.nextInt(200)));
        }
        if (chance.nextInt(3) == 0) {
          Instant joined = at.plusSeconds(chance.nextInt(9_000));
          boolean known = chance.nextInt(5) > 0;
          long event =
              world.join(
                  10_000L * (round + 1) + visitor,
                  known && chance.nextBoolean() ? visitor : null,
                  known ? code : null,
                  known ? at : null,
                  joined,
                  chance.nextBoolean() ? joined.plusSeconds(chance.nextInt(5_000)) : null,
                  chance.nextInt(3) == 0 ? joined.plusSeconds(chance.nextInt(900_000)) : null);
          if (chance.nextInt(2) == 0) {
            liana
                .bean(Steps.class)
                .seen(
                    Steps.Step.FIRST_ORDER,
                    CommunityId.parse(world.community),
                    new MemberId(10_000L * (round + 1) + visitor),
                    joined.plusSeconds(chance.nextInt(900_000)));
          }
          if (chance.nextInt(6) == 0) {
            Map<String, Object> correction = new HashMap<>();
            correction.put("channel_id", chance.nextBoolean() ? world.channels.get("shop") : null);
            script.post("/arrivals/" + event + "/correct", correction);
          }
        }
      }
      for (String touch : List.of("first", "last")) {
        addsUp(script.get(world.at("funnel") + "?touch=" + touch).json());
      }
    }
  }

  private static int count(String step, World world, long visitor) {
    return jdbc.queryForObject(
        "select count(*) from acquisition_step where community_id = ? and visitor = ? and step = ?",
        Integer.class,
        Long.valueOf(world.community),
        visitor,
        step);
  }

  private static void addsUp(JsonNode funnel) {
    Map<Funnel.Stage, Long> sums = new HashMap<>();
    Map<Funnel.Stage, Long> whole = new HashMap<>();
    for (JsonNode row : funnel.path("rows")) {
      Long before = null;
      for (Funnel.Stage stage : Funnel.Stage.values()) {
        Long people = people(row, stage);
        if (people != null) {
          if (before != null) {
            assertThat(people).as(row.toString()).isLessThanOrEqualTo(before);
          }
          before = people;
          JsonNode share = step(row, stage).path("of_before");
          assertThat(share.isNull() || (share.asDouble() >= 0 && share.asDouble() <= 1)).isTrue();
        }
        boolean root = row.path("channel_id").isNull() || row.path("parent_id").isNull();
        if (row.path("kind").asString().equals("everybody")) {
          whole.put(stage, people == null ? 0 : people);
        } else if (root) {
          sums.merge(stage, reached(row, stage), Long::sum);
        }
      }
    }
    assertThat(whole).hasSize(7).doesNotContainValue(0L);
    assertThat(sums).as(funnel.toString()).isEqualTo(whole);
  }

  /** Where a step is not in the way, whoever got further has it behind them. */
  private static long reached(JsonNode row, Funnel.Stage stage) {
    return Stream.of(Funnel.Stage.values())
        .skip(stage.ordinal())
        .map(one -> people(row, one))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
