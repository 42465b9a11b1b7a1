package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.channel.Person;
import io.liana.kernel.MemberId;
import io.liana.kernel.PersonErased;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A study by delayed invitation, from the plan to what came of it. */
class HoldoutTest {
  private static final int USERS = 1_200;
  private static final double TRUTH = 0.15; // invited buy with 0.35, delayed with 0.20

  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-03-02T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;
  private String path;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.onboarding.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    riverside = Riverside.in(liana);
    path = "/communities/" + riverside.community();
  }

  @Test
  void the_truth_of_a_simulated_population_is_found_and_the_later_list_stays_locked() {
    LocalDate today = today();
    var lot = new Random(20261127);
    String users = users(lot);
    post("/product-users/csv?keep=true", users);
    var orders = new StringBuilder("order,contact,at,amount\n");
    for (int i = 0; i < USERS; i += 5) {
      orders.append("b%d,u%d,%s,80\n".formatted(i, i, today.minusDays(1 + i % 20)));
    }
    post("/purchases/csv?keep=true", orders.toString());

    String study = plan("Invite half", 50, 60, 30);
    JsonNode before = script.get(path + "/holdouts/" + study).json();
    assertThat(before.at("/holdout/state").asString()).isEqualTo("planned");
    JsonNode rehearsal = before.path("rehearsal");
    assertThat(rehearsal.path("now").asInt() + rehearsal.path("later").asInt()).isEqualTo(USERS);
    assertThat(rehearsal.path("invited").asInt()).as("by the product").isEqualTo(10);
    assertThat(rehearsal.path("members").asInt()).as("Chen").isEqualTo(1);
    assertThat(rehearsal.path("bought").asInt()).isEqualTo(USERS / 5);
    assertThat(rehearsal.path("detectable").asDouble()).isBetween(0.05, 0.08);
    assertThat(rehearsal.path("spend").asDouble()).as("a fifth of 80.00").isEqualTo(1_600);
    assertThat(rehearsal.path("detectable_spend").asDouble())
        .as("2.8016 × 3,201 × √(2 ÷ 600) is 518; the arms are nearly even")
        .isBetween(517.0, 530.0);
    assertThat(rehearsal.path("balance").valueStream().map(one -> one.path("name").asString()))
        .containsExactly("orders", "spend", "age", "town=Wuhan");
    assertThat(
            rehearsal
                .path("balance")
                .valueStream()
                .mapToDouble(one -> one.path("apart").asDouble()))
        .allMatch(apart -> Math.abs(apart) < 0.2);
    assertThat(list(study, "now", users).code()).isEqualTo("holdout_not_started");

    JsonNode started = script.post(path + "/holdouts/" + study + "/start", "{}").json();
    assertThat(started.at("/result/conclusion").asString()).isEqualTo("not_over");
    assertThat(started.at("/result/now/buyers").isNull()).as("not by eye either").isTrue();
    assertThat(started.at("/holdout/dealt_now").asInt())
        .as("dealt as it was shown")
        .isEqualTo(rehearsal.path("now").asInt());
    assertThat(script.post(path + "/holdouts/" + study + "/start", "{}").code())
        .isEqualTo("holdout_started");
    assertThat(script.delete(path + "/holdouts/" + study).code()).isEqualTo("holdout_started");
    Set<String> now = names(list(study, "now", users));
    assertThat(now).hasSize(started.at("/holdout/dealt_now").asInt());
    Visitor.Answer locked = list(study, "later", users);
    assertThat(locked.code()).isEqualTo("holdout_delayed");
    assertThat(locked.json().at("/params/until").asString())
        .isEqualTo(today.plusDays(60).toString());
    assertThat(list(study, "now", "user,first_seen\nstranger,2025-01-01\n").code())
        .isEqualTo("nobody_of_holdout");

    String other = plan("At the same time", 50, 30, 30);
    Visitor.Answer refused = script.post(path + "/holdouts/" + other + "/start", "{}");
    assertThat(refused.code()).isEqualTo("users_in_another_holdout");
    assertThat(refused.json().at("/params/study").asString()).isEqualTo("Invite half");

    clock.advance(Duration.ofDays(31));
    MemberId early = joins("early", today.plusDays(10));
    String delayed =
        "u"
            + IntStream.range(0, USERS)
                .filter(i -> !now.contains("u" + i))
                .findFirst()
                .orElseThrow();
    var later = new StringBuilder("order,contact,member,at,amount\n");
    later.append("e,%s,%s,%s,500\n".formatted(delayed, early, today.plusDays(12)));
    for (int i = 0; i < USERS; i++) {
      double chance = now.contains("u" + i) ? 0.35 : 0.35 - TRUTH;
      if (lot.nextDouble() < chance && !delayed.equals("u" + i)) {
        later.append(
            "a%d,u%d,,%s,%d\n".formatted(i, i, today.plusDays(1 + i % 30), 50 + lot.nextInt(100)));
      }
    }
    post("/purchases/csv?keep=true", later.toString());
    JsonNode read = script.get(path + "/holdouts/" + study).json();
    assertThat(read.at("/holdout/state").asString()).isEqualTo("read");
    JsonNode result = read.path("result");
    assertThat(result.path("conclusion").asString()).as(result.toString()).isEqualTo("more");
    assertThat(result.at("/buyers/low").asDouble()).isLessThan(TRUTH).isPositive();
    assertThat(result.at("/buyers/high").asDouble()).isGreaterThan(TRUTH);
    assertThat(result.at("/spend/low").asDouble()).isLessThan(TRUTH * 10_000).isPositive();
    assertThat(result.at("/spend/high").asDouble()).isGreaterThan(TRUTH * 10_000);
    assertThat(result.at("/orders/low").asDouble()).isLessThan(TRUTH).isPositive();
    assertThat(result.at("/orders/high").asDouble()).isGreaterThan(TRUTH);
    assertThat(result.path("orders_until").asString())
        .as("no order of the last day is missing")
        .isEqualTo(today.plusDays(30).toString());
    assertThat(result.at("/joiners/refused").asString())
        .as("nobody invited is known to have joined")
        .isEqualTo("not_more");
    assertThat(result.path("alarm").asBoolean()).isFalse();
    assertThat(result.at("/later/joined").asInt()).as("although delayed").isEqualTo(1);
    assertThat(list(study, "later", users).code()).isEqualTo("holdout_delayed");

    liana
        .bean(ErasedFromCustomer.class)
        .on(new PersonErased(early, List.of(), Set.of("early"), clock.instant(), key -> key));
    JsonNode without = script.get(path + "/holdouts/" + study).json();
    assertThat(without.at("/result/later/people").asInt())
        .isEqualTo(without.at("/holdout/dealt_later").asInt() - 1);
    assertThat(
            liana
                .bean(JdbcTemplate.class)
                .queryForObject(
                    "select count(*) from customer_holdout_user where holdout_id = ?",
                    Integer.class,
                    Long.valueOf(study)))
        .isEqualTo(USERS - 1);

    clock.advance(Duration.ofDays(30));
    Set<String> rest = names(list(study, "later", users));
    assertThat(rest).hasSize(USERS - 1 - now.size()).doesNotContainAnyElementsOf(now);
    assertThat(script.get("/journal?community=" + riverside.community()).text())
        .contains("holdout_planned", "holdout_started", "holdout_list_now", "holdout_list_later");
    assertThat(script.post(path + "/holdouts/" + other + "/start", "{}").code())
        .as("everybody was dealt before")
        .isEqualTo("nobody_eligible");
  }

  @Test
  void the_effect_on_who_joined_stands_beside_the_difference_and_who_was_dealt_stays() {
    LocalDate today = today();
    String plan = plan("Before any order", 50, 30, 30);
    String users = few(0, 200);
    String batch = post("/product-users/csv?keep=true", users).at("/batch/id").asString();
    post(
        "/purchases/csv?keep=true",
        "order,contact,at,amount,currency\no,u0,%s,5,EUR\n".formatted(today.minusDays(1)));
    JsonNode started = script.post(path + "/holdouts/" + plan + "/start", "{}").json();
    assertThat(started.at("/holdout/currency").asString())
        .as("planned when no order told of any")
        .isEqualTo("EUR");
    List<String> now = List.copyOf(names(list(plan, "now", users)));

    clock.advance(Duration.ofDays(31));
    var ties = new StringBuilder("user,first_seen,invited,member\n");
    var orders = new StringBuilder("order,contact,at,amount,currency\n");
    for (int i = 0; i < 50; i++) {
      ties.append("%s,2025-01-01,0,%s\n".formatted(now.get(i), joins("j" + i, today.plusDays(3))));
      if (i < 40) {
        orders.append("n%d,%s,%s,20,EUR\n".formatted(i, now.get(i), today.plusDays(4)));
      }
    }
    List<String> later = new ArrayList<>();
    IntStream.range(0, 200)
        .mapToObj(i -> "u" + i)
        .filter(one -> !now.contains(one))
        .forEach(later::add);
    for (int i = 0; i < 4; i++) {
      orders.append("l%d,%s,%s,20,EUR\n".formatted(i, later.get(i), today.plusDays(2)));
    }
    post("/product-users/csv?keep=true", ties.toString());
    post("/purchases/csv?keep=true", orders.toString());
    JsonNode result = script.get(path + "/holdouts/" + plan).json().path("result");
    double more = 50.0 / now.size();
    double byLot = 40.0 / now.size() - 4.0 / later.size();
    assertThat(result.at("/joiners/more").asDouble()).isCloseTo(more, within(1e-9));
    assertThat(result.at("/joiners/buyers/difference").asDouble())
        .as("40 of the 50 who joined bought, and 4 of the delayed")
        .isCloseTo(byLot / more, within(1e-9));
    assertThat(result.at("/joiners/spend/difference").asDouble())
        .isCloseTo(2_000 * byLot / more, within(1e-6));
    assertThat(result.at("/buyers/difference").asDouble()).isCloseTo(byLot, within(1e-9));
    assertThat(result.path("orders_until").asString())
        .as("orders of the other days may be missing")
        .isEqualTo(today.plusDays(4).toString());
    assertThat(names(list(plan, "now", users)))
        .as("who joined needs no invitation")
        .hasSize(now.size() - 50);

    assertThat(script.post("/purchase-batches/" + batch + "/take-back", "{}").status())
        .isEqualTo(200);
    JsonNode after = script.get(path + "/holdouts/" + plan).json().path("result");
    assertThat(after).as("were only the buyers kept, everybody would be one").isEqualTo(result);
  }

  @Test
  void a_study_is_stopped_with_a_reason_and_stays_readable() {
    LocalDate today = today();
    String users = few(0, 200);
    post("/product-users/csv?keep=true", users);
    String study = plan("Too cold", 50, 60, 30);
    assertThat(stop(study, "no").code()).isEqualTo("holdout_not_started");
    script.post(path + "/holdouts/" + study + "/start", "{}");
    assertThat(stop(study, " ").code()).isEqualTo("invalid_request");
    Set<String> now = names(list(study, "now", users));

    clock.advance(Duration.ofDays(10));
    Visitor.Answer stopped = stop(study, "The shop closes");
    assertThat(stopped.json().at("/holdout/state").asString()).isEqualTo("stopped");
    assertThat(stopped.json().at("/holdout/stopped_on").asString())
        .isEqualTo(today.plusDays(10).toString());
    assertThat(stopped.json().at("/holdout/stopped_why").asString()).isEqualTo("The shop closes");
    assertThat(stopped.json().at("/holdout/outcome_until").asString())
        .as("on the day of the stop others may be invited")
        .isEqualTo(today.plusDays(9).toString());
    assertThat(stop(study, "again").code()).isEqualTo("holdout_over");
    assertThat(names(list(study, "later", users)))
        .as("who was delayed waits no longer")
        .hasSize(200 - now.size());

    var orders = new StringBuilder("order,contact,at,amount\n");
    int i = 0;
    for (String one : now) {
      orders.append("%d,%s,%s,10\n".formatted(i, one, today.plusDays(i++ < 60 ? 9 : 10)));
    }
    clock.advance(Duration.ofDays(1));
    post("/purchases/csv?keep=true", orders.toString());
    JsonNode result = script.get(path + "/holdouts/" + study).json().path("result");
    assertThat(result.path("conclusion").asString()).isEqualTo("stopped_early");
    assertThat(result.at("/now/buyers").asInt()).as("before the stop").isEqualTo(60);
    assertThat(result.at("/buyers/low").asDouble()).isPositive();
    assertThat(script.get("/journal?community=" + riverside.community()).text())
        .contains("holdout_stopped", "The shop closes");

    post("/product-users/csv?keep=true", few(500, 100));
    String next = plan("The next", 50, 30, 30);
    JsonNode rehearsal = script.get(path + "/holdouts/" + next).json().path("rehearsal");
    assertThat(rehearsal.path("elsewhere").asInt()).isZero();
    assertThat(rehearsal.path("invited").asInt()).as("dealt before").isEqualTo(200);
    script.post(path + "/holdouts/" + next + "/start", "{}");
    JsonNode atOnce = stop(next, "Wrong list").json();
    assertThat(atOnce.at("/holdout/outcome_until").isNull()).as("no day counts").isTrue();
    assertThat(atOnce.at("/result/conclusion").asString()).isEqualTo("stopped_early");
    assertThat(atOnce.at("/result/buyers").isNull()).isTrue();
  }

  @Test
  void a_stop_after_the_outcome_leaves_the_conclusion_alone() {
    post("/product-users/csv?keep=true", few(0, 200));
    String study = plan("Read", 50, 60, 30);
    script.post(path + "/holdouts/" + study + "/start", "{}");
    clock.advance(Duration.ofDays(31));
    String said =
        script.get(path + "/holdouts/" + study).json().at("/result/conclusion").asString();
    JsonNode stopped = stop(study, "We know enough").json();
    assertThat(stopped.at("/holdout/state").asString()).isEqualTo("stopped");
    assertThat(stopped.at("/result/conclusion").asString()).isEqualTo(said).isEqualTo("unclear");
  }

  @Test
  void what_cannot_be_a_study_is_refused_with_its_reason() {
    assertThat(draft("x", 0, 30, 30).text()).contains("share must be 1 to 99");
    assertThat(draft("x", 100, 30, 30).code()).isEqualTo("invalid_request");
    assertThat(draft("x", 50, 30, 31).text()).contains("days must be 1 to 30");
    assertThat(draft("", 50, 30, 30).code()).isEqualTo("invalid_request");
    String study = plan("Nobody", 50, 30, 30);
    assertThat(script.post(path + "/holdouts/" + study + "/start", "{}").code())
        .isEqualTo("nobody_eligible");
    assertThat(script.get(path + "/holdouts").json().path("items")).hasSize(1);
    assertThat(
            script
                .get("/communities/" + Riverside.in(liana).community() + "/holdouts/" + study)
                .code())
        .as("of another community")
        .isEqualTo("holdout_not_found");
    assertThat(script.delete(path + "/holdouts/" + study).status()).isEqualTo(204);
    assertThat(script.get(path + "/holdouts").json().path("items")).isEmpty();
  }

  // ---- the parts these are made of

  private static LocalDate today() {
    return clock.instant().atZone(Riverside.ZONE).toLocalDate();
  }

  private String users(Random lot) {
    var table = new StringBuilder("user,first_seen,invited,member,age,town\n");
    for (int i = 0; i < USERS; i++) {
      String town = lot.nextInt(3) == 0 ? "Wuhan" : "Xian";
      table.append("u%d,2025-01-01,0,,%d,%s\n".formatted(i, 20 + lot.nextInt(40), town));
    }
    for (int i = 0; i < 10; i++) {
      table.append("asked%d,2025-01-01,1,,30,Xian\n".formatted(i));
    }
    return table.append("m,2025-01-01,0,%s,30,Xian\n".formatted(riverside.chen())).toString();
  }

  private MemberId joins(String key, LocalDate day) {
    Members members = liana.bean(Members.class);
    MemberId member =
        members
            .resolve(
                riverside.group().realm(), List.of(new Person(key, key, Person.Role.MEMBER, false)))
            .get(key)
            .member();
    var present =
        List.of(
            new Presence(
                riverside.groupId(),
                member,
                Person.Role.MEMBER,
                day.atStartOfDay(Riverside.ZONE).toInstant()));
    members.seen(present);
    members.joined(present);
    return member;
  }

  private static String few(int from, int many) {
    var table = new StringBuilder("user,first_seen,invited\n");
    for (int i = from; i < from + many; i++) {
      table.append("u%d,2025-01-01,0\n".formatted(i));
    }
    return table.toString();
  }

  private Visitor.Answer stop(String study, String why) {
    return script.post(path + "/holdouts/" + study + "/stop", Map.of("why", why));
  }

  private Visitor.Answer draft(String name, int share, int delay, int days) {
    return script.post(
        path + "/holdouts",
        Map.of("name", name, "share", share, "delay_days", delay, "days", days));
  }

  private String plan(String name, int share, int delay, int days) {
    Visitor.Answer made = draft(name, share, delay, days);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().at("/holdout/id").asString();
  }

  private Visitor.Answer list(String study, String arm, String users) {
    return script.send(
        "POST",
        path + "/holdouts/" + study + "/list?arm=" + arm,
        BodyPublishers.ofByteArray(users.getBytes(StandardCharsets.UTF_8)),
        "text/csv");
  }

  private static Set<String> names(Visitor.Answer list) {
    assertThat(list.status()).as(list.text()).isEqualTo(200);
    return list.text().lines().skip(1).collect(Collectors.toCollection(TreeSet::new));
  }

  private JsonNode post(String below, String table) {
    Visitor.Answer kept =
        script.send(
            "POST",
            path + below,
            BodyPublishers.ofByteArray(table.getBytes(StandardCharsets.UTF_8)),
            "text/csv");
    assertThat(kept.json().at("/counts/wrong").asInt()).as(kept.text()).isZero();
    return kept.json();
  }
}
