package io.liana.saved;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.StubbornPost;
import io.liana.kit.StubbornPost.Mood;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A saved question answers itself by e-mail, over a real SMTP server. */
class ScheduleMailTest {
  private static final TurnableClock clock = new TurnableClock(Riverside.MONDAY);
  private static final String[] NO_THREADS = {
    "liana.intake.threads=0", "liana.delivery.threads=0", "liana.saved.threads=0"
  };

  private static GreenMail post;
  private static StubbornPost stubborn;
  private static RunningLiana liana;
  private static RunningLiana unlucky;

  @BeforeAll
  static void start() {
    post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    post.start();
    post.setUser("liana@example.com", "liana", "pass-word");
    stubborn = new StubbornPost();
    liana =
        RunningLiana.fresh(
            clock,
            with(
                post.getSmtp().getPort(),
                "liana.mail.user=liana",
                "liana.mail.password=pass-word"));
    unlucky = RunningLiana.fresh(clock, with(stubborn.port()));
  }

  @AfterAll
  static void stop() {
    liana.close();
    unlucky.close();
    stubborn.close();
    post.stop();
  }

  @Test
  void each_address_gets_a_letter_of_its_own_in_text_html_and_as_a_table() throws Exception {
    clock.set(Riverside.MONDAY);
    post.purgeEmailFromAllMailboxes();
    Riverside riverside = Riverside.in(liana);
    String id =
        set(
            liana,
            riverside,
            "Hi\r\nBcc: all@example.com\r\n\r\n<img src=x>",
            "select '=1+1' as \"<b>\", '周' as w, 42 as n",
            "ana@example.com",
            "bo@example.com");
    clock.set(Instant.parse("2026-11-16T02:00:10Z"));
    liana.bean(ScheduleWorker.class).runDue();
    liana.bean(ScheduleWorker.class).runDue();
    assertThat(run(liana, id).path("state").asString()).isEqualTo("sent");
    assertThat(run(liana, id).path("mails").asInt()).isEqualTo(2);
    MimeMessage[] letters = post.getReceivedMessages();
    assertThat(letters).hasSize(2);
    MimeMessage letter = letters[0];
    assertThat(letter.getAllRecipients()).hasSize(1);
    assertThat(letter.getHeader("Bcc")).isNull();
    assertThat(letter.getSubject()).isEqualTo("Hi Bcc: all@example.com <img src=x>");
    assertThat(letter.getFrom()[0].toString()).isEqualTo("Liana <liana@example.com>");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(letter.getMessageID())
        .isEqualTo("<saved.%s.%d.0@example.com>".formatted(id, 1794794400L));
    Map<String, String> parts = parts(letter);
    assertThat(parts.keySet()).containsExactly("text/csv", "text/html", "text/plain");
    assertThat(parts.get("text/plain")).contains("<b>: =1+1", "w: 周", "n: 42");
    assertThat(parts.get("text/html"))
        .contains("<th>&lt;b&gt;</th>", "<td>周</td>", "&lt;img src=x&gt;")
        .doesNotContain("<img", "<b>");
    assertThat(parts.get("text/csv")).isEqualTo("\ufeff<b>,w,n\r\n'=1+1,周,42\r\n");
  }

