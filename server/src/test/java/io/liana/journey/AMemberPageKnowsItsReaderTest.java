package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liana.channel.officialaccount.MemberDoor;
import io.liana.channel.officialaccount.MemberDoor.Asking;
import io.liana.channel.officialaccount.MemberDoor.Member;
import io.liana.kernel.Problem;
import io.liana.kit.OfficialAccount;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody opens a page inside WeChat; the simulator's sign-in says who they are. */
class AMemberPageKnowsItsReaderTest {
  private static final String CHEN = "oChen0000000000000000000001";
  private static final URI BACK = URI.create("https://riverside.example/back");
  private static final String BROWSER = "0815";
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static Simulation simulation;
  private static MemberDoor door;
  private OfficialAccount account;

  /** What WeChat sends back. */
  private record Returned(String code, String state) {}

  @BeforeAll
  static void start() {
    simulation = Simulation.of("officialaccount");
    liana = RunningLiana.fresh(clock, "liana.intake.threads=0", "liana.delivery.threads=0");
    door = liana.bean(MemberDoor.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
    simulation.close();
  }

  @BeforeEach
  void a_connected_account() {
    account = OfficialAccount.connect(liana, simulation, Map.of());
  }

  @Test
  void who_is_not_asked_is_known_by_the_key_their_events_carry() throws Exception {
    Returned chen = signIn(Asking.QUIETLY);
    assertThat(enter(chen)).isEqualTo(new Member(CHEN, null));
  }

  @Test
  void a_follower_or_who_agreed_is_known_at_all_accounts_of_the_operator() throws Exception {
    String everywhere = "oUnion_" + CHEN.substring(CHEN.length() - 12);
    assertThat(enter(signIn(Asking.WITH_CONSENT))).isEqualTo(new Member(CHEN, everywhere));
    account.act("follow", CHEN);
    assertThat(enter(signIn(Asking.QUIETLY))).isEqualTo(new Member(CHEN, everywhere));
  }

  @Test
  void code_40163_a_code_opens_once() throws Exception {
    Returned chen = signIn(Asking.QUIETLY);
    enter(chen);
    refused(chen, BROWSER, "40163");
  }

  @Test
  void code_42003_a_code_is_too_old_after_five_minutes() throws Exception {
    Returned chen = signIn(Asking.QUIETLY);
    account.wait(clock, Duration.ofMinutes(6));
    refused(chen, BROWSER, "42003");
  }

  @Test
  void a_sign_in_that_began_in_another_browser_opens_nothing_and_costs_no_code() throws Exception {
    Returned chen = signIn(Asking.QUIETLY);
    refused(chen, "another", "this browser");
    String forged =
        chen.state().contains("x0")
            ? chen.state().replace("x0", "x1")
            : chen.state().replaceAll("x.", "x0");
    refused(new Returned(chen.code(), forged), BROWSER, "this browser");
    assertThat(enter(chen).openid()).isEqualTo(CHEN);
  }

  @Test
  void a_sign_in_that_took_longer_than_ten_minutes_begins_again() throws Exception {
    Returned chen = signIn(Asking.QUIETLY);
    account.wait(clock, Duration.ofMinutes(11));
    refused(chen, BROWSER, "this browser");
  }

  private Returned signIn(Asking how) throws IOException, InterruptedException {
    URI asked = door.ask(account.appId(), how, BACK, BROWSER);
    URI as = URI.create(asked.toString().replace("#wechat_redirect", "&as=" + CHEN));
    String back =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(as).build(), BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    assertThat(back).startsWith(BACK + "?code=");
    return new Returned(
        back.replaceFirst(".*code=([^&]*).*", "$1"), back.replaceFirst(".*state=", ""));
  }

  private Member enter(Returned returned) {
    return door.enter(account.appId(), returned.code(), returned.state(), BROWSER);
  }

  private void refused(Returned returned, String browser, String why) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> door.enter(account.appId(), returned.code(), returned.state(), browser))
        .matches(problem -> problem.code().equals("officialaccount_start_again"))
        .withMessageContaining(why);
  }
}
