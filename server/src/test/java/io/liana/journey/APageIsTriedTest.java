package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.GatedPage;
import io.liana.kit.Phone;
import io.liana.kit.Phone.Screen;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One page that is another for each arm: who sees what, who met it, and what a form is held to. */
class APageIsTriedTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-20T04:00:00Z"));
  private static final String FORM =
      """
      {"kind":"form","key":"%s","title":"%s","questions":[
        {"key":"name","kind":"text","label":"Your name","required":true},
        {"key":"child","kind":"one","label":"Any children?","required":true,"options":["Yes","No"],"arms":["%s"]},
        {"key":"age","kind":"text","label":"How old?","required":false,"when":{"question":"child","is":["Yes"]}}]}
      """;
  private static RunningLiana liana;
  private static Visitor script;
  private static String community;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.acquisition.look=50ms");
    script = liana.script();
    community =
        id(script.post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai")));
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void visitors_see_the_page_of_their_arm_and_are_asked_what_they_saw() {
    String tried = experiment("Words", "visitor");
    GatedPage page = page(tried + ":b", FORM.formatted("form", "About you", tried + ":b"));
    JsonNode place = script.get("/experiments/" + tried).json().at("/places/0");
    assertThat(place.path("kind").asString()).isEqualTo("page");
    assertThat(place.path("place").asString()).isEqualTo(page.id());
    assertThat(new Phone(liana).open(page.code()).text())
        .as("a draft decides nothing")
        .contains("河畔妈妈群")
        .doesNotContain("Any children?");
    assertThat(met(tried)).containsExactly(0, 0);

    begin(tried);
    List<Phone> plain = new ArrayList<>();
    List<Phone> other = new ArrayList<>();
    deal(page, plain, other, 1, 4);
    assertThat(met(tried)).containsExactly(plain.size(), other.size());
    Phone a = plain.getFirst();
    Screen forA = a.open(page.code());
    assertThat(forA.text()).contains("欢迎").doesNotContain("How old?", "Any children?");
    Phone b = other.get(0);
    Screen forB = b.open(page.code());
    assertThat(forB.text()).contains("Come in").contains("Any children?").contains("How old?");
    assertThat(met(tried)).as("once each").containsExactly(plain.size(), other.size());

    assertThat(a.fill(forA, "form", Map.of("a.name", "A", "a.child", "Yes")).status())
        .as("nobody asked them")
        .isEqualTo(422);
    assertThat(a.fill(forA, "form", Map.of("a.name", "A")).status()).isEqualTo(303);
    assertThat(b.fill(forB, "form", Map.of("a.name", "B")).text()).contains("请填写这一项");
    Map<String, String> answered = Map.of("a.name", "B", "a.child", "Yes", "a.age", "3");
    assertThat(b.fill(forB, "form", answered).status()).isEqualTo(303);
    assertThat(b.open(page.code()).enter()).isNotEmpty();

    Phone waiting = other.get(1);
    Screen before = waiting.open(page.code());
    Phone begun = other.get(2);
    begun.post(before(begun, page).replace("/form?", "/form/started?"), Map.of());
    Phone idle = other.get(3);
    script.post("/experiments/" + tried + "/stop", Map.of("why", "Clear", "arm", "a"));
    assertThat(idle.open(page.code()).text()).as("everybody gets a").contains("欢迎");
    assertThat(begun.open(page.code()).text()).as("but who began").contains("Any children?");
    assertThat(waiting.fill(before, "form", Map.of("a.name", "W")).status())
        .as("held to what they saw")
        .isEqualTo(422);
    assertThat(waiting.fill(before, "form", answered).status()).isEqualTo(303);
    assertThat(met(tried)).containsExactly(plain.size(), other.size());
    assertThat(page.answers("").size()).isEqualTo(3);
  }

  @Test
  void a_step_is_met_by_who_sees_it_and_its_arm_alone_has_to_pass_it() {
    String tried = experiment("Later step", "visitor");
    String second =
        FORM.formatted("more", "Just for some", tried + ":b")
            .replace("\"key\":\"more\"", "\"key\":\"more\",\"arms\":[\"" + tried + ":b\"]");
    String first = FORM.formatted("form", "About you", tried + ":b");
    String third = FORM.formatted("last", "Last", tried + ":b");
    String everybodys = first.replaceFirst("(?s),\\s*\\{\"key\":\"child\".*", "]}");
    begin(tried);
    GatedPage questions = GatedPage.make(liana, community, "all", false, everybodys);
    questions.change(GatedPage.document("all", false, everybodys + "," + third));
    List<Phone> phones = List.of(new Phone(liana), new Phone(liana), new Phone(liana));
    phones.forEach(phone -> phone.open(questions.code()));
    assertThat(sum(tried)).as("the question stands behind a gate").isZero();
    for (Phone phone : phones) {
      Screen screen = phone.open(questions.code());
      phone.open(phone.fill(screen, "form", Map.of("a.name", "N")).location());
    }
    assertThat(sum(tried)).isEqualTo(3);

    GatedPage steps = GatedPage.make(liana, community, "all", false, everybodys);
    steps.change(GatedPage.document("all", false, everybodys + "," + second));
    List<Phone> without = new ArrayList<>();
    List<Phone> with = new ArrayList<>();
    while (without.isEmpty() || with.isEmpty()) {
      var phone = new Phone(liana);
      boolean asked = phone.open(steps.code()).text().contains("Just for some");
      (asked ? with : without).add(phone);
    }
    assertThat(sum(tried))
        .as("a step more is seen at once")
        .isEqualTo(3 + with.size() + without.size());
    Phone a = without.getFirst();
    Phone b = with.getFirst();
    for (Phone phone : List.of(a, b)) {
      phone.fill(phone.open(steps.code()), "form", Map.of("a.name", "N"));
    }
    assertThat(a.open(steps.code()).enter()).isNotEmpty();
    Screen more = b.open(steps.code());
    assertThat(more.enter()).isEmpty();
    b.fill(more, "more", Map.of("a.name", "N", "a.child", "No"));
    assertThat(b.open(steps.code()).enter()).isNotEmpty();
  }

  @Test
  void who_sends_without_looking_is_held_to_their_arm() {
    String tried = experiment("Unseen", "visitor");
    begin(tried);
    GatedPage page = page(tried + ":b", FORM.formatted("form", "About you", tried + ":b"));
    int refused = 0;
    int taken = 0;
    while (refused == 0 || taken == 0) {
      var phone = new Phone(liana);
      String form = phone.get(page.code()).location().replace("?", "/form?");
      Screen sent = phone.post(form, Map.of("v", "2", "a.name", "N"));
      assertThat(sent.status()).isIn(303, 422);
      boolean first = sent.status() == 303;
      taken += first ? 1 : 0;
      refused += first ? 0 : 1;
      assertThat(sent.text().contains("Any children?")).isEqualTo(!first);
    }
  }

  @Test
  void robots_and_previews_meet_nothing_nor_does_who_would_see_the_same_anyway() {
    String tried = experiment("Robots", "visitor");
    begin(tried);
    GatedPage page = page(tried + ":b", FORM.formatted("form", "About you", tried + ":b"));
    var phone = new Phone(liana);
    String address = phone.get(page.code()).location();
    assertThat(phone.as("Mozilla/5.0 (compatible; Googlebot/2.1)").get(address).status())
        .isEqualTo(200);
    for (String arms : List.of("[]", "[\"" + tried + ":b\"]")) {
      String drawn =
          script
              .post(
                  "/communities/" + community + "/pages/preview",
                  "{\"arms\":%s,\"document\":%s}"
                      .formatted(
                          arms,
                          document(
                              tried + ":b", FORM.formatted("form", "About you", tried + ":b"))))
              .json()
              .path("html")
              .asString();
      assertThat(drawn.contains("Come in")).isEqualTo(arms.contains("b"));
      assertThat(drawn.contains("Any children?")).isEqualTo(arms.contains("b"));
    }
    for (String arms : List.of("[null]", "[\"warm\"]")) {
      assertThat(
              script
                  .post(
                      "/communities/" + community + "/pages/preview",
                      "{\"arms\":%s,\"document\":%s}"
                          .formatted(
                              arms,
                              document(
                                  tried + ":b", FORM.formatted("form", "About you", tried + ":b"))))
                  .code())
          .as(arms)
          .isEqualTo("invalid_request");
    }
    assertThat(sum(tried)).isZero();
    phone.get(address);
    assertThat(sum(tried)).isEqualTo(1);

    String alike = experiment("Alike", "visitor");
    begin(alike);
    GatedPage same = page(alike + ":a\",\"" + alike + ":b", "");
    assertThat(new Phone(liana).open(same.code()).text()).contains("Come in");
    assertThat(sum(alike)).as("both arms say the same").isZero();
  }

  @Test
  void a_page_names_arms_of_one_experiment_on_visitors() {
    String tried = experiment("First", "visitor");
    String second = experiment("Second", "visitor");
    String members = experiment("Of members", "member");
    GatedPage page = page(tried + ":b", "");
    assertThat(refused(page, document(tried + ":c", ""))).isEqualTo("invalid_request");
    assertThat(refused(page, document("b", ""))).isEqualTo("invalid_request");
    assertThat(refused(page, document(members + ":b", ""))).isEqualTo("experiment_unit_wrong");
    assertThat(refused(page, document(tried + ":b", FORM.formatted("f", "F", second + ":a"))))
        .isEqualTo("place_tried_twice");
    assertThat(
            script
                .post(
                    "/communities/" + community + "/pages",
                    Map.of("name", "Nobody's", "document", Map.of()))
                .code())
        .isEqualTo("invalid_request");
    assertThat(script.get("/pages/" + page.id()).json().at("/version").asInt()).isEqualTo(2);
    page.change(GatedPage.document("all", false, ""));
    assertThat(script.get("/experiments/" + tried).json().path("places").isEmpty()).isTrue();
  }

  private static String refused(GatedPage page, String document) {
    return script
        .put("/pages/" + page.id(), "{\"name\":\"Page\",\"document\":%s}".formatted(document))
        .code();
  }

  /** A page with other words for these arms. */
  private static GatedPage page(String arms, String gates) {
    GatedPage page = GatedPage.make(liana, community, "all", false, "");
    page.change(document(arms, gates));
    return page;
  }

  private static String document(String arms, String gates) {
    return GatedPage.document("all", false, gates)
        .replaceFirst(
            "\\{",
            "{\"variants\":[{\"arms\":[\"%s\"],\"title\":\"Come in\",\"text\":\"\"}],"
                .formatted(arms));
  }

  /** Visitors until there are so many of each arm. */
  private static void deal(
      GatedPage page, List<Phone> plain, List<Phone> other, int ofPlain, int ofOther) {
    while (plain.size() < ofPlain || other.size() < ofOther) {
      var phone = new Phone(liana);
      (phone.open(page.code()).text().contains("Come in") ? other : plain).add(phone);
    }
  }

  private static String before(Phone phone, GatedPage page) {
    return phone.open(page.code()).form("form");
  }

  private static List<Integer> met(String experiment) {
    JsonNode json = script.get("/experiments/" + experiment).json();
    return List.of(json.at("/arms/0/visitors").asInt(), json.at("/arms/1/visitors").asInt());
  }

  private static int sum(String experiment) {
    return met(experiment).stream().mapToInt(Integer::intValue).sum();
  }

  private static String experiment(String name, String unit) {
    return id(
        script.post(
            "/communities/" + community + "/experiments",
            Map.of(
                "name",
                name,
                "unit",
                unit,
                "arms",
                List.of(Map.of("key", "a", "name", "Plain"), Map.of("key", "b", "name", "Other")),
                "metric",
                unit.equals("visitor") ? "answered" : "spoke",
                "guardrails",
                List.of())));
  }

  private static void begin(String experiment) {
    assertThat(script.post("/experiments/" + experiment + "/start", Map.of()).status())
        .isLessThan(300);
  }

  private static String id(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json().path("id").asString();
  }
}
