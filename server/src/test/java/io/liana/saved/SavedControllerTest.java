package io.liana.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.journal.JournalListing;
import io.liana.kernel.Paging;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A question is kept, found again, sent to others and dropped. */
class SavedControllerTest {
  private static final RunningLiana liana = RunningLiana.shared();
  private static final Visitor script = liana.script();
  private Riverside riverside;

  @BeforeEach
  void riverside() {
    riverside = Riverside.in(liana);
  }

  @Test
  void a_question_is_kept_changed_and_dropped() {
    JsonNode kept = keep(script, "From joining to asking", "funnel").json();
    String id = kept.path("id").asString();
    assertThat(kept.path("version").asInt()).isEqualTo(1);
    assertThat(kept.path("address").asString()).isEqualTo("steps=joined.asked&window=24");
    assertThat(kept.path("question").toString()).isEqualTo("{\"window_hours\":24}");
    assertThat(names(script)).containsExactly("From joining to asking");
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("name", "进群到提问");
    change.put("address", "steps=joined.asked");
    change.put("question", Map.of());
    change.put("version", 1);
    assertThat(script.put("/saved/" + id, change).json().path("version").asInt()).isEqualTo(2);
    assertThat(script.put("/saved/" + id, change).code()).isEqualTo("saved_changed");
    assertThat(script.get("/saved/" + id).json().path("name").asString()).isEqualTo("进群到提问");
    assertThat(script.delete("/saved/" + id).status()).isEqualTo(204);
    assertThat(script.get("/saved/" + id).code()).isEqualTo("saved_not_found");
    assertThat(names(script)).isEmpty();
    assertThat(
            liana
                .bean(JournalListing.class)
                .page(
                    new JournalListing.Search(
                        null, riverside.community().value(), null, null, null, null, null, null),
                    new Paging(null, null))
                .items()
                .stream()
                .map(JournalListing.Row::kind)
                .filter(kind -> kind.startsWith("question_")))
        .containsExactly("question_dropped", "question_changed", "question_saved");
  }

  @Test
  void what_one_may_not_see_or_ask_is_not_there() {
    String funnel = keep(script, "Funnel", "funnel").json().path("id").asString();
    String sql = keep(script, "Statement", "sql").json().path("id").asString();
    String mine = riverside.community().toString();
    Visitor analyst = Riverside.operator(liana, "analyst", List.of(mine));
    assertThat(names(analyst)).containsExactly("Statement", "Funnel");
    assertThat(keep(analyst, "My own", "sql").status()).isEqualTo(201);
    Visitor admin = Riverside.operator(liana, "group_admin", List.of(mine));
    assertThat(names(admin)).as("may not ask in SQL").containsExactly("Funnel");
    assertThat(admin.get("/saved/" + sql).status()).isEqualTo(404);
    assertThat(admin.get("/saved/" + funnel).status()).isEqualTo(200);
    assertThat(keep(admin, "Mine", "funnel").status()).isEqualTo(403);
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get(path()).status()).isEqualTo(404);
    assertThat(elsewhere.get("/saved/" + funnel).status()).isEqualTo(404);
    assertThat(elsewhere.delete("/saved/" + funnel).status()).isEqualTo(404);
    assertThat(keep(elsewhere, "Theirs", "funnel").status()).isEqualTo(404);
  }

  @Test
  void what_is_no_question_of_a_page_is_refused() {
    for (String address : List.of("x y", "a=1#x", "?a=1", "a=1\nb")) {
      assertThat(
              script
                  .post(
                      path(),
                      Map.of(
                          "name", "x", "kind", "funnel", "address", address, "question", Map.of()))
                  .code())
          .as(address)
          .isEqualTo("invalid_request");
    }
    assertThat(keep(script, "", "funnel").code()).isEqualTo("invalid_request");
    assertThat(keep(script, "x", "nonsense").code()).isEqualTo("invalid_request");
    assertThat(
            script
                .post(
                    path(),
                    Map.of("name", "x", "kind", "sql", "address", "", "question", List.of(1)))
                .code())
        .isEqualTo("invalid_request");
  }

  // ---- the parts these are made of

  private Visitor.Answer keep(Visitor by, String name, String kind) {
    return by.post(
        path(),
        Map.of(
            "name",
            name,
            "kind",
            kind,
            "address",
            "steps=joined.asked&window=24",
            "question",
            Map.of("window_hours", 24)));
  }

  private List<String> names(Visitor by) {
    return by.get(path())
        .json()
        .path("items")
        .valueStream()
        .map(one -> one.path("name").asString())
        .toList();
  }

  private String path() {
    return "/communities/" + riverside.community() + "/saved";
  }
}
