package io.liana.kit;

import io.liana.channel.wecom.WeComWorker;
import io.liana.community.Communities;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * A corporation of the WeCom simulator that is connected to a running Liana: Ana and Bo work there,
 * customers come and go, and it misbehaves when told to.
 */
public final class WeCom {
  private static final AtomicInteger MADE = new AtomicInteger();

  private final RunningLiana liana;
  private final Simulation simulation;
  private final JsonNode made;
  private final String account;
  private final CommunityId community;

  private WeCom(
      RunningLiana liana,
      Simulation simulation,
      JsonNode made,
      String account,
      CommunityId community) {
    this.liana = liana;
    this.simulation = simulation;
    this.made = made;
    this.account = account;
    this.community = community;
  }

  /**
   * A fresh corporation, connected, its address checked by WeCom; its groups go to a community of
   * its own.
   *
   * @param more fields of the form
   */
  public static WeCom connect(RunningLiana liana, Simulation simulation, Map<String, String> more) {
    return connect(liana, simulation, simulation.post("/simulator/corps", Map.of()), more);
  }

  public static WeCom connect(
      RunningLiana liana, Simulation simulation, JsonNode made, Map<String, String> more) {
    int number = MADE.incrementAndGet();
    CommunityId community =
        liana
            .bean(Communities.class)
            .create("WeCom Riverside " + number, ZoneId.of("Asia/Shanghai"), new Actor.Machine("t"))
            .id();
    Map<String, String> values = new HashMap<>(form(made));
    values.put("api", simulation.url().toString());
    values.putAll(more);
    Visitor.Answer answer =
        liana
            .script()
            .post(
                "/accounts",
                Map.of(
                    "platform",
                    "wecom",
                    "name",
                    "Riverside tea " + number,
                    "values",
                    values,
                    "community_id",
                    community.toString()));
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    var wecom = new WeCom(liana, simulation, made, answer.json().path("id").asString(), community);
    wecom.setClock();
    if (!wecom.saveAddress()) {
      throw new AssertionError("WeCom did not accept the address");
    }
    return wecom;
  }

  /** What an administrator copies from WeCom's pages. */
  public static Map<String, String> form(JsonNode made) {
    Map<String, String> values = new HashMap<>();
    for (String field :
        List.of("corp_id", "agent_id", "secret", "callback_token", "encoding_aes_key")) {
      values.put(field, made.path(field).asString());
    }
    return values;
  }

  public String corp() {
    return made.path("corp_id").asString();
  }

  public JsonNode made() {
    return made;
  }

  /** The id of our account. */
  public String account() {
    return account;
  }

  public CommunityId community() {
    return community;
  }

  public String address() {
    return liana.url() + "/api/v1/hooks/wecom/" + corp();
  }

  public boolean saveAddress() {
    return simulation
        .post("/simulator/corps/" + corp() + "/callback", Map.of("url", address()))
        .path("accepted")
        .asBoolean();
  }

  /** Both clocks show the same. */
  public void setClock() {
    simulation.post(
        "/simulator/clock", Map.of("at", liana.bean(java.time.Clock.class).instant().toString()));
  }

  /** Turns both clocks. */
  public void wait(TurnableClock clock, Duration length) {
    clock.advance(length);
    setClock();
  }

  /** Somebody does something; the statuses with which we answered its callbacks. */
  public List<Integer> act(String what, Object... words) {
    Map<String, Object> body = new HashMap<>();
    body.put("do", what);
    for (int i = 0; i < words.length; i += 2) {
      body.put((String) words[i], words[i + 1]);
    }
    return statuses(simulation.post("/simulator/corps/" + corp() + "/act", body));
  }

  public List<Integer> release(boolean reversed) {
    return statuses(
        simulation.post("/simulator/corps/" + corp() + "/release", Map.of("reversed", reversed)));
  }

  private static List<Integer> statuses(JsonNode answer) {
    return answer.path("deliveries").valueStream().map(status -> status.asInt()).toList();
  }

  public void faults(Map<String, ?> faults) {
    simulation.post("/simulator/corps/" + corp() + "/faults", faults);
  }

  public JsonNode state() {
    return simulation.get("/simulator/corps/" + corp());
  }

  public JsonNode archiveKey() {
    return simulation.post("/simulator/corps/" + corp() + "/archive-key", Map.of());
  }

  /** Sorts callbacks and runs errands that are due, settles what they told. */
  public void work() {
    liana.bean(WeComWorker.class).runDue();
    liana.work();
    liana.bean(WeComWorker.class).runDue();
    liana.work();
  }

  /** The kinds of event that are settled for a group, in order, with whom they are about. */
  public List<String> story(String chat) {
    return liana
        .bean(JdbcTemplate.class)
        .queryForList(
            """
            select e.kind || ' ' || coalesce(
                     (select string_agg(a.external_id, ',' order by a.external_id) from member_account a where a.member_id = any (e.target_member_ids)),
                     (select a.external_id from member_account a where a.member_id = e.member_id limit 1), '')
                   || coalesce(' via ' || e.via, '') || case e.text when '' then '' else ' "' || e.text || '"' end
              from channel_event e join community_group g on g.id = e.group_id
             where g.platform = 'wecom' and g.external_id = ? and e.kind <> 'role'
             order by e.id
            """,
            String.class,
            chat);
  }

  /** Who is in the group according to our books. */
  public List<String> members(String chat) {
    return liana
        .bean(JdbcTemplate.class)
        .queryForList(
            "select user_id from channel_wecom_chat_member where corp = ? and chat_id = ? order by user_id",
            String.class,
            corp(),
            chat);
  }
}
