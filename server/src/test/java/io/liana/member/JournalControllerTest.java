package io.liana.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JournalControllerTest {
  // 23:30 on Sunday and 00:30 on Monday in Shanghai, one Sunday in London
  private static final Instant SUNDAY = Instant.parse("2026-11-15T15:30:00Z");
  private static final Instant MONDAY = Instant.parse("2026-11-15T16:30:00Z");

  private final RunningLiana liana = RunningLiana.shared();
  private final Visitor script = liana.script();
  private final Riverside riverside = Riverside.in(liana);
  private final String path = "/journal?community=" + riverside.community();

  @BeforeEach
  void things_happen() {
    Map<String, Object> reason = Map.of("rule", "adverts", "version", 3, "case", "41");
    write(SUNDAY, new Actor.Machine("rule:adverts"), "message_recalled", reason);
    write(MONDAY, new Actor.Machine("rule:adverts"), "member_warned", reason);
    write(MONDAY, new Actor.Member(riverside.bo()), "member_muted", Map.of());
  }

  @Test
  void an_entry_leads_to_who_whom_where_and_why() {
    JsonNode entry = script.get(path + "&kind=member_warned").json().path("items").path(0);
    assertThat(entry.at("/actor/kind").asString()).isEqualTo("machine");
    assertThat(entry.at("/actor/name").asString()).isEqualTo("rule:adverts");
    assertThat(entry.at("/group/name").asString()).isEqualTo(riverside.group().name());
    assertThat(entry.at("/member/name").asString()).isEqualTo("100%_Lucky");
    assertThat(entry.at("/rule/key").asString()).isEqualTo("adverts");
    assertThat(entry.at("/rule/version").asInt()).isEqualTo(3);
    assertThat(entry.path("case_id").asString()).isEqualTo("41");
    assertThat(entry.path("event_id").asString()).isEqualTo("7");
    JsonNode muted = script.get(path + "&actor=member").json().path("items").path(0);
    assertThat(muted.at("/actor/name").asString()).isEqualTo("Bo");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5", // the fixture founded the community and its group
    "&kind=member_warned, 1",
    "&actor=machine, 4",
    "&actor=operator, 0",
    "&to=2026-11-15, 1",
    "&from=2026-11-16&to=2026-11-16, 2",
    "&kind=none, 0"
  })
  void filters_narrow_it_down_and_days_are_the_communitys(String query, int found) {
    assertThat(script.get(path + query).json().path("items")).hasSize(found);
  }

  @Test
  void pages_meet_without_a_gap_newest_first() {
    List<String> kinds = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          script.get("/journal?group=" + riverside.groupId() + "&limit=1&cursor=" + cursor).json();
      page.path("items").forEach(entry -> kinds.add(entry.path("kind").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(kinds)
        .containsExactly("member_muted", "member_warned", "message_recalled", "group_created");
  }

  @Test
  void who_sees_one_community_sees_its_journal_only() {
    Visitor bo = riverside.localOperator();
    Riverside other = Riverside.in(liana);
    assertThat(bo.get("/journal").json().path("items").valueStream())
        .isNotEmpty()
        .allMatch(
            entry ->
                entry.path("community_id").asString().equals(riverside.community().toString()));
    assertThat(bo.get("/journal?community=" + other.community()).code())
        .isEqualTo("community_not_found");
    assertThat(bo.get("/journal?group=" + other.groupId()).code()).isEqualTo("group_not_found");
    assertThat(bo.get("/journal?member=" + other.bo()).json().path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "actor=robot, invalid_request",
    "from=now, invalid_request",
    "kind=%00, invalid_request",
    "member=bo, not_an_id",
    "cursor=bm90, bad_cursor",
    "community=999999, community_not_found"
  })
  void a_nonsense_question_is_answered_with_what_is_wrong(String query, String code) {
    assertThat(script.get("/journal?" + query).code()).isEqualTo(code);
  }

  private void write(Instant at, Actor by, String kind, Map<String, Object> reason) {
    liana
        .bean(Journal.class)
        .append(
            new JournalEntry(
                at,
                by,
                kind,
                riverside.community(),
                riverside.groupId(),
                riverside.advertiser(),
                7L,
                reason));
  }
}
