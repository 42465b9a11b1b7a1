package io.liana.kit;

import io.liana.kernel.CommunityId;
import io.liana.payment.PaymentWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A merchant of the WeChat Pay simulator that takes the money of one community. */
public final class WeChatPayShop {
  public final RunningLiana liana;
  private final Simulation simulation;
  private final JsonNode made;
  public final CommunityId community;
  public final String merchant;

  private WeChatPayShop(
      RunningLiana liana,
      Simulation simulation,
      JsonNode made,
      CommunityId community,
      String merchant) {
    this.liana = liana;
    this.simulation = simulation;
    this.made = made;
    this.community = community;
    this.merchant = merchant;
  }

  public static WeChatPayShop connect(
      RunningLiana liana, Simulation simulation, CommunityId community) {
    return connect(liana, simulation, community, simulation.post("/simulator/merchants", Map.of()));
  }

  /**
   * @param made what the simulator told of it
   */
  public static WeChatPayShop connect(
      RunningLiana liana, Simulation simulation, CommunityId community, JsonNode made) {
    Visitor.Answer answer =
        liana
            .script()
            .post(
                "/merchants",
                Map.of(
                    "community_id",
                    community.toString(),
                    "name",
                    "Riverside fees",
                    "values",
                    values(liana, made)));
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    var shop =
        new WeChatPayShop(liana, simulation, made, community, answer.json().path("id").asString());
    shop.setClock();
    return shop;
  }

  public static Map<String, String> values(RunningLiana liana, JsonNode made) {
    Map<String, String> values = new HashMap<>();
    made.properties().forEach(each -> values.put(each.getKey(), each.getValue().asString()));
    values.put("public_url", liana.url());
    return values;
  }

  public String appid() {
    return made.path("appid").asString();
  }

  public String mchid() {
    return made.path("mchid").asString();
  }

  /** Both clocks show the same. */
  public void setClock() {
    simulation.post("/simulator/clock", Map.of("at", liana.bean(Clock.class).instant().toString()));
  }

  /** Time passes, and what is due is done. */
  public void wait(TurnableClock clock, Duration length) {
    clock.advance(length);
    setClock();
    work();
  }

  public void work() {
    liana.bean(PaymentWorker.class).runDue();
  }

  public JsonNode control(String what, Map<String, ?> body) {
    return simulation.post("/simulator/merchants/" + mchid() + "/" + what, body);
  }

  public void fault(String name) {
    fault(name, 1);
  }

  public void fault(String name, int value) {
    control("faults", Map.of(name, value));
  }

  /** Somebody pays the newest order; what our answers to the notifications were. */
  public List<Integer> pay() {
    return statuses(control("pay", Map.of("number", orders().getLast().path("number").asString())));
  }

  public static List<Integer> statuses(JsonNode answer) {
    return answer.path("deliveries").valueStream().map(JsonNode::asInt).toList();
  }

  public JsonNode state() {
    return simulation.get("/simulator/merchants/" + mchid());
  }

  public List<JsonNode> orders() {
    return state().path("orders").valueStream().toList();
  }

  public List<JsonNode> refunds() {
    return state().path("refunds").valueStream().toList();
  }
}
