package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReportControllerTest {
  private static Riverside riverside;
  private static Visitor script;
  private static String group;

  @BeforeAll
  static void a_week_in_riverside() {
    RunningLiana liana = RunningLiana.shared();
    riverside = Riverside.in(liana);
    script = liana.script();
    group = "/groups/" + riverside.groupId();
    var monday = Riverside.MONDAY;
    riverside.says(riverside.chen(), monday, "hello, where do we meet?");
    riverside.says(
        riverside.ana(), monday.plus(Duration.ofMinutes(12)), "at the tea house", riverside.chen());
    riverside.says(riverside.bo(), monday.plus(Duration.ofDays(1)), "早上好");
    riverside.recalls(
        riverside.says(riverside.advertiser(), monday.plus(Duration.ofDays(3)), "加微信"),
        monday.plus(Duration.ofDays(3)));
  }

  @Test
  void the_report_has_the_keys_of_the_page_about_the_numbers() {
    JsonNode report = script.get(group + "/report").json();
    assertThat(report.path("group").path("name").asString()).contains("tea house");
    assertThat(report.path("zone").asString()).isEqualTo("Asia/Shanghai");
    assertThat(report.path("messages").asInt()).isEqualTo(4);
    assertThat(report.path("members_for_80pct").asInt()).isEqualTo(4);
    assertThat(report.path("messages_last30").asInt()).isEqualTo(4);
    assertThat(report.path("newcomers").path("rolling_d30_not").isNull()).isTrue();
    assertThat(report.path("retention").path("D1").path("base").asInt()).isEqualTo(3);
    assertThat(report.path("graph").path("directed_messages").asInt()).isEqualTo(1);
    assertThat(report.path("answer_rate").asDouble()).isEqualTo(1.0);
    assertThat(report.path("median_answer_minutes").asDouble()).isEqualTo(12.0);
    assertThat(report.path("forecast").path("dead").isNull()).isTrue();
    assertThat(report.path("findings").path(0).path("code").asString()).isEqualTo("too_little");
  }

  @Test
  void what_is_said_now_is_in_the_next_report() {
    Riverside quiet = Riverside.in(RunningLiana.shared());
    String path = "/groups/" + quiet.groupId() + "/report";
    assertThat(script.get(path).json().path("messages").asInt()).isZero();
    quiet.says(quiet.ana(), Riverside.MONDAY, "good morning");
    assertThat(script.get(path).json().path("messages").asInt()).isEqualTo(1);
  }

  @Test
  void the_charts_name_the_members_who_talk() {
    JsonNode series = script.get(group + "/report/series").json();
    assertThat(series.path("days")).hasSize(4);
    assertThat(series.path("graph").path("nodes").valueStream().map(n -> n.path("name").asString()))
        .contains("Ana", "陈晨 Chen");
    assertThat(series.path("hours").path(0).path("hour").asInt()).isEqualTo(9);
  }

  @Test
  void findings_are_said_in_the_language_asked_for() {
    assertThat(
            script
                .get(group + "/report?language=zh")
                .json()
                .path("findings")
                .path(0)
                .path("text")
                .asString())
        .startsWith("可供判断的数据不多");
    assertThat(
            script
                .with("Accept-Language", "zh-CN,zh;q=0.9")
                .get(group + "/report")
                .json()
                .path("findings")
                .path(0)
                .path("text")
                .asString())
        .startsWith("可供判断的数据不多");
  }

  @Test
  void the_page_and_the_text_come_as_files_that_stand_alone() {
    var page = script.get(group + "/report.html?language=zh");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).startsWith("<!doctype html>").contains("陈晨 Chen");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(script.get(group + "/report.txt?language=en").text()).contains("Stickiness");
  }

  @Test
  void a_period_is_asked_for_by_its_days() {
    JsonNode report = script.get(group + "/report?from=2026-11-17&to=2026-11-18").json();
    assertThat(report.path("messages").asInt()).isEqualTo(1);
    assertThat(report.path("first_day").asString()).isEqualTo("2026-11-17");
    assertThat(report.path("span_days").asInt()).isEqualTo(2);
  }

  @Test
  void nonsense_is_answered_with_a_code() {
    assertThat(script.get(group + "/report?from=2026-11-18&to=2026-11-17").code())
        .isEqualTo("period_backwards");
    assertThat(script.get(group + "/report?from=yesterday").status()).isEqualTo(400);
    assertThat(script.get(group + "/report?cohort=weekly").code()).isEqualTo("bad_cohort");
    assertThat(script.get("/groups/987654321/report").code()).isEqualTo("group_not_found");
  }

  @Test
  void nobody_reads_the_report_of_a_group_out_of_their_sight() {
    Riverside elsewhere = Riverside.in(RunningLiana.shared());
    Visitor local = riverside.localOperator();
    assertThat(local.get(group + "/report").status()).isEqualTo(200);
    assertThat(local.get("/groups/" + elsewhere.groupId() + "/report.html").code())
        .isEqualTo("group_not_found");
  }
}
