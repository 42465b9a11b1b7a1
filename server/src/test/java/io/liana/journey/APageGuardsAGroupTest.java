package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.GatedPage;
import io.liana.kit.Phone;
import io.liana.kit.Phone.Screen;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A poster's code leads to a page; who passes its gates gets a seat, nobody else. */
class APageGuardsAGroupTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-25T03:00:00Z"));
  private static final String QUIZ =
      """
      {"kind":"quiz","key":"quiz","title":"群规问答","pass":2,"tries":2,"items":[
        {"text":"可以发广告吗？","options":["可以","不可以"],"right":[1]},
        {"text":"哪些要先问群主？","options":["转发链接","打招呼","拉人"],"right":[0,2]}]}
      """;
  private static final String FORM =
      """
      {"kind":"%s","key":"form","title":"认识一下","questions":[
        {"key":"name","kind":"text","label":"怎么称呼","required":true},
        {"key":"child","kind":"one","label":"有孩子吗","required":true,"options":["有","没有"]},
        {"key":"age","kind":"text","label":"孩子多大","required":true,"when":{"question":"child","is":["有"]}},
        {"key":"phone","kind":"phone","label":"手机号","required":true},
        {"key":"file","kind":"upload","label":"学生证","required":false},
        {"key":"agree","kind":"consent","label":"同意群规","required":true}]}
      """;
  private static final byte[] PNG =
      ("\u0089PNG\r\n\u001a\n" + "x".repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
  private static RunningLiana liana;
  private static Visitor script;
  private static String community;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.acquisition.look=50ms");
    script = liana.script();
    community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void from_the_poster_over_the_quiz_to_a_seat() {
    GatedPage gated = gated("all", true, QUIZ);
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("群规问答").contains("答对 2 题（共 2 题）即可通过");
    assertThat(page.policy()).contains("default-src 'none'").doesNotContain("unsafe");
    assertThat(seats(gated)).isZero();

    Screen wrong = chen.fill(page, "quiz", Map.of("q0", "0", "q1", "0"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("答对的不够").contains("还可以答 1 次");
    clock.advance(Duration.ofSeconds(30));
    Screen right = chen.fill(wrong, "quiz", Map.of("q0", "1", "q1", List.of("0", "2")));
    assertThat(right.status()).isEqualTo(303);
    Screen through = chen.open(right.location());
    assertThat(through.text()).contains("已通过");
    Screen door = chen.open(through.enter());
    assertThat(door.location()).isEqualTo("https://group.example/0");
    assertThat(seats(gated)).isEqualTo(1);

    Screen again = chen.open(gated.code());
    assertThat(again.enter()).as("who has passed is not asked again").isNotEmpty();
    JsonNode counted = script.get("/pages/" + gated.id() + "/conversion").json();
    assertThat(counted.at("/counts/visitors").asInt()).isEqualTo(1);
    assertThat(counted.at("/counts/passed").asInt()).isEqualTo(1);
    assertThat(counted.at("/gates/0/counts/passed").asInt()).isEqualTo(1);
    assertThat(counted.at("/gates/0/counts/median_seconds").asInt()).isEqualTo(30);
    assertThat(
            liana
                .bean(JdbcTemplate.class)
                .queryForList(
                    "select step from acquisition_step s join acquisition_code c on c.id = s.code_id where c.label = ? order by step",
                    String.class,
                    "poster " + gated.id()))
        .containsExactly("gate_passed", "landing_seen");
  }

  @Test
  void who_has_no_tries_left_is_refused_in_their_language() {
    GatedPage gated = gated("all", false, QUIZ.replace("\"tries\":2", "\"tries\":1"));
    var visitor = new Phone(liana, "en-GB", "Mozilla/5.0 Firefox/140");
    Screen page = visitor.open(gated.code());
    assertThat(page.text()).contains("2 of 2 must be right").contains("lang=\"en\"");
    assertThat(visitor.open(visitor.fill(page, "quiz", Map.of("q0", "0")).location()).text())
        .contains("Not accepted");
    Screen more = visitor.post(page.form("quiz"), Map.of("v", "1", "try", "1", "q0", "1"));
    assertThat(visitor.open(more.location()).enter()).isEmpty();
  }

  @Test
  void a_form_is_checked_kept_once_and_shown_inert() throws Exception {
    GatedPage gated = gated("all", true, FORM.formatted("form"));
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    Screen faulty =
        chen.fill(
            page,
            "form",
            Map.of("a.name", "<script>alert(1)</script>", "a.child", "有", "a.phone", "12"));
    assertThat(faulty.status()).isEqualTo(422);
    assertThat(faulty.text())
        .contains("请填写正确的手机号")
        .contains("请填写这一项")
        .contains("&lt;script&gt;")
        .doesNotContain("<script>alert");

    Map<String, Object> good =
        Map.of(
            "v", page.field("v"),
            "altcha", chen.solution(page, "form"),
            "a.name", "=HYPERLINK(\"http://evil\")<script>",
            "a.child", "没有",
            "a.age", "hidden, not asked",
            "a.phone", "+86 138-0000 1234",
            "a.agree", "yes",
            "a.file", new Phone.Sending("../证件.png", PNG));
    List<Callable<Screen>> taps =
        List.of(() -> chen.post(page.form("form"), good), () -> chen.post(page.form("form"), good));
    try (var two = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var tap : two.invokeAll(taps)) {
        assertThat(tap.get().status()).isEqualTo(303);
      }
    }
    JsonNode answers = gated.answers("");
    assertThat(answers.size()).as("a double tap is one answer").isEqualTo(1);
    JsonNode answer = answers.path(0);
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.path("said").toString())
        .contains("13800001234")
        .doesNotContain("hidden, not asked");
    JsonNode upload = answer.path("uploads").path(0);
    assertThat(upload.path("name").asString()).isEqualTo("证件.png");
    Visitor.Answer file =
        script.get(
            "/answers/%s/uploads/%s"
                .formatted(answer.path("id").asString(), upload.path("id").asString()));
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment");
    String sheet = script.get("/pages/" + gated.id() + "/answers.csv").text();
    assertThat(sheet).contains("\"'=HYPERLINK(\"\"http://evil\"\")<script>\"");
    assertThat(gated.answers("?q=nobody").size()).isZero();
    assertThat(gated.answers("?q=1380000&state=kept&gate=form").size()).isEqualTo(1);
  }

  @Test
  void what_no_page_has_is_refused_and_what_is_no_picture_too() {
    GatedPage gated = gated("all", false, FORM.formatted("form"));
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    Map<String, String> good =
        Map.of("a.name", "陈", "a.child", "没有", "a.phone", "13800001234", "a.agree", "yes");
    for (String strange : List.of("amount", "gate", "A.name")) {
      Screen refused = chen.post(page.form("form"), with(good, strange, "1", "v", "1"));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text()).contains("不认识的内容");
    }
    assertThat(chen.fill(page, "form", with(good, "a.price", "1")).status()).isEqualTo(422);
    Screen script =
        chen.fill(
            page,
            "form",
            with(
                good,
                "a.file",
                new Phone.Sending("a.png", "<html><script>".getBytes(StandardCharsets.UTF_8))));
    assertThat(script.text()).contains("只收图片或 PDF");
    assertThat(gated.answers("").size()).isZero();
  }

  @Test
  void ten_megabytes_are_answered_with_a_page_that_says_so() {
    GatedPage gated = gated("all", false, FORM.formatted("form"));
    var chen = new Phone(liana, "en", "Mozilla/5.0");
    Screen page = chen.open(gated.code());
    Screen large =
        chen.post(
            page.form("form"), Map.of("a.file", new Phone.Sending("a.png", new byte[10 << 20])));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.text()).contains("This is too large");
    assertThat(gated.answers("").size()).isZero();
  }

  @Test
  void a_solution_opens_once_on_its_page_and_not_too_late() {
    GatedPage gated = gated("all", true, QUIZ.replace("\"tries\":2", "\"tries\":0"));
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    String solved = chen.solution(page, "quiz");
    Map<String, Object> tried = Map.of("v", "1", "q0", "0", "altcha", solved);
    assertThat(chen.post(page.form("quiz"), with(tried, "try", "0")).text()).contains("答对的不够");
    assertThat(chen.post(page.form("quiz"), with(tried, "try", "1")).text()).contains("人机验证没有完成");
    assertThat(chen.post(page.form("quiz"), Map.of("v", "1", "try", "1")).text())
        .contains("人机验证没有完成");
    Screen elsewhere = chen.open(gated("all", true, QUIZ).code());
    String other = chen.solution(elsewhere, "quiz");
    assertThat(chen.post(page.form("quiz"), Map.of("v", "1", "try", "1", "altcha", other)).text())
        .contains("人机验证没有完成");
    String late = chen.solution(page, "quiz");
    clock.advance(Duration.ofMinutes(21));
    assertThat(chen.post(page.form("quiz"), Map.of("v", "1", "try", "1", "altcha", late)).text())
        .contains("人机验证没有完成");
  }

  @Test
  void a_link_is_its_visitors_alone_and_has_an_end() {
    GatedPage gated = gated("all", false, QUIZ);
    var chen = new Phone(liana);
    String link = chen.get(gated.code()).location();
    var bo = new Phone(liana, "en", "Mozilla/5.0");
    bo.open(gated.code());
    Screen others = bo.get(link);
    assertThat(others.status()).isEqualTo(403);
    assertThat(others.text()).contains("somebody else’s");
    assertThat(bo.post(link.replace("?", "/quiz?"), Map.of()).status()).isEqualTo(403);
    Screen forged = chen.get(link.substring(0, link.length() - 4) + "AAAA");
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.text()).contains("链接不完整");
    clock.advance(Duration.ofHours(25));
    Screen late = chen.get(link);
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.text()).contains("链接已过期");
    assertThat(chen.open(late.enter()).status()).isEqualTo(200);
    assertThat(chen.open("/p/" + gated.id()).text()).contains("群规问答");
    assertThat(chen.get("/p/99999999").status()).isEqualTo(404);
  }

  @Test
  void an_application_waits_for_a_person_who_answers_with_words() {
    GatedPage gated = gated("all", false, FORM.formatted("application"));
    var chen = new Phone(liana);
    var bo = new Phone(liana);
    Map<String, String> asked =
        Map.of("a.name", "陈", "a.child", "没有", "a.phone", "13912345678", "a.agree", "yes");
    for (Phone phone : List.of(chen, bo)) {
      Screen sent = phone.fill(phone.open(gated.code()), "form", asked);
      assertThat(phone.open(sent.location()).text()).contains("申请已提交");
    }
    JsonNode waiting = gated.answers("?state=waiting");
    assertThat(waiting.size()).isEqualTo(2);
    assertThat(waiting.path(0).at("/doubled/by").asString()).isEqualTo("phone");
    assertThat(waiting.path(0).at("/doubled/answer_id").asString())
        .isEqualTo(waiting.path(1).path("id").asString());
    assertThat(tasks()).isEqualTo(2);
    String bos = waiting.path(0).path("id").asString();
    String chens = waiting.path(1).path("id").asString();
    assertThat(script.post("/answers/" + bos + "/refuse", Map.of("words", "一人一号")).status())
        .isEqualTo(200);
    assertThat(script.post("/answers/" + chens + "/approve", Map.of()).status()).isEqualTo(200);
    assertThat(tasks()).isZero();
    assertThat(bo.open(gated.code()).text()).contains("未通过").contains("一人一号");
    assertThat(chen.open(gated.code()).enter()).isNotEmpty();
    script.post("/answers/" + bos + "/approve", Map.of());
    assertThat(bo.open(gated.code()).enter()).as("a refusal may be taken back").isNotEmpty();
  }

  @Test
  void a_membership_code_opens_as_often_as_it_may_and_stands_nowhere() {
    GatedPage gated =
        gated("any", false, "{\"kind\":\"membership\",\"key\":\"club\",\"title\":\"会员\"}," + QUIZ);
    String code =
        script
            .post(
                "/pages/" + gated.id() + "/membership-codes",
                Map.of("gate", "club", "label", "VIP", "count", 1))
            .json()
            .path("codes")
            .path(0)
            .asString();
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    assertThat(page.text()).contains("完成以下任意一项即可");
    assertThat(chen.fill(page, "club", Map.of("code", "ABCDE-12345")).text()).contains("这个会员码无效");
    Screen in =
        chen.fill(
            page,
            "club",
            Map.of("code", " " + code.toLowerCase(java.util.Locale.ROOT).replace("-", " ")));
    assertThat(chen.open(in.location()).enter()).isNotEmpty();
    var bo = new Phone(liana);
    assertThat(bo.fill(bo.open(gated.code()), "club", Map.of("code", code)).text())
        .contains("这个会员码无效");
    JsonNode batch =
        script.get("/pages/" + gated.id() + "/membership-codes").json().path("batches").path(0);
    assertThat(batch.path("used").asInt()).isEqualTo(1);
    assertThat(batch.toString()).doesNotContain(code);
  }

  @Test
  void friends_first_by_a_personal_link_each_counted_once() {
    GatedPage gated =
        gated(
            "all",
            false,
            "{\"kind\":\"invite\",\"key\":\"friends\",\"title\":\"邀请\",\"friends\":2}");
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    String link =
        page.text().replaceFirst("(?s).*value=\"https?://[^/]*(/p/\\d+/i/[^\"]*)\".*", "$1");
    chen.open(link); // one's own link
    assertThat(chen.open(gated.code()).text()).contains("已接受 0 位");
    for (int i = 0; i < 2; i++) {
      assertThat(chen.open(gated.code()).text()).contains("已接受 " + i + " 位");
      var friend = new Phone(liana);
      Screen invited = friend.open(link);
      assertThat(invited.text()).contains("朋友邀请你加入");
      friend.fill(invited, "invited", Map.of());
      friend.post(invited.form("invited"), Map.of("v", "1"));
    }
    assertThat(chen.open(gated.code()).enter()).isNotEmpty();
    assertThat(chen.get(link.replaceFirst(".$", link.endsWith("A") ? "B" : "A")).status())
        .isEqualTo(410);
  }

  @Test
  void whoever_sends_too_often_is_slowed_down() {
    GatedPage gated = gated("all", false, QUIZ.replace("\"tries\":2", "\"tries\":0"));
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    for (int i = 0; i < 30; i++) {
      assertThat(chen.post(page.form("quiz"), Map.of("v", "1", "try", "" + i)).status())
          .isEqualTo(422);
    }
    assertThat(chen.post(page.form("quiz"), Map.of("v", "1", "try", "30")).status()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(11));
    assertThat(chen.post(page.form("quiz"), Map.of("v", "1", "try", "30")).status()).isEqualTo(422);
  }

  @Test
  void a_changed_page_asks_to_look_again_and_answers_name_their_version() {
    GatedPage gated = gated("all", false, FORM.formatted("form"));
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    Map<String, String> good =
        Map.of("a.name", "陈", "a.child", "没有", "a.phone", "13800001234", "a.agree", "yes");
    gated.change(GatedPage.document("all", false, FORM.formatted("form").replace("怎么称呼", "你的名字")));
    Screen changed = chen.fill(page, "form", good);
    assertThat(changed.text()).contains("题目刚刚更新").contains("你的名字").contains("value=\"陈\"");
    chen.fill(changed, "form", good);
    JsonNode answer = gated.answers("").path(0);
    assertThat(answer.path("version").asInt()).isEqualTo(2);
    gated.change(GatedPage.document("all", false, QUIZ));
    assertThat(gated.answers("").path(0).at("/said/0/label").asString()).isEqualTo("你的名字");
  }

  @Test
  void a_page_with_everything_weighs_less_than_sixty_kilobytes() throws Exception {
    GatedPage gated =
        gated(
            "any",
            true,
            FORM.formatted("form")
                    .replace(
                        "\"kind\":\"text\",\"label\":\"怎么称呼\"",
                        "\"kind\":\"region\",\"label\":\"住在哪里\"")
                + ","
                + QUIZ);
    var chen = new Phone(liana);
    Screen page = chen.open(gated.code());
    int weight = 0;
    for (String text :
        List.of(page.text(), chen.get("/p/page.js").text(), chen.get("/p/solve.js").text())) {
      var zipped = new java.io.ByteArrayOutputStream();
      try (var zip = new java.util.zip.GZIPOutputStream(zipped)) {
        zip.write(text.getBytes(StandardCharsets.UTF_8));
      }
      weight += zipped.size();
    }
    assertThat(weight).isLessThan(60_000);
    assertThat(page.text()).doesNotContainPattern("(src|href)=\"(https?:)?//");
  }

  @Test
  void the_preview_is_the_page_and_writes_nothing() {
    Visitor.Answer drawn =
        script.post(
            "/communities/" + community + "/pages/preview",
            "{\"language\":\"en\",\"document\":%s}"
                .formatted(GatedPage.document("all", true, FORM.formatted("form") + "," + QUIZ)));
    assertThat(drawn.json().path("html").asString())
        .contains("怎么称呼")
        .contains("Step 2 of 2")
        .doesNotContain("<script");
  }

  @Test
  void what_is_no_page_is_refused_with_the_field() {
    for (String gates :
        List.of(
            "{\"kind\":\"lottery\",\"key\":\"a\",\"title\":\"b\"}",
            "{\"kind\":\"fee\",\"key\":\"a\",\"title\":\"b\",\"amount\":0}",
            "{\"kind\":\"form\",\"key\":\"a\",\"title\":\"b\"}",
            QUIZ + "," + QUIZ,
            QUIZ.replace("\"key\":\"quiz\"", "\"key\":\"challenge\""),
            QUIZ.replace("\"pass\":2", "\"pass\":3"),
            QUIZ.replace("[1]", "[7]"),
            FORM.formatted("form").replace("\"question\":\"child\"", "\"question\":\"phone\""),
            FORM.formatted("form").replace("[\"有\"]", "[\"也许\"]"),
            "null")) {
      Visitor.Answer refused =
          script.post(
              "/communities/" + community + "/pages",
              "{\"name\":\"Wrong\",\"document\":%s}"
                  .formatted(GatedPage.document("all", true, gates)));
      assertThat(refused.code()).as(gates).isEqualTo("invalid_request");
    }
  }

  private static int tasks() {
    return script.get("/tasks?state=open&community=" + community).json().path("items").size();
  }

  private static Map<String, Object> with(Map<String, ?> fields, Object... more) {
    var all = new java.util.LinkedHashMap<String, Object>(fields);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }

  private static GatedPage gated(String combine, boolean captcha, String gates) {
    return GatedPage.make(liana, community, combine, captcha, gates);
  }

  private static int seats(GatedPage gated) {
    return liana
        .bean(JdbcTemplate.class)
        .queryForObject(
            "select count(*) from acquisition_seat s join acquisition_code c on c.plan_id = s.plan_id where c.label = ?",
            Integer.class,
            "poster " + gated.id());
  }
}
