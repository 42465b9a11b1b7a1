package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.OfficialAccount;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor.Answer;
import io.liana.kit.WeChatPayShop;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody pays inside WeChat: the official account says who they are, WeChat Pay takes it. */
class APayerInWeChatTest {
  private static final String CHEN = "oChen00000000000000000000001";
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static Simulation wechat;
  private static Simulation bank;
  private OfficialAccount account;
  private JsonNode made;
  private WeChatPayShop shop;
  private String payment = "";
  private String page = "";
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @BeforeAll
  static void start() {
    wechat = Simulation.of("officialaccount");
    bank = Simulation.of("wechatpay");
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.payment.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
    wechat.close();
    bank.close();
  }

  @BeforeEach
  void a_fee_at_an_account_that_knows_its_followers() {
    account = OfficialAccount.connect(liana, wechat, Map.of());
    made = bank.post("/simulator/merchants", Map.of("appid", account.appId()));
    shop = WeChatPayShop.connect(liana, bank, account.community, made);
    Answer asked =
        liana
            .script()
            .post(
                "/communities/" + account.community + "/payments",
                Map.of("purpose", "entry", "amount", 1_990, "description", "入群费"));
    payment = asked.json().at("/payment/id").asString();
    page = liana.url() + asked.json().path("page").asString();
  }

  @Test
  void wechat_says_who_it_is_and_the_phone_is_given_what_we_signed() throws Exception {
    signIn(page);
    press(page, "jsapi");
    String shown = get(page).body();
    assertThat(signature(shown)).isTrue();
    assertThat(shop.pay()).containsExactly(204);
    shop.work();
    assertThat(state()).isEqualTo("paid");
  }

  @Test
  void an_openid_of_another_app_is_refused_clearly_and_costs_nothing() throws Exception {
    shop.control("stranger", Map.of("openid", CHEN));
    signIn(page);
    assertThat(press(page, "jsapi").statusCode()).isEqualTo(502);
    assertThat(state()).isEqualTo("asked");
    assertThat(shop.orders()).isEmpty();
  }

  @Test
  void a_cookie_somebody_made_up_is_nobody() throws Exception {
    var forged =
        HttpRequest.newBuilder(URI.create(page))
            .header("User-Agent", "MicroMessenger")
            .header("Cookie", "liana_payer=" + CHEN + ".AAAAAAAAAAAAAAAAAAAAAA")
            .build();
    assertThat(HttpClient.newHttpClient().send(forged, BodyHandlers.discarding()).statusCode())
        .isEqualTo(302); // asked who it is
  }

  @Test
  void paid_twice_by_two_ways_one_goes_back_by_itself() throws Exception {
    press(page, "h5");
    String first = shop.orders().getFirst().path("number").asString();
    shop.fault("close_lies");
    press(page, "native");
    shop.control("pay", Map.of("number", first));
    shop.pay();
    shop.work();
    assertThat(state()).isEqualTo("paid");
    shop.work();
    assertThat(shop.refunds()).hasSize(1);
    assertThat(shop.state().path("balance").asLong()).isEqualTo(1_990);
    assertThat(state()).isEqualTo("paid");
  }

  private void signIn(String to) throws Exception {
    HttpResponse<String> asked = get(to);
    assertThat(asked.statusCode()).isEqualTo(302);
    String there = asked.headers().firstValue("Location").orElseThrow();
    String back =
        get(there.replace("#wechat_redirect", "&as=" + CHEN))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    assertThat(get(back).headers().firstValue("Location")).contains(URI.create(to).getPath());
  }

  private boolean signature(String shown) throws Exception {
    Matcher given =
        Pattern.compile(
                "data-app=\"(.*?)\" data-time=\"(.*?)\" data-nonce=\"(.*?)\" data-package=\"(.*?)\" data-sign=\"(.*?)\"")
            .matcher(shown);
    assertThat(given.find()).as(shown).isTrue();
    String pem = made.path("private_key").asString().replaceAll("-----[A-Z ]+-----|\\s", "");
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    var own = (RSAPrivateCrtKey) key;
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(own.getModulus(), own.getPublicExponent())));
    check.update(
        "%s\n%s\n%s\n%s\n"
            .formatted(given.group(1), given.group(2), given.group(3), given.group(4))
            .getBytes(StandardCharsets.UTF_8));
    return check.verify(Base64.getDecoder().decode(given.group(5)));
  }

  private String state() {
    return liana.script().get("/payments/" + payment).json().at("/payment/state").asString();
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("User-Agent", "iPhone MicroMessenger/8.0")
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> press(String url, String way)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("User-Agent", "iPhone MicroMessenger/8.0")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("way=" + way))
            .build(),
        BodyHandlers.ofString());
  }
}
