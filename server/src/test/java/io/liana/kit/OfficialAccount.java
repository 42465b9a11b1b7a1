package io.liana.kit;

import io.liana.channel.Command;
import io.liana.community.Communities;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** An account of the official-account simulator that is connected to a running Liana. */
public final class OfficialAccount {
  private static final AtomicInteger MADE = new AtomicInteger();

  public final RunningLiana liana;
  private final Simulation simulation;
  private final JsonNode made;
  public final CommunityId community;
  public final String account;

  private OfficialAccount(
      RunningLiana liana,
      Simulation simulation,
      JsonNode made,
      CommunityId community,
      String account) {
    this.liana = liana;
    this.simulation = simulation;
    this.made = made;
    this.community = community;
    this.account = account;
  }

  /**
   * A fresh account, connected, its address checked by WeChat, its followers in a community of
   * their own.
   *
   * @param kind {@code safe}: callbacks come encrypted; {@code verified}: it may answer
   */
  public static OfficialAccount connect(
      RunningLiana liana, Simulation simulation, Map<String, ?> kind) {
    JsonNode made = simulation.post("/simulator/accounts", kind);
    String name = "Riverside OA " + MADE.incrementAndGet();
    CommunityId community =
        liana
            .bean(Communities.class)
            .create(name, ZoneId.of("Asia/Shanghai"), new Actor.Machine("t"))
            .id();
    Map<String, String> values = new HashMap<>();
    made.properties().forEach(each -> values.put(each.getKey(), each.getValue().asString()));
    values.put("api", simulation.url().toString());
    Visitor.Answer answer =
        liana
            .script()
            .post(
                "/accounts",
                Map.of(
                    "platform",
                    "officialaccount",
                    "name",
                    name,
                    "values",
                    values,
                    "community_id",
                    community.toString()));
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    String account = answer.json().path("id").asString();
    var connected = new OfficialAccount(liana, simulation, made, community, account);
    connected.setClock();
    return connected;
  }

  public String appId() {
    return made.path("app_id").asString();
  }

  public String address() {
    return liana.url() + "/api/v1/hooks/officialaccount/" + appId();
  }

  /** WeChat accepts our address; before that it brings nothing. */
  public boolean saveAddress() {
    return control("server", Map.of("url", address())).path("accepted").asBoolean();
  }

  public JsonNode control(String what, Map<String, ?> body) {
    return simulation.post("/simulator/accounts/" + appId() + "/" + what, body);
  }

  public JsonNode state() {
    return simulation.get("/simulator/accounts/" + appId());
  }

  /** Both clocks show the same. */
  public void setClock() {
    simulation.post("/simulator/clock", Map.of("at", liana.bean(Clock.class).instant().toString()));
  }

  public void wait(TurnableClock clock, Duration length) {
    clock.advance(length);
    setClock();
  }

  /** Somebody does something; what our callbacks about it were answered. */
  public List<Integer> act(String what, String who, Object... words) {
    Map<String, Object> body = new HashMap<>(Map.of("do", what, "who", who));
    for (int i = 0; i < words.length; i += 2) {
      body.put((String) words[i], words[i + 1]);
    }
    return statuses(control("act", body));
  }

  public static List<Integer> statuses(JsonNode answer) {
    return answer.path("deliveries").valueStream().map(JsonNode::asInt).toList();
  }

  /** What followers were told, in order. */
  public List<String> sent() {
    return state().path("sent").valueStream().map(each -> each.path("text").asString()).toList();
  }

  public String group() {
    return liana
        .script()
        .get("/accounts/" + account + "/groups")
        .json()
        .at("/items/0/group_id")
        .asString();
  }

  /** The kinds of event that are settled, in order, with whom they are about. */
  public List<String> story() {
    return liana
        .bean(JdbcTemplate.class)
        .queryForList(
            """
            select e.kind || ' ' || (select a.external_id from member_account a where a.member_id = e.member_id limit 1)
                   || coalesce(' via ' || e.via, '') || case e.text when '' then '' else ' "' || e.text || '"' end
              from channel_event e join community_group g on g.id = e.group_id
             where g.platform = 'officialaccount' and g.external_id = ?
             order by e.id
            """,
            String.class,
            appId());
  }

  /** Puts a command into the outbox; it goes out with the next work. */
  public void order(String key, Command command) {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    appId() + ":" + key,
                    community,
                    GroupId.parse(group()),
                    null,
                    Purpose.ANSWER,
                    command,
                    null,
                    liana.bean(Clock.class).instant())));
    liana.work();
  }

  /** The newest delivery. */
  public JsonNode delivery() {
    return liana.script().get("/deliveries?group=" + group() + "&limit=1").json().at("/items/0");
  }

  public JsonNode check(String code) {
    return liana
        .script()
        .get("/accounts/" + account + "/health")
        .json()
        .path("checks")
        .valueStream()
        .filter(check -> check.path("code").asString().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
