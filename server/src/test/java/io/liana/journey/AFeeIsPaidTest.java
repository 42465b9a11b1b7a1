package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor.Answer;
import io.liana.kit.WeChatPayShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A member pays a fee by WeChat Pay, which is simulated and misbehaves as the original does. */
class AFeeIsPaidTest {
  private static final HttpClient BROWSER = HttpClient.newHttpClient();
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static Simulation simulation;
  private WeChatPayShop shop;
  private String payment = "";
  private String page = "";

  @BeforeAll
  static void start() {
    simulation = Simulation.of("wechatpay");
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.payment.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
    simulation.close();
  }

  @BeforeEach
  void a_fee_of_19_90() {
    shop = WeChatPayShop.connect(liana, simulation, Riverside.in(liana).community());
    ask("entry of Chen");
  }

  @Test
  void a_code_is_scanned_and_paid_and_the_books_say_so() {
    assertThat(show()).contains("¥19.90", "入群费");
    press("native");
    assertThat(show()).contains("<svg", "Scan with WeChat");
    assertThat(shop.pay()).containsExactly(204);
    shop.work();
    assertThat(state()).isEqualTo("paid");
    assertThat(show()).contains("Paid. Thank you!", "href=\"/pay/done\"");
    assertThat(balances())
        .isEqualTo(Map.of("payment:fees", -1_990L, "wechatpay:" + shop.mchid(), 1_990L));
    assertThat(story().path("entries")).hasSize(1);
  }

