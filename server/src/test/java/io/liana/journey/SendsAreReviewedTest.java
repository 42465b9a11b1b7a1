package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.broadcast.Sends;
import io.liana.community.Communities;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kit.Riverside;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A review links mass sends; of each it tells what became of the people of its community. */
class SendsAreReviewedTest extends WeComMassSending {
  private static final String LONG = "新茶到店，周六下午来尝，前二十位送一小罐，带上朋友再送一罐，数量有限先到先得";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private CommunityId community;

  /** Chen is a member, Dana is not; both are customers. */
  private void members() {
    community = wecom.community();
    wecom.act(
        "chat",
        "chat",
        "wr-tea" + wecom.corp(),
        "name",
        "茶友",
        "owner",
        "ana",
        "members",
        List.of(CHEN));
    wecom.work();
    liana.work();
  }

  @Test
  void a_send_is_counted_among_the_people_of_the_community_and_linked() {
    members();
    JsonNode made = make(LONG);
    JsonNode groups = groups("群里的话");
    JsonNode offered = offered(0, 0);
    assertThat(offered).hasSize(2);
    assertThat(offered.at("/0/kind").asString()).isEqualTo("groups");
    assertThat(offered.at("/1/reached").asInt()).as("Dana is no member").isEqualTo(1);
    assertThat(offered.at("/1/waiting").asInt()).isEqualTo(1);
    assertThat(offered.at("/1/text").asString()).isEqualTo(LONG.substring(0, 30));
    assertThat(offered.at("/1/account").asString()).isEqualTo(wecom.account());
    assertThat(offered(-9, -1)).as("not made then").isEmpty();

    wecom.work();
    wecom.act("tap", "staff", "ana");
    later(Duration.ofMinutes(1));
    later(Duration.ofMinutes(1));
    Map<String, Object> plan = plan(-9, -1, List.of(id(made)));
    JsonNode review = ok(liana.script().post(reviews(), plan));
    assertThat(review.at("/sends/0").asString()).isEqualTo(id(made));
    String id = id(review);
    JsonNode sends = whole(id).at("/did/sends");
    assertThat(sends).as("linked, though made later").hasSize(1);
    assertThat(sends.at("/0/linked").asBoolean()).isTrue();
    assertThat(sends.at("/0/sent").asInt()).isEqualTo(1);
    assertThat(sends.at("/0/waiting").asInt()).isZero();

    JsonNode other = ok(liana.script().post(reviews(), plan(0, 0, List.of())));
    sends = ours(whole(id(other)).at("/did/sends"));
    assertThat(sends.valueStream().map(WeComMassSending::id)).containsExactly(id(groups), id(made));
    assertThat(sends.at("/0/reached").asInt()).isEqualTo(1);
    assertThat(sends.at("/1/linked").asBoolean()).isFalse();
    JsonNode both = ok(liana.script().get("/reviews/" + id + "?against=" + id(other)));
    assertThat(both.at("/other/review/id").asString()).isEqualTo(id(other));
    assertThat(ours(both.at("/other/did/sends"))).hasSize(2);
    assertThat(liana.script().get("/reviews/" + id + "/board.html?language=zh-CN").text())
        .contains("1 个中已发 1 个", "计划内");
  }

  @Test
  void who_sees_one_community_learns_nothing_of_another() {
    members();
    JsonNode made = make("茶");
    CommunityId elsewhere =
        liana
            .bean(Communities.class)
            .create("Elsewhere " + wecom.corp(), ZONE, new Actor.Machine("t"))
            .id();
    Visitor there = Riverside.operator(liana, "operator", List.of(elsewhere.toString()));
    String path = "/communities/" + elsewhere;
    assertThat(ok(there.get(path + "/sends?from=" + day(0) + "&until=" + day(0))).path("items"))
        .isEmpty();
    Visitor.Answer answer = there.post(path + "/reviews", plan(0, 0, List.of(id(made))));
    assertThat(answer.code()).isEqualTo("send_not_found");
    assertThat(liana.script().post(reviews(), plan(0, 0, List.of("987654321"))).code())
        .isEqualTo("send_not_found");
    assertThat(
            there
                .get("/communities/" + community + "/sends?from=" + day(0) + "&until=" + day(0))
                .code())
        .isEqualTo("community_not_found");
    assertThat(liana.script().get("/communities/" + community + "/sends?from=" + day(0)).code())
        .isEqualTo("invalid_request");
  }

  @Test
  void whoever_left_is_not_counted_and_the_link_may_stay() {
    members();
    JsonNode made = make("茶");
    JsonNode review = ok(liana.script().post(reviews(), plan(0, 0, List.of(id(made)))));
    jdbc.update(
        "update member_membership set left_at = ? where member_id in (select member_id from member_account where external_id = ?)",
        java.sql.Timestamp.from(clock.instant()),
        CHEN);
    JsonNode sends = whole(id(review)).at("/did/sends");
    assertThat(sends.at("/0/linked").asBoolean()).isTrue();
    assertThat(sends.at("/0/reached").asInt()).isZero();
    assertThat(offered(0, 0)).isEmpty();
    Map<String, Object> changed = plan(0, 1, List.of(id(made)));
    changed.put("version", 1);
    assertThat(liana.script().put("/reviews/" + id(review), changed).status()).isEqualTo(200);
    assertThat(liana.script().post(reviews(), plan(0, 0, List.of(id(made)))).code())
        .isEqualTo("send_not_found");
  }

