package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page beside a chat: who gets in, what is signed, what is shown. No live client was used. */
class WeComSidebarTest extends WeComJourney {
  private static final HttpClient http = HttpClient.newHttpClient();
  private String door;

  @BeforeAll
  void an_owner() {
    operator("owner", null); // the first is always an owner, and the last of them stays
  }

  @BeforeEach
  void two_customers() {
    connect(Map.of("public_url", liana.url()));
    wecom.act("follow", "external", CHEN, "name", "Chen", "staff", "ana", "state", "poster-1");
    wecom.act("follow", "external", DANA, "name", "Dana", "staff", "bo");
    wecom.work();
    door = "/sidebar/" + wecom.account();
  }

  @Test
  void a_linked_member_of_staff_gets_in_as_their_operator() {
    link("ana", operator("operator", null));
    Visitor.Answer start = liana.visitor().get(door + "/start");
    assertThat(start.status()).isEqualTo(302);
    String back = signIn(location(start), "ana");
    assertThat(back).startsWith(liana.url() + "/api/v1" + door + "/enter?code=");
    Visitor.Answer entered = enter(back, cookie(start, "liana_sidebar_state"));
    assertThat(location(entered)).isEqualTo(liana.url() + "/sidebar/" + wecom.account());
    Visitor inside = liana.visitor().with("Cookie", cookie(entered, "liana_session"));
    assertThat(inside.get("/session").status()).isEqualTo(200);
    assertThat(customer(inside, CHEN).path("name").asString()).isEqualTo("Chen");
  }

  @Test
  void a_code_works_once() {
    link("ana", operator("operator", null));
    Visitor.Answer start = liana.visitor().get(door + "/start");
    String back = signIn(location(start), "ana");
    String state = cookie(start, "liana_sidebar_state");
    assertThat(enter(back, state).status()).isEqualTo(302);
    assertThat(enter(back, state).code()).isEqualTo("sidebar_not_staff");
  }

  @Test
  void nobody_gets_in_whom_no_administrator_linked() {
    Visitor.Answer start = liana.visitor().get(door + "/start");
    Visitor.Answer refused =
        enter(signIn(location(start), "bo"), cookie(start, "liana_sidebar_state"));
    assertThat(refused.code()).isEqualTo("sidebar_not_linked");
    assertThat(refused.json().at("/params/staff").asString()).isEqualTo("bo");
    Visitor.Answer guest =
        enter(signIn(location(start), CHEN), cookie(start, "liana_sidebar_state"));
    assertThat(guest.code())
        .as("a customer who got hold of the link")
        .isEqualTo("sidebar_not_staff");
  }

  @Test
  void a_sign_in_that_began_elsewhere_is_refused_before_the_code_is_used() {
    link("ana", operator("operator", null));
    Visitor.Answer start = liana.visitor().get(door + "/start");
    String back = signIn(location(start), "ana");
    assertThat(enter(back, "liana_sidebar_state=00").code()).isEqualTo("sidebar_start_again");
    assertThat(enter(back, cookie(start, "liana_sidebar_state")).status()).isEqualTo(302);
  }

  @Test
  void a_disabled_operator_does_not_get_in() {
    String operator = operator("operator", null);
    link("ana", operator);
    Visitor.Answer off = liana.script().patch("/operators/" + operator, Map.of("disabled", true));
    assertThat(off.json().path("disabled").asBoolean()).as(off.text()).isTrue();
    Visitor.Answer start = liana.visitor().get(door + "/start");
    assertThat(enter(signIn(location(start), "ana"), cookie(start, "liana_sidebar_state")).code())
        .isEqualTo("sidebar_not_linked");
  }

  @Test
  void signatures_are_wecoms_and_two_tickets_serve_everybody_for_two_hours() throws Exception {
    String url = liana.url() + "/sidebar/" + wecom.account() + "?from=chat";
    JsonNode signed = sign(url + "#part").json();
    IntStream.range(0, 20).forEach(i -> sign(url));
    JsonNode state = wecom.state();
    assertThat(state.path("ticket_asks").asInt()).isEqualTo(2);
    for (String kind : List.of("corp", "app")) {
      String text =
          "jsapi_ticket=%s&noncestr=%s&timestamp=%d&url=%s"
              .formatted(
                  state.at("/tickets/" + kind).asString(),
                  signed.path("nonce").asString(),
                  signed.path("timestamp").asLong(),
                  url);
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      assertThat(signed.path(kind.equals("corp") ? "config" : "app").asString())
          .isEqualTo(HexFormat.of().formatHex(sha1));
    }
    wecom.wait(clock, Duration.ofHours(2));
    sign(url);
    assertThat(wecom.state().path("ticket_asks").asInt()).isEqualTo(4);
  }