  @Test
  void a_phone_is_led_to_wechat_and_may_still_ask_for_a_code() {
    press("h5");
    assertThat(show()).contains("id=\"h5\"", simulation.url() + "/pay/?prepay_id=");
    press("native");
    assertThat(shop.orders())
        .extracting(each -> each.path("state").asString())
        .containsExactly("CLOSED", "NOTPAY"); // never two that can be paid
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void told_twice_paid_once() {
    press("native");
    shop.fault("notify_twice");
    assertThat(shop.pay()).containsExactly(204, 204);
    shop.work();
    shop.work();
    assertThat(balances().get("payment:fees")).isEqualTo(-1_990);
    assertThat(shop.pay()).isEmpty();
  }

  @Test
  void a_lost_notification_is_found_by_asking() {
    press("native");
    shop.fault("notify_lost");
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("paying");
    shop.wait(clock, Duration.ofSeconds(11));
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void a_late_notification_changes_nothing_that_was_found_before() {
    press("native");
    shop.fault("notify_held");
    shop.pay();
    shop.wait(clock, Duration.ofSeconds(11));
    assertThat(state()).isEqualTo("paid");
    assertThat(WeChatPayShop.statuses(shop.control("release", Map.of()))).containsExactly(204);
    shop.work();
    assertThat(story().path("entries")).hasSize(1);
  }

  @Test
  void a_forged_notification_is_refused_and_the_true_one_taken() {
    press("native");
    shop.fault("notify_forged");
    assertThat(shop.pay()).containsExactly(401, 204);
    shop.work();
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void a_notification_before_the_answer_counts() {
    shop.fault("paid_before_answer");
    press("native");
    shop.wait(clock, Duration.ofSeconds(11));
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void an_unclear_answer_keeps_the_number_and_nothing_is_ordered_twice() {
    shop.fault("done_but_500");
    assertThat(press("native").body()).contains("nothing is taken twice");
    assertThat(state()).isEqualTo("in_doubt");
    press("native");
    assertThat(shop.orders()).hasSize(1);
    assertThat(state()).isEqualTo("paying");
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void no_answer_at_all_is_cleared_up_by_asking() {
    shop.fault("no_answer");
    press("native");
    assertThat(state()).isEqualTo("in_doubt");
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void a_payment_wechat_never_heard_of_is_open_again_after_ten_minutes() {
    shop.fault("error_500");
    press("native");
    shop.wait(clock, Duration.ofSeconds(11));
    assertThat(state()).isEqualTo("in_doubt");
    for (int i = 0; i < 8; i++) {
      shop.wait(clock, Duration.ofMinutes(5));
    }
    assertThat(state()).isEqualTo("asked");
    assertThat(shop.orders()).isEmpty();
  }

  @Test
  void an_answer_with_a_wrong_signature_is_not_believed() {
    press("native");
    shop.fault("notify_lost");
    shop.pay();
    shop.fault("bad_signature");
    shop.wait(clock, Duration.ofSeconds(11));
    assertThat(state()).isEqualTo("paying");
    shop.wait(clock, Duration.ofSeconds(31));
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void another_amount_than_asked_is_never_taken_for_the_fee() {
    press("native");
    shop.fault("wrong_amount", 1);
    assertThat(shop.pay()).containsExactly(204);
    shop.work();
    assertThat(state()).isEqualTo("disputed");
    assertThat(story().at("/payment/why").asString()).isEqualTo("amount");
    assertThat(tasks("payment_disputed")).hasSize(1);
    assertThat(balances())
        .isEqualTo(Map.of("payment:suspense", -1L, "wechatpay:" + shop.mchid(), 1L));
    assertThat(show()).contains("A person has to look");
  }

  @Test
  void what_was_paid_to_another_app_is_never_taken() {
    press("native");
    shop.fault("wrong_app");
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("disputed");
    assertThat(story().at("/payment/why").asString()).isEqualTo("app");
  }

  @Test
  void what_was_paid_to_another_merchant_is_none_of_ours() {
    press("native");
    shop.fault("wrong_merchant");
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("disputed");
    assertThat(balances()).isEmpty();
    assertThat(refund(1_990, "not ours").code()).isEqualTo("payment_not_refundable");
  }

  @Test
  void what_nobody_pays_in_time_is_closed_and_cannot_be_paid() {
    press("native");
    shop.wait(clock, Duration.ofHours(25));
    assertThat(state()).isEqualTo("closed");
    assertThat(shop.orders().getFirst().path("state").asString()).isEqualTo("CLOSED");
    assertThat(shop.pay()).isEmpty();
    ask("never begun");
    shop.wait(clock, Duration.ofHours(25));
    assertThat(state()).isEqualTo("closed");
  }

  @Test
  void paid_after_the_attempt_to_close_it_is_paid() {
    press("native");
    shop.fault("close_lost");
    shop.wait(clock, Duration.ofHours(25));
    assertThat(state()).isNotEqualTo("closed");
    shop.fault("notify_lost");
    shop.pay();
    shop.wait(clock, Duration.ofMinutes(40));
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void a_fee_goes_back_once() {
    paid();
    assertThat(refund(1_990, "改主意了").status()).isEqualTo(200);
    refund(1_990, "改主意了");
    shop.work();
    assertThat(state()).isEqualTo("refunded");
    assertThat(shop.refunds()).hasSize(1);
    assertThat(balances()).isEqualTo(Map.of("payment:fees", 0L, "wechatpay:" + shop.mchid(), 0L));
    assertThat(story().path("entries")).hasSize(2);
  }

  @Test
  void a_refund_wants_the_amount_typed_and_something_paid() {
    assertThat(refund(1_990, "nothing").code()).isEqualTo("payment_not_refundable");
    paid();
    assertThat(refund(1_991, "wrong").code()).isEqualTo("invalid_request");
  }

  @Test
  void a_refund_in_doubt_is_asked_for_again_under_the_same_number() {
    paid();
    shop.fault("done_but_500");
    refund(1_990, "改主意了");
    shop.work();
    assertThat(state()).isEqualTo("refund_asked");
    shop.wait(clock, Duration.ofMinutes(1));
    assertThat(state()).isEqualTo("refunded");
    assertThat(shop.refunds()).hasSize(1);
    assertThat(shop.state().path("balance").asLong()).isZero();
  }

  @Test
  void a_refund_that_never_arrived_is_asked_for_again_under_the_same_number() {
    paid();
    shop.fault("error_500");
    refund(1_990, "改主意了");
    shop.work();
    String number = story().at("/refunds/0/number").asString();
    shop.wait(clock, Duration.ofMinutes(1));
    assertThat(state()).isEqualTo("refunded");
    assertThat(shop.refunds().getFirst().path("number").asString()).isEqualTo(number);
  }

  @Test
  void a_slow_refund_is_waited_for_and_its_end_is_told() {
    paid();
    shop.fault("refund_slow");
    refund(1_990, "改主意了");
    shop.work();
    shop.wait(clock, Duration.ofHours(1));
    assertThat(state()).isEqualTo("refund_asked");
    String number = shop.refunds().getFirst().path("number").asString();
    assertThat(
            WeChatPayShop.statuses(
                shop.control("settle", Map.of("number", number, "status", "SUCCESS"))))
        .containsExactly(204);
    shop.work();
    assertThat(state()).isEqualTo("refunded");
  }

  @Test
  void a_refund_the_bank_does_not_take_is_a_task_and_may_still_come_right() {
    paid();
    shop.fault("refund_abnormal");
    refund(1_990, "改主意了");
    shop.work();
    assertThat(state()).isEqualTo("refund_failed");
    assertThat(tasks("payment_refund")).hasSize(1);
    String number = shop.refunds().getFirst().path("number").asString();
    shop.control("settle", Map.of("number", number, "status", "SUCCESS"));
    shop.work();
    assertThat(state()).isEqualTo("refunded");
  }

  @Test
  void an_empty_till_delays_a_refund_and_tells_somebody() {
    paid();
    shop.control("withdraw", Map.of());
    refund(1_990, "改主意了");
    shop.work();
    assertThat(tasks("payment_refund")).hasSize(1);
    shop.control("deposit", Map.of("amount", 5_000));
    shop.wait(clock, Duration.ofMinutes(61));
    assertThat(state()).isEqualTo("refunded");
    assertThat(shop.refunds()).hasSize(1);
  }

  @Test
  void keys_are_never_told_again_and_a_check_says_what_is_wrong() {
    String told = liana.script().get("/merchants").text();
    assertThat(told).contains(shop.mchid()).doesNotContain("PRIVATE KEY", "api_v3_key");
    assertThat(check("asked")).isEqualTo("ok ORDER_NOT_EXIST");
    assertThat(check("reached_over_https")).startsWith("failed");
    shop.fault("bad_signature");
    assertThat(check("asked")).startsWith("failed").contains("not believed");
    liana
        .script()
        .patch("/merchants/" + shop.merchant, Map.of("values", Map.of("serial", "A".repeat(40))));
    assertThat(check("asked")).contains("SIGN_ERROR");
  }

  @Test
  void test_pay_is_for_rehearsals_only_and_its_money_stays_apart() {
    var rehearsal = Riverside.in(liana);
    Map<String, Object> wish =
        Map.of("community_id", rehearsal.community().toString(), "kind", "test", "name", "Test");
    assertThat(liana.script().post("/merchants", wish).status()).isEqualTo(201);
    page =
        liana
            .script()
            .post(
                "/communities/" + rehearsal.community() + "/payments",
                Map.of("purpose", "p", "amount", 100, "description", "入群费"))
            .json()
            .path("page")
            .asString();
    assertThat(show()).contains("imaginary money");
    press("test");
    press("paid");
    assertThat(show()).contains("Paid.");
    assertThat(balances(rehearsal.community().toString()))
        .isEqualTo(Map.of("test:fees", -100L, "test:till", 100L));
  }

  @Test
  void nobody_pays_on_an_address_that_was_made_up() {
    assertThat(send("GET", "/pay/aGVsbG8.aGVsbG8", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/pay/", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", page + "x", "way=native").statusCode()).isEqualTo(404);
    assertThat(shop.orders()).isEmpty();
  }

  @Test
  void hostile_notices_are_answered_clearly_and_kept_nowhere() {
    String hook = "/hooks/wechatpay/" + shop.merchant;
    assertThat(liana.visitor().post(hook, "{}").code()).isEqualTo("notice_not_believed");
    assertThat(liana.visitor().post(hook, "[".repeat(70_000)).code()).isEqualTo("notice_too_large");
    assertThat(liana.visitor().post("/hooks/wechatpay/0", "{}").status()).isEqualTo(404);
  }

  private void paid() {
    press("native");
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("paid");
  }

  private void ask(String purpose) {
    Answer asked =
        liana
            .script()
            .post(
                "/communities/" + shop.community + "/payments",
                Map.of("purpose", purpose, "amount", 1_990, "description", "入群费"));
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    payment = asked.json().at("/payment/id").asString();
    page = asked.json().path("page").asString();
  }

  private Answer refund(long amount, String reason) {
    return liana
        .script()
        .post("/payments/" + payment + "/refund", Map.of("amount", amount, "reason", reason));
  }

  private JsonNode story() {
    return liana.script().get("/payments/" + payment).json();
  }

  private String state() {
    return story().at("/payment/state").asString();
  }

  private List<JsonNode> tasks(String title) {
    return liana
        .script()
        .get("/tasks?community=" + shop.community)
        .json()
        .path("items")
        .valueStream()
        .filter(task -> task.path("title").asString().equals(title))
        .toList();
  }

  private Map<String, Long> balances() {
    return balances(shop.community.toString());
  }

  private static Map<String, Long> balances(String community) {
    Map<String, Long> balances = new HashMap<>();
    liana
        .script()
        .get("/communities/" + community + "/balances")
        .json()
        .path("items")
        .forEach(
            each -> balances.put(each.path("account").asString(), each.path("balance").asLong()));
    return balances;
  }

  private String check(String code) {
    return liana
        .script()
        .post("/merchants/" + shop.merchant + "/check", Map.of())
        .json()
        .path("checks")
        .valueStream()
        .filter(check -> check.path("code").asString().equals(code))
        .map(check -> check.path("state").asString() + " " + check.path("evidence").asString())
        .findFirst()
        .orElseThrow();
  }

  private String show() {
    return send("GET", page, "").body();
  }

  private HttpResponse<String> press(String way) {
    return send("POST", page, "way=" + way);
  }

  private static HttpResponse<String> send(String method, String path, String form) {
    var request =
        HttpRequest.newBuilder(URI.create(liana.url() + path))
            .header("Accept-Language", "en")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      return BROWSER.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