  @Test
  void contents_of_one_trial_are_one_and_who_was_left_out_or_asked_by_a_rule_is_none() {
    members();
    JsonNode made = make("茶");
    long first = Long.parseLong(id(made));
    jdbc.update("update channel_wecom_mass set trial = id where id = ?", first);
    long second =
        jdbc.queryForObject(
            """
            insert into channel_wecom_mass (corp, key, kind, text, created_by, created_at, trial)
            select corp, key || '#1', kind, '新茶', created_by, created_at, id from channel_wecom_mass where id = ? returning id
            """,
            Long.class,
            first);
    jdbc.update(
        "insert into channel_wecom_mass_target (mass_id, corp, kind, target, state) select ?, corp, kind, 'wmnobody', 'waiting' from channel_wecom_mass where id = ?",
        second,
        first);
    JsonNode offered = offered(0, 0);
    assertThat(offered).hasSize(1);
    assertThat(offered.at("/0/reached").asInt()).isEqualTo(1);
    jdbc.update(
        "update channel_wecom_mass_target set mass_id = ? where mass_id = ? and target = ?",
        second,
        first,
        CHEN);
    offered = offered(0, 0);
    assertThat(offered.at("/0/id").asString()).as("under the first").isEqualTo(id(made));
    assertThat(offered.at("/0/reached").asInt()).isEqualTo(1);
    assertThat(liana.script().post(reviews(), plan(0, 0, List.of(second + ""))).code())
        .isEqualTo("send_not_found");
    jdbc.update(
        "update channel_wecom_mass_target set state = 'left_out' where target = ? and mass_id = ?",
        CHEN,
        second);
    assertThat(offered(0, 0)).isEmpty();
    jdbc.update(
        "update channel_wecom_mass_target set state = 'sent' where target = ? and mass_id = ?",
        CHEN,
        second);
    jdbc.update("update channel_wecom_mass set command = 'x' where id = ?", first);
    assertThat(offered(0, 0)).isEmpty();
  }

  /** Ten thousand targets, all of them members here. Printed, and bounded far above. */
  @Test
  void ten_thousand_targets_are_counted_at_once() {
    members();
    long send = Long.parseLong(id(make("茶")));
    GroupId group =
        liana.bean(io.liana.community.Groups.class).of(List.of(community)).getFirst().id();
    jdbc.update(
        """
        with m as (
          insert into member_member (created_at) select now() from generate_series(1, 10000) returning id
        ), a as (
          insert into member_account (member_id, platform, external_id, name, bot) select id, 'wecom', ? || id, '', false from m
        ), s as (
          insert into member_membership (group_id, member_id, first_seen_at) select ?, id, now() from m
        )
        insert into channel_wecom_mass_target (mass_id, part_id, corp, kind, target, state)
        select ?, p.id, p.corp, 'customers', ? || m.id, 'sent' from m, (select id, corp from channel_wecom_mass_part where mass_id = ? limit 1) p
        """,
        "wmx" + wecom.corp(),
        group.value(),
        send,
        "wmx" + wecom.corp(),
        send);
    Instant day = LocalDate.parse(day(0)).atStartOfDay(ZONE).toInstant();
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      long began = System.nanoTime();
      var found =
          liana.bean(Sends.class).find(community, day, day.plus(Duration.ofDays(1)), List.of());
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      best = took.compareTo(best) < 0 ? took : best;
      System.out.println("10,000 targets: " + took.toMillis() + " ms");
      assertThat(found.stream().filter(one -> one.id() == send).findFirst().orElseThrow().reached())
          .isEqualTo(10_001);
    }
    assertThat(best).isLessThan(Duration.ofSeconds(2));
  }

  private JsonNode groups(String text) {
    Map<String, Object> wish = wish(text);
    wish.put("kind", "groups");
    Visitor.Answer answer = post("", wish);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private JsonNode offered(int from, int until) {
    return ours(
        ok(liana
                .script()
                .get(
                    "/communities/"
                        + community
                        + "/sends?from="
                        + day(from)
                        + "&until="
                        + day(until)))
            .path("items"));
  }

  /** Chen is a customer in the other tests' corporations too. */
  private JsonNode ours(JsonNode sends) {
    var ours = JsonNodeFactory.instance.arrayNode();
    sends
        .valueStream()
        .filter(one -> one.path("account").asString().equals(wecom.account()))
        .forEach(ours::add);
    return ours;
  }

  private JsonNode whole(String review) {
    return ok(liana.script().get("/reviews/" + review));
  }

  private String reviews() {
    return "/communities/" + community + "/reviews";
  }

  private Map<String, Object> plan(int from, int until, List<String> sends) {
    Map<String, Object> plan = new HashMap<>();
    plan.put("name", "Week");
    plan.put("goal", "activity");
    plan.put("from", day(from));
    plan.put("until", day(until));
    plan.put("sends", sends);
    return plan;
  }

  private String day(int after) {
    return LocalDate.ofInstant(clock.instant(), ZONE).plusDays(after).toString();
  }

  private static JsonNode ok(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.json();
  }
}