  @Test
  void no_address_but_ours_is_signed() {
    for (String url :
        List.of("https://evil.example/", liana.url() + ".evil.example/", "javascript:alert(1)")) {
      assertThat(sign(url).code()).isEqualTo("invalid_request");
    }
  }

  @Test
  void a_refused_ticket_is_not_asked_for_again_and_again() {
    wecom.faults(Map.of("errors", Map.of("/get_jsapi_ticket", List.of(50001))));
    String url = liana.url() + "/sidebar/" + wecom.account();
    for (int i = 0; i < 5; i++) {
      assertThat(sign(url).code()).isEqualTo("wecom_refused");
    }
    wecom.wait(clock, Duration.ofMinutes(1));
    assertThat(sign(url).status()).as("after a rest").isEqualTo(200);
  }

  @Test
  void tags_are_shown_by_name_and_by_their_id_where_nobody_read_the_name() {
    jdbc.update(
        "update channel_wecom_customer set tags = '{tea,et9}' where corp = ? and external_id = ?",
        wecom.corp(),
        CHEN);
    wecom.act(
        "tags", "how", "create", "group_name", "Drinks", "tag", List.of(Map.of("name", "绿茶")));
    wecom.work();
    jdbc.update("update channel_wecom_tag set id = 'et9' where corp = ?", wecom.corp());
    assertThat(customer(liana.script(), CHEN).at("/relations/0/tags").toString())
        .isEqualTo("[\"tea\",\"绿茶\"]");
  }

  @Test
  void who_sees_one_community_sees_their_own_customers_only() {
    Visitor scoped = Riverside.operator(liana, "operator", List.of(wecom.community().toString()));
    String id = scoped.get("/session").json().at("/operator/id").asString();
    link("ana", id);
    assertThat(customer(scoped, CHEN).at("/relations/0/staff").asString()).isEqualTo("ana");
    assertThat(customer(scoped, CHEN).at("/relations/0/state").asString()).isEqualTo("poster-1");
    assertThat(customer(scoped, DANA).path("relations")).isEmpty();
    assertThat(customer(scoped, DANA).path("name").isNull()).isTrue();
    assertThat(customer(liana.script(), DANA).path("relations")).hasSize(1);
  }

  @Test
  void quick_replies_keep_their_order() {
    var replies =
        List.of(
            Map.of("title", "营业时间", "text", "每天十点到二十二点"), Map.of("title", "地址", "text", "河畔路 7 号"));
    Visitor.Answer set =
        liana.script().put(account("/sidebar/replies"), Map.of("replies", replies));
    assertThat(set.status()).isEqualTo(200);
    assertThat(customer(liana.script(), CHEN).at("/replies/1/title").asString()).isEqualTo("地址");
  }

  private void link(String staff, String operator) {
    Visitor.Answer answer =
        liana
            .script()
            .put(
                account("/sidebar/links"),
                Map.of("links", List.of(Map.of("staff", staff, "operator_id", operator))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private String operator(String role, List<String> communities) {
    return Riverside.operator(liana, role, communities)
        .get("/session")
        .json()
        .at("/operator/id")
        .asString();
  }

  private Visitor.Answer sign(String url) {
    return liana
        .script()
        .get(account("/sidebar/signature?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8)));
  }

  private JsonNode customer(Visitor visitor, String external) {
    return visitor.get(account("/sidebar/customer?external=" + external)).json();
  }

  /** What WeCom's sign-in page does; where it sends the browser. */
  private static String signIn(String page, String as) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(page.replaceFirst("#.*", "") + "&as=" + as)).build();
      return http.send(request, BodyHandlers.discarding())
          .headers()
          .firstValue("Location")
          .orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Visitor.Answer enter(String back, String cookie) {
    return liana
        .visitor()
        .with("Cookie", cookie)
        .get(back.substring((liana.url() + "/api/v1").length()));
  }

  private static String location(Visitor.Answer answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String cookie(Visitor.Answer answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.replaceFirst(";.*", ""))
        .findFirst()
        .orElseThrow();
  }
}