  @Test
  void a_try_out_goes_to_who_asks_and_to_nobody_else_and_is_no_run() throws Exception {
    clock.set(Riverside.MONDAY);
    post.purgeEmailFromAllMailboxes();
    Riverside riverside = Riverside.in(liana);
    String id = set(liana, riverside, "Talks", "select '周' as w, 42 as n", "chen@example.com");
    JsonNode next = schedule(liana, riverside, id).path("next");
    Visitor.Answer tried =
        liana.script().post("/schedules/" + id + "/try", Map.of("email", "ana@example.com"));
    assertThat(tried.status()).as(tried.text()).isEqualTo(200);
    assertThat(tried.json().path("sent_to").asString()).isEqualTo("ana@example.com");
    assertThat(tried.json().path("found").asInt()).isEqualTo(1);
    assertThat(tried.json().path("to_group").isNull()).isTrue();
    MimeMessage[] letters = post.getReceivedMessages();
    assertThat(letters).hasSize(1);
    assertThat(letters[0].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ana@example.com");
    assertThat(letters[0].getSubject()).isEqualTo(tried.json().path("subject").asString());
    assertThat(parts(letters[0]).get("text/plain").strip())
        .isEqualTo(tried.json().path("text").asString().strip())
        .contains("w: 周", "n: 42");
    assertThat(parts(letters[0]).get("text/csv")).isEqualTo("\ufeffw,n\r\n周,42\r\n");

    assertThat(liana.script().get("/schedules/" + id + "/runs").json().path("items")).isEmpty();
    assertThat(schedule(liana, riverside, id).path("last").isNull()).isTrue();
    assertThat(schedule(liana, riverside, id).path("next")).isEqualTo(next);
    assertThat(
            liana
                .script()
                .post("/schedules/" + id + "/try", Map.of("email", "ana@example.com"))
                .code())
        .isEqualTo("tried_just_now");
    assertThat(liana.script().post("/schedules/" + id + "/try", Map.of()).status())
        .as("to look only is always allowed")
        .isEqualTo(200);
    assertThat(
            liana
                .script()
                .post("/schedules/" + id + "/try", Map.of("email", "a@example.com\r\nBcc: b@c.de"))
                .code())
        .isEqualTo("invalid_request");
    assertThat(post.getReceivedMessages()).hasSize(1);
    clock.advance(Duration.ofMinutes(1));
    liana.script().post("/schedules/" + id + "/try", Map.of("email", "ana@example.com"));
    assertThat(post.getReceivedMessages()).hasSize(2);
    assertThat(liana.script().get("/journal?community=" + riverside.community()).text())
        .contains("schedule_tried");

    clock.set(Instant.parse("2026-11-16T02:00:10Z"));
    liana.bean(ScheduleWorker.class).runDue();
    assertThat(run(liana, id).path("state").asString()).as("due as ever").isEqualTo("sent");
    List<String> receivers = new ArrayList<>();
    for (MimeMessage one : post.getReceivedMessages()) {
      if (one.getSubject().startsWith("Talks")) { // schedules of other tests are due as well
        receivers.add(one.getAllRecipients()[0].toString());
      }
    }
    assertThat(receivers)
        .containsExactlyInAnyOrder("ana@example.com", "ana@example.com", "chen@example.com");
  }

  @Test
  void a_try_out_that_was_not_taken_says_why_and_still_shows_the_words() {
    clock.set(Riverside.MONDAY);
    Riverside riverside = Riverside.in(unlucky);
    String id = set(unlucky, riverside, "x", "select 7 as n", "chen@example.com");
    stubborn.is(Mood.REFUSES);
    JsonNode tried =
        unlucky
            .script()
            .post("/schedules/" + id + "/try", Map.of("email", "nobody@example.com"))
            .json();
    assertThat(tried.path("sent_to").isNull()).isTrue();
    assertThat(tried.path("reason").asString()).isEqualTo("mail_refused");
    assertThat(tried.path("text").asString()).contains("n: 7");
    assertThat(unlucky.script().get("/schedules/" + id + "/runs").json().path("items")).isEmpty();
    unlucky.script().delete("/schedules/" + id);
  }

  @Test
  void a_letter_that_may_have_arrived_is_not_sent_again() {
    clock.set(Riverside.MONDAY);
    Riverside riverside = Riverside.in(unlucky);
    String id = set(unlucky, riverside, "x", "select 1 as n", "ana@example.com");
    stubborn.is(Mood.BREAKS_OFF);
    int before = stubborn.letters();
    clock.set(Instant.parse("2026-11-16T02:00:10Z"));
    unlucky.bean(ScheduleWorker.class).runDue();
    assertThat(run(unlucky, id).path("state").asString()).isEqualTo("unknown");
    assertThat(run(unlucky, id).path("reason").asString()).isEqualTo("mail_unknown");
    clock.advance(Duration.ofHours(2));
    unlucky.bean(ScheduleWorker.class).runDue();
    assertThat(stubborn.letters()).isEqualTo(before + 1);
    unlucky.script().delete("/schedules/" + id);
  }

  @Test
  void letters_a_node_left_half_way_are_unknown_and_not_sent_again() {
    clock.set(Riverside.MONDAY);
    Riverside riverside = Riverside.in(liana);
    String id = set(liana, riverside, "x", "select 1 as n", "chen@example.com");
    clock.set(Instant.parse("2026-11-16T02:00:10Z"));
    liana.bean(ScheduleWorker.class).runDue();
    int before = post.getReceivedMessages().length;
    liana
        .bean(JdbcTemplate.class)
        .update(
            "update saved_run set state = 'mailing', ended_at = null where schedule_id = ?",
            Long.valueOf(id));
    clock.advance(Duration.ofHours(1));
    liana.bean(ScheduleWorker.class).runDue();
    assertThat(run(liana, id).path("state").asString()).isEqualTo("unknown");
    assertThat(run(liana, id).path("reason").asString()).isEqualTo("stopped");
    assertThat(run(liana, id).path("mails").asInt()).isEqualTo(1);
    assertThat(post.getReceivedMessages()).hasSize(before);
  }

  @Test
  void a_refused_receiver_and_a_server_that_is_away_are_failures_with_their_reason() {
    clock.set(Riverside.MONDAY);
    Riverside riverside = Riverside.in(unlucky);
    String id = set(unlucky, riverside, "x", "select 1 as n", "nobody@example.com");
    stubborn.is(Mood.REFUSES);
    clock.set(Instant.parse("2026-11-16T02:00:10Z"));
    unlucky.bean(ScheduleWorker.class).runDue();
    assertThat(run(unlucky, id).path("state").asString()).isEqualTo("failed");
    assertThat(run(unlucky, id).path("reason").asString()).isEqualTo("mail_refused");
    unlucky.script().delete("/schedules/" + id);
    var nobody = new StubbornPost();
    nobody.close();
    try (RunningLiana away = RunningLiana.fresh(clock, with(nobody.port()))) {
      clock.set(Riverside.MONDAY);
      String other = set(away, Riverside.in(away), "x", "select 1 as n", "ana@example.com");
      clock.set(Instant.parse("2026-11-16T02:00:10Z"));
      away.bean(ScheduleWorker.class).runDue();
      assertThat(run(away, other).path("reason").asString()).isEqualTo("mail_unreachable");
    }
  }

  @Test
  void an_address_that_could_begin_a_header_is_none() {
    Riverside riverside = Riverside.in(liana);
    String saved = keep(liana, riverside, "x", "select 1 as n");
    for (String address :
        List.of(
            "ana@example.com\r\nBcc: all@example.com",
            "ana@example.com,bo@example.com",
            "Ana <ana@example.com>",
            "ana@localhost",
            "ana",
            "a b@example.com",
            "@example.com",
            "x".repeat(250) + "@example.com")) {
      assertThat(
              liana
                  .script()
                  .post(
                      "/saved/" + saved + "/schedules",
                      Map.of("every", "day", "at", "10:00", "emails", List.of(address)))
                  .code())
          .as(address)
          .isEqualTo("invalid_request");
    }
  }

  // ---- the parts these are made of

  private static String[] with(int port, String... more) {
    List<String> all = new ArrayList<>(List.of(NO_THREADS));
    all.addAll(
        List.of(
            "liana.mail.host=127.0.0.1",
            "liana.mail.port=" + port,
            "liana.mail.tls=none",
            "liana.mail.from=Liana <liana@example.com>"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String keep(RunningLiana at, Riverside riverside, String name, String sql) {
    return at.script()
        .post(
            "/communities/" + riverside.community() + "/saved",
            Map.of("name", name, "kind", "sql", "address", "", "question", Map.of("sql", sql)))
        .json()
        .path("id")
        .asString();
  }

  private static String set(
      RunningLiana at, Riverside riverside, String name, String sql, String... emails) {
    Visitor.Answer made =
        at.script()
            .post(
                "/saved/" + keep(at, riverside, name, sql) + "/schedules",
                Map.of("every", "day", "at", "10:00", "language", "en", "emails", List.of(emails)));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private static JsonNode schedule(RunningLiana at, Riverside riverside, String id) {
    return at.script()
        .get("/communities/" + riverside.community() + "/schedules")
        .json()
        .path("items")
        .valueStream()
        .filter(one -> one.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode run(RunningLiana at, String id) {
    return at.script().get("/schedules/" + id + "/runs").json().at("/items/0");
  }

  /** By type, decoded. */
  private static Map<String, String> parts(MimeMessage letter) throws Exception {
    Map<String, String> found = new TreeMap<>();
    collect((Multipart) letter.getContent(), found);
    return found;
  }

  private static void collect(Multipart parts, Map<String, String> found) throws Exception {
    for (int at = 0; at < parts.getCount(); at++) {
      BodyPart part = parts.getBodyPart(at);
      if (part.getContent() instanceof Multipart inner) {
        collect(inner, found);
      } else {
        found.put(
            part.getContentType().replaceFirst(";(?s).*", "").toLowerCase(Locale.ROOT),
            new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}
