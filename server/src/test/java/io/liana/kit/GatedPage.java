package io.liana.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A member page, and a live code whose plan leads to it and on to a group with fifty seats.
 *
 * @param code where a scan leads, e.g. {@code /c/0123abcd}
 */
public record GatedPage(RunningLiana liana, String id, String code) {
  private static final AtomicInteger NAMES = new AtomicInteger();

  /**
   * @param gates as JSON, with commas between
   */
  public static GatedPage make(
      RunningLiana liana, String community, String combine, boolean captcha, String gates) {
    Visitor script = liana.script();
    int n = NAMES.incrementAndGet();
    Visitor.Answer made =
        script.post(
            "/communities/" + community + "/pages",
            "{\"name\":\"Page %d\",\"document\":%s}"
                .formatted(n, document(combine, captcha, gates)));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String page = made.json().path("id").asString();
    String plan =
        script
            .post(
                "/communities/" + community + "/plans",
                """
                {"name":"Plan %d","document":{"rules":[],"otherwise":{"kind":"page","page":"%s","then":
                  {"kind":"pool","strategy":"fill_first","doors":[{"key":"g","name":"Group","url":"https://group.example/0","show":"redirect","seats":50,"weight":1}]}},
                  "fallback":{"kind":"words","title":"Full","text":""}}}
                """
                    .formatted(n, page))
            .json()
            .path("id")
            .asString();
    String slug =
        script
            .post(
                "/communities/" + community + "/codes",
                Map.of("plan_id", plan, "codes", List.of(Map.of("label", "poster " + page))))
            .json()
            .at("/items/0/slug")
            .asString();
    return new GatedPage(liana, page, "/c/" + slug);
  }

  public static String document(String combine, boolean captcha, String gates) {
    return "{\"title\":\"河畔妈妈群\",\"text\":\"欢迎\",\"combine\":\"%s\",\"captcha\":%s,\"gates\":[%s]}"
        .formatted(combine, captcha, gates);
  }

  public void change(String document) {
    Visitor.Answer changed =
        liana
            .script()
            .put(
                "/pages/" + id,
                "{\"name\":\"Changed %s\",\"document\":%s}".formatted(id, document));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
  }

  /**
   * @param query with its question mark
   */
  public JsonNode answers(String query) {
    Visitor.Answer answer = liana.script().get("/pages/" + id + "/answers" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("items");
  }
}
