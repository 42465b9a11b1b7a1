package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.channel.Person;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.GroupId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What customers will bring, by how they came and by where they are. */
class LifetimeByChannelTest {
  private static final int MEMBERS = 60;
  private static final int OTHERS = 100;

  private static RunningLiana liana;
  private static Visitor script;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(Instant.parse("2026-12-16T02:00:00Z")),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.onboarding.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void channels_add_up_to_everybody_and_groups_count_whoever_is_in_them() {
    Riverside riverside = Riverside.in(liana);
    String path = "/communities/" + riverside.community();
    List<Account> people = people(riverside);
    GroupId second =
        liana
            .bean(Groups.class)
            .create(
                riverside.community(), "=Tasting", "open", "", "tasting", new Actor.Machine("test"))
            .id();
    in(riverside.groupId(), people.subList(0, 50));
    in(second, people.subList(40, 50));
    String poster = channel(path, "{\"name\":\"poster\"}");
    String corner = channel(path, "{\"name\":\"corner\",\"parent_id\":\"%s\"}".formatted(poster));
    for (int i = 0; i < 40; i++) {
      arrived(riverside, people.get(i), 2 * i + 1, i < 20 ? corner : i < 30 ? poster : null, true);
      arrived(riverside, people.get(i), 2 * i + 2, null, true); // came again by another way
    }
    arrived(riverside, people.get(40), 999, null, false);
    buy(path, people);

    JsonNode all = script.get(path + "/customers/lifetime?weeks=26").json();
    assertThat(all.path("customers").asInt()).isEqualTo(MEMBERS + OTHERS);
    JsonNode channels = all.path("channels");
    assertThat(one(channels, "channel").at("/of/name").asString()).isEqualTo("poster");
    assertThat(one(channels, "channel").path("customers").asInt())
        .as("the corner is part of it")
        .isEqualTo(30);
    assertThat(one(channels, "no_channel").path("customers").asInt()).isEqualTo(10);
    assertThat(one(channels, "unexplained").path("customers").asInt()).isEqualTo(20);
    assertThat(one(channels, "no_member").path("customers").asInt()).isEqualTo(OTHERS);
    assertThat(sum(channels, "unknown")).isEqualTo(all.path("unknown").asDouble());
    assertThat(sum(channels, "purchases")).isCloseTo(all.path("expected").asDouble(), within(1e-6));

    JsonNode groups = all.path("groups");
    assertThat(sum(groups, "customers")).as("ten are in both").isEqualTo(MEMBERS + OTHERS + 10);
    assertThat(one(groups, "no_group").path("customers").asInt()).isEqualTo(10);

    JsonNode drawn = all.path("distribution");
    assertThat(sum(drawn.path("bins"), "customers") + drawn.path("below").asInt())
        .isEqualTo(MEMBERS + OTHERS);
    assertThat(drawn.path("top_fifth").asDouble()).isBetween(0.2, 1.0);
    JsonNode worth = all.at("/lorenz/worth");
    assertThat(worth.path("customers").asInt()).isEqualTo(MEMBERS + OTHERS);
    assertThat(1 - worth.at("/points/80/value").asDouble())
        .as("the same said otherwise")
        .isCloseTo(drawn.path("top_fifth").asDouble(), within(0.02));
    assertThat(all.at("/lorenz/spent/gini").asDouble()).isBetween(0.01, 0.99);
    double members = sum(channels, "total") - one(channels, "no_member").path("total").asDouble();
    assertThat(members / MEMBERS)
        .as("the same values as by members and others")
        .isCloseTo(all.at("/sides/0/value").asDouble(), within(1.0));

    String table = script.get(path + "/customers/lifetime.csv?weeks=26").text();
    assertThat(table.lines()).hasSize(1 + MEMBERS + OTHERS);
    assertThat(table).contains(",poster,").contains(",no_member,").contains(",unknown,");
    assertThat(table).as("no name is a formula").doesNotContain(",=Tasting");
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get(path + "/customers/lifetime.csv").status())
        .isGreaterThanOrEqualTo(403);
  }

  // ---- the parts these are made of

  private static JsonNode one(JsonNode slices, String kind) {
    List<JsonNode> found =
        slices.valueStream().filter(s -> s.path("kind").asString().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.getFirst();
  }

  private static double sum(JsonNode of, String field) {
    return of.valueStream().mapToDouble(one -> one.path(field).asDouble()).sum();
  }

  private static List<Account> people(Riverside riverside) {
    List<Person> told =
        IntStream.range(0, MEMBERS)
            .mapToObj(i -> new Person("buyer-" + i, "Buyer " + i, Person.Role.MEMBER, false))
            .toList();
    Map<String, Account> known = liana.bean(Members.class).resolve(riverside.group().realm(), told);
    return told.stream().map(one -> known.get(one.key())).toList();
  }

  private static void in(GroupId group, List<Account> who) {
    liana
        .bean(Members.class)
        .seen(
            who.stream()
                .map(one -> new Presence(group, one.member(), Person.Role.MEMBER, Riverside.MONDAY))
                .toList());
  }

  private static String channel(String path, String body) {
    Visitor.Answer made = script.post(path + "/channels", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private static void arrived(
      Riverside riverside, Account who, long event, String channel, boolean touched) {
    liana
        .bean(JdbcTemplate.class)
        .update(
            """
            insert into acquisition_arrival (event_id, community_id, group_id, member_id, joined_at, how, last_code_id, last_channel_id)
            values (?, ?, ?, ?, ?::timestamptz + ? * interval '1 minute', 'likely', ?, ?)
            """,
            event,
            riverside.community().value(),
            riverside.groupId().value(),
            who.member().value(),
            Riverside.MONDAY.toString(),
            event,
            touched ? 1L : null,
            channel == null ? null : Long.valueOf(channel));
  }

  /** Fixed seed: everybody buys once in the summer, most again some weeks later. */
  private static void buy(String path, List<Account> members) {
    var lot = new Random(20261116);
    var table = new StringBuilder("order,contact,member,at,amount\n");
    int order = 0;
    for (int i = 0; i < MEMBERS + OTHERS; i++) {
      String member = i < MEMBERS ? members.get(i).member().toString() : "";
      LocalDate day = LocalDate.parse("2026-06-01").plusDays(lot.nextInt(60));
      double mean = Math.exp(4 + lot.nextGaussian());
      int times = 1 + (i % 4 == 0 ? 0 : 1 + lot.nextInt(5));
      for (int n = 0; n < times; n++) {
        table.append(
            "%d,who-%d,%s,%s,%.2f\n"
                .formatted(order++, i, member, day, mean * (0.5 + lot.nextDouble())));
        day = day.plusDays(5 + lot.nextInt(25));
      }
    }
    Visitor.Answer kept =
        script.send(
            "POST",
            path + "/purchases/csv?keep=true",
            BodyPublishers.ofByteArray(table.toString().getBytes(StandardCharsets.UTF_8)),
            "text/csv");
    assertThat(kept.json().at("/counts/wrong").asInt()).as(kept.text()).isZero();
  }
}
