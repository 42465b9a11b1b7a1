package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.CommunityId;
import io.liana.kit.GatedPage;
import io.liana.kit.OfficialAccount;
import io.liana.kit.Phone;
import io.liana.kit.Phone.Screen;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.kit.WeChatPayShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Gates that need somebody else: an official account to be followed, a fee to be paid. */
class AGateAsksWeChatTest {
  private static final String CHEN = "oChen0000000000000000000001";
  private static final HttpClient BROWSER = HttpClient.newHttpClient();
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-25T03:00:00Z"));
  private static RunningLiana liana;
  private static Simulation simulation;
  private static Visitor script;
  private static String community;

  @BeforeAll
  static void start() {
    simulation = Simulation.of("officialaccount");
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.payment.threads=0");
    script = liana.script();
    community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    script.post(
        "/merchants", Map.of("community_id", community, "kind", "test", "name", "Rehearsal"));
  }

  @AfterAll
  static void stop() {
    liana.close();
    simulation.close();
  }

  @Test
  void who_follows_is_let_through_and_known_and_forgotten_with_all_they_said() throws Exception {
    OfficialAccount account = OfficialAccount.connect(liana, simulation, Map.of());
    account.saveAddress();
    GatedPage gated =
        GatedPage.make(
            liana,
            community,
            "all",
            false,
            """
            {"kind":"form","key":"form","title":"认识一下","questions":[{"key":"q1","kind":"text","label":"怎么称呼","required":true}]},
            {"kind":"follow","key":"follow","title":"关注河畔","account":"%s"}
            """
                .formatted(account.appId()));
    var chen = new Phone(liana);
    chen.fill(chen.open(gated.code()), "form", Map.of("a.q1", "陈晨"));
    Screen stranger = signIn(chen, gated, "follow");
    assertThat(stranger.text()).contains("还没有看到你的关注");
    account.act("follow", CHEN);
    liana.work();
    Screen follower = chen.open(signIn(chen, gated, "follow").location());
    assertThat(chen.open(gated.code()).enter()).as(follower.text()).isNotEmpty();
    JsonNode answer = gated.answers("").path(0);
    String member = answer.at("/member/id").asString();
    assertThat(member).as("whose answer it is").isNotEmpty();

    String name = script.get("/members/" + member).json().path("name").asString();
    script.post("/members/" + member + "/erase", Map.of("name", name));
    for (int i = 0; i < 2; i++) {
      liana.work();
      liana.bean(io.liana.member.ErasureWorker.class).runDue();
    }
    assertThat(gated.answers("").size()).isZero();
    assertThat(count("select count(*) from gate_visit where page_id = " + gated.id())).isZero();
  }

  @Test
  void a_fee_costs_what_the_page_says_once_and_goes_back_when_an_operator_says_so() {
    GatedPage gated = GatedPage.make(liana, community, "all", true, fee(990));
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    assertThat(page.text()).contains("费用 9.90 元").contains("¥9.90");
    assertThat(chen.post(page.form("fee"), Map.of("v", "1", "amount", "1")).status())
        .as("a price from the browser is a field no page has")
        .isEqualTo(422);
    String pay = chen.fill(page, "fee", Map.of()).location();
    String again = chen.fill(page, "fee", Map.of()).location();
    assertThat(pay).startsWith("/pay/");
    press(again, "test");
    press(pay, "paid");
    assertThat(count("select count(*) from payment_payment where amount = 990")).isEqualTo(1);
    assertThat(chen.open(gated.code()).enter()).isNotEmpty();

    JsonNode paid = gated.answers("").path(0);
    assertThat(paid.path("payment").asString()).isEqualTo("paid");
    String id = paid.path("id").asString();
    Visitor.Answer refund = script.post("/answers/" + id + "/refund", Map.of());
    assertThat(refund.status()).as(refund.text()).isEqualTo(200);
    assertThat(gated.answers("").path(0).path("payment").asString()).startsWith("refund");
    assertThat(script.get("/journal?community=" + community).text()).contains("fee_refunded");
    assertThat(script.post("/answers/" + id + "/approve", Map.of()).code())
        .isEqualTo("not_an_application");
  }

  @Test
  void who_pays_the_old_price_and_the_new_one_gets_the_second_back() {
    GatedPage gated = GatedPage.make(liana, community, "all", false, fee(1_000));
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    String old = chen.fill(page, "fee", Map.of()).location();
    gated.change(GatedPage.document("all", false, fee(2_000)));
    assertThat(chen.fill(page, "fee", Map.of()).text()).contains("题目刚刚更新").contains("20.00");
    String fresh = chen.fill(chen.open(gated.code()), "fee", Map.of()).location();
    for (String pay : new String[] {old, fresh}) {
      press(pay, "test");
      press(pay, "paid");
    }
    assertThat(chen.open(gated.code()).enter()).isNotEmpty();
    assertThat(count("select count(*) from payment_payment where amount = 1000 and state = 'paid'"))
        .isEqualTo(1);
    assertThat(
            count(
                "select count(*) from payment_payment where amount = 2000 and state like 'refund%'"))
        .isEqualTo(1);
    assertThat(gated.answers("").size()).isEqualTo(1);
  }

  @Test
  void
      a_fee_paid_with_wechat_pay_opens_the_gate_and_a_second_payment_of_one_application_does_not_exist() {
    try (Simulation bank = Simulation.of("wechatpay")) {
      CommunityId place =
          CommunityId.parse(
              script
                  .post("/communities", Map.of("name", "Riverside fees", "zone", "Asia/Shanghai"))
                  .json()
                  .path("id")
                  .asString());
      WeChatPayShop shop = WeChatPayShop.connect(liana, bank, place);
      GatedPage gated = GatedPage.make(liana, place.toString(), "all", false, fee(1_234));
      var chen = new Phone(liana);
      Screen page = chen.open(gated.code());
      String first = chen.fill(page, "fee", Map.of()).location();
      String second = chen.fill(page, "fee", Map.of()).location();
      press(first, "native");
      press(second, "native");
      assertThat(shop.orders()).as("one application is one order").hasSize(1);
      assertThat(shop.orders().getFirst().toString()).contains("1234");
      assertThat(chen.open(gated.code()).enter()).as("not paid yet").isEmpty();
      assertThat(shop.pay()).containsExactly(204);
      shop.work();
      assertThat(chen.open(gated.code()).enter()).isNotEmpty();
      assertThat(gated.answers("").path(0).path("payment").asString()).isEqualTo("paid");
      assertThat(
              count("select count(*) from payment_payment where amount = 1234 and state = 'paid'"))
          .isEqualTo(1);
    }
  }

  private static String fee(int amount) {
    return "{\"kind\":\"fee\",\"key\":\"fee\",\"title\":\"入群费\",\"amount\":%d}".formatted(amount);
  }

  /** Taps the button, is asked by WeChat, comes back. */
  private static Screen signIn(Phone phone, GatedPage gated, String gate) throws Exception {
    Screen page = phone.open(gated.code());
    String asked = phone.get(page.enter()).location();
    URI as = URI.create(asked.replace("#wechat_redirect", "&as=" + CHEN));
    String back =
        BROWSER
            .send(HttpRequest.newBuilder(as).build(), BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    assertThat(back).contains("/" + gate + "/back/");
    return phone.get(back.substring(liana.url().length()));
  }

  private static void press(String page, String way) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(liana.url() + page))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("way=" + way))
              .build();
      assertThat(BROWSER.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(303);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int count(String sql) {
    Integer count = liana.bean(JdbcTemplate.class).queryForObject(sql, Integer.class);
    return count == null ? 0 : count;
  }
}
