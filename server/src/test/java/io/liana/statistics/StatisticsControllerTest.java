package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatisticsControllerTest {
  private final Visitor script = RunningLiana.shared().script();

  @Test
  void counts_become_a_careful_sentence() {
    JsonNode readout =
        script
            .post(
                "/statistics/readout",
                """
                {"metric":"share","arms":[
                  {"name":"as before","n":1000,"hits":100},
                  {"name":"new greeting","n":1000,"hits":131}]}
                """)
            .json();
    JsonNode one = readout.path("comparisons").path(0);
    assertThat(readout.path("split").path("broken").asBoolean()).isFalse();
    assertThat(one.path("arm").asString()).isEqualTo("new greeting");
    assertThat(one.path("conclusion").asString()).isEqualTo("shown_at_planned_end");
    assertThat(one.path("difference").path("estimate").asDouble()).isCloseTo(0.031, within(1e-9));
    assertThat(one.path("difference").path("p").asDouble()).isBetween(0.01, 0.05);
    assertThat(one.path("sequential").path("low").asDouble()).isNegative();
    assertThat(one.path("belief").path("chance").asDouble()).isGreaterThan(0.97);
  }

  @Test
  void means_are_compared_by_welch_and_empty_arms_are_refused() {
    JsonNode means =
        script
            .post(
                "/statistics/readout",
                """
                {"metric":"mean","alpha":0.1,"planned":800,"arms":[
                  {"name":"a","n":400,"mean":42,"sd":60},
                  {"name":"b","n":400,"mean":48,"sd":200},
                  {"name":"c","n":1,"mean":1,"sd":0}]}
                """)
            .json();
    assertThat(means.path("split").path("broken").asBoolean()).isTrue();
    assertThat(means.path("comparisons").path(0).path("conclusion").asString())
        .isEqualTo("broken_split");
    assertThat(means.path("comparisons").path(0).path("cautions").valueStream())
        .anyMatch(one -> one.asString().equals("outliers"));
    JsonNode empty = means.path("comparisons").path(1);
    assertThat(empty.path("difference").path("refused").asString()).isEqualTo("too_few");
    assertThat(empty.path("difference").path("estimate").isNull()).isTrue();
    assertThat(empty.path("belief").isNull()).isTrue();
  }

  @Test
  void before_the_start_people_and_effects_answer_each_other() {
    JsonNode people =
        script.post("/statistics/power", "{\"baseline\":0.2,\"lift\":0.1,\"per_day\":200}").json();
    assertThat(people.path("answer").asString()).isEqualTo("people");
    long total = people.path("total").asLong();
    assertThat(people.path("per_arm").asLong()).isEqualTo(total / 2);
    assertThat(people.path("days").asLong()).isEqualTo((total + 199) / 200);
    JsonNode effect =
        script.post("/statistics/power", "{\"baseline\":0.2,\"total\":" + total + "}").json();
    assertThat(effect.path("answer").asString()).isEqualTo("effect");
    assertThat(effect.path("lift").asDouble()).isCloseTo(0.1, within(1e-3));
    JsonNode power =
        script
            .post(
                "/statistics/power",
                "{\"metric\":\"mean\",\"baseline\":42,\"sd\":60,\"lift\":0.1,\"total\":4000,\"arms\":3}")
            .json();
    assertThat(power.path("answer").asString()).isEqualTo("power");
    assertThat(power.path("power").asDouble()).isBetween(0.1, 0.5);
    assertThat(
            script
                .post("/statistics/power", "{\"baseline\":0.9,\"lift\":0.5}")
                .json()
                .path("answer")
                .asString())
        .isEqualTo("impossible");
  }

  @Test
  void nonsense_is_refused_by_the_name_of_its_field() {
    refused("/statistics/readout", "{}", "arms");
    refused("/statistics/readout", "{\"arms\":[null,null]}", "arms[0]");
    refused("/statistics/readout", arms("\"hits\":11"), "arms[0].hits");
    refused("/statistics/readout", arms("\"hits\":-1"), "arms[0].hits");
    refused("/statistics/readout", arms("\"weight\":1"), "arms[0].hits");
    refused("/statistics/readout", arms("\"hits\":1,\"weight\":0"), "arms[0].weight");
    refused("/statistics/power", "{\"lift\":0.1}", "baseline");
    refused("/statistics/power", "{\"baseline\":0.1}", "lift");
    refused("/statistics/power", "{\"baseline\":1.5,\"lift\":0.1}", "baseline");
    refused("/statistics/power", "{\"metric\":\"mean\",\"baseline\":1,\"lift\":0.1}", "sd");
    refused("/statistics/power", "{\"metric\":\"mode\",\"baseline\":1}", "metric");
    refused("/statistics/power", "{\"baseline\":0.1,\"lift\":0.1,\"per_day\":0}", "per_day");
  }

  private static String arms(String rest) {
    return """
        {"arms":[{"name":"a","n":10,%s},{"name":"b","n":10,"hits":1}]}
        """
        .formatted(rest);
  }

  private void refused(String path, String body, String field) {
    Visitor.Answer answer = script.post(path, body);
    assertThat(answer.status()).as(body).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(answer.json().path("params").path("field").asString()).isEqualTo(field);
  }
}
