package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Customer groups against the simulator in a process of its own. The numbers are those of the
 * simulator checklist in the WeCom reference (§14).
 */
class WeComGroupsTest extends WeComJourney {
  private static final AtomicInteger CHATS = new AtomicInteger();
  private String chat;

  /** A group with Ana and Chen that is placed and known. */
  @BeforeEach
  void a_known_group() {
    connect(Map.of());
    chat = "wrChat" + CHATS.incrementAndGet();
    wecom.act("chat", "chat", chat, "name", "河畔茶友", "members", List.of(CHEN));
    wecom.work();
    assertThat(wecom.members(chat)).containsExactly("ana", CHEN);
    assertThat(present(CHEN)).isTrue();
    assertThat(wecom.story(chat)).as("nobody is said to have joined just now").isEmpty();
  }

  @Test
  void a_scan_of_a_join_way_tells_by_which_code_they_came() {
    wecom.act("join", "chat", chat, "user", DANA, "name", "Dana", "scene", 3, "state", "poster-7");
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("join " + DANA + " via poster-7");
    assertThat(
            jdbc.queryForList(
                "select m.name from member_account m where m.external_id = ?", String.class, DANA))
        .containsExactly("Dana");
  }

  @Test
  void what_is_told_of_the_corporation_is_no_group() {
    wecom.act("follow", "external", EVE, "name", "Eve", "staff", "ana");
    liana.work(); // settled before anybody sorted it
    wecom.work();
    assertThat(
            liana
                .script()
                .get(account("/groups"))
                .json()
                .path("items")
                .valueStream()
                .map(group -> group.path("external_id").asString()))
        .containsExactly(chat);
  }

  @Test
  void who_was_brought_by_somebody_is_an_invitation() {
    wecom.act("join", "chat", chat, "user", DANA, "scene", 1, "invitor", CHEN);
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("invite " + DANA + " via scene:1");
  }

  @Test
  void leaving_and_being_removed_are_told_apart() {
    wecom.act("join", "chat", chat, "user", DANA);
    wecom.act("leave", "chat", chat, "user", DANA, "scene", 0);
    wecom.act("leave", "chat", chat, "user", CHEN, "scene", 1);
    wecom.work();
    assertThat(wecom.story(chat))
        .containsExactly("join " + DANA + " via scene:3", "leave " + DANA, "kick " + CHEN);
    assertThat(present(CHEN)).isFalse();
  }

  @Test
  void a_new_name_and_a_new_owner_are_told() {
    wecom.act("rename", "chat", chat, "name", "河畔茶友 · 新");
    wecom.act("owner", "chat", chat, "user", "bo");
    wecom.work();
    assertThat(wecom.story(chat)).anyMatch(line -> line.contains("河畔茶友 · 新"));
    assertThat(role("bo@" + wecom.corp())).isEqualTo("owner");
    assertThat(role("ana@" + wecom.corp())).isEqualTo("member");
  }

  @Test
  void a_dismissed_group_is_gone_and_its_history_stays() {
    wecom.act("join", "chat", chat, "user", DANA);
    wecom.work();
    wecom.act("dismiss", "chat", chat);
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("join " + DANA + " via scene:3");
    assertThat(
            jdbc.queryForObject(
                "select present from channel_account_group where external_id = ?",
                Boolean.class,
                chat))
        .isFalse();
  }

  // ---------------------------------------------------------------- 2

  @Test
  void behaviour_2_three_deliveries_count_once() {
    wecom.faults(Map.of("repeat", 1));
    assertThat(wecom.act("join", "chat", chat, "user", DANA)).containsExactly(200, 200, 200);
    wecom.work();
    assertThat(wecom.story(chat)).hasSize(1);
  }

  /** The wait is WeCom's five seconds, shortened to 300 milliseconds. */
  @Test
  void behaviour_2_what_is_not_answered_in_time_is_brought_three_times_and_counts_once() {
    wecom.faults(Map.of("patience_ms", 300));
    List<Integer> answered =
        liana
            .bean(TransactionTemplate.class)
            .execute(
                status -> {
                  jdbc.execute("lock table channel_inbox in exclusive mode"); // a slow disk
                  return wecom.act("join", "chat", chat, "user", DANA, "name", "Dana");
                });
    assertThat(answered).as("tries without an answer in time").containsExactly(0, 0, 0);
    wecom.faults(Map.of("patience_ms", 0));
    Eventually.get(
        "what was on its way is on disk",
        () -> {
          wecom.work();
          return wecom.story(chat).contains("join " + DANA + " via scene:3") ? true : null;
        });
    wecom.work();
    assertThat(wecom.story(chat)).containsOnlyOnce("join " + DANA + " via scene:3");
  }

  @Test
  void behaviour_2_events_in_the_wrong_order_are_put_right() {
    wecom.faults(Map.of("hold", 3));
    wecom.act("join", "chat", chat, "user", DANA);
    wecom.act("join", "chat", chat, "user", EVE);
    wecom.act("leave", "chat", chat, "user", DANA);
    assertThat(wecom.release(true)).containsExactly(200, 200, 200);
    wecom.work();
    assertThat(wecom.story(chat))
        .containsExactly(
            "join " + DANA + " via scene:3", "join " + EVE + " via scene:3", "leave " + DANA);
    assertThat(drift()).isZero();
  }

  @Test
  void behaviour_2_an_event_that_never_came_is_found_and_counted() {
    wecom.faults(Map.of("drop", 1));
    assertThat(wecom.act("join", "chat", chat, "user", DANA)).isEmpty();
    wecom.act("join", "chat", chat, "user", EVE);
    wecom.work();
    assertThat(wecom.story(chat)).hasSize(2).anyMatch(line -> line.startsWith("join " + DANA));
    assertThat(drift()).isEqualTo(1);
  }

  @Test
  void behaviour_2_when_every_event_is_lost_the_periodic_look_finds_it() {
    wecom.faults(Map.of("drop", 2));
    wecom.act("join", "chat", chat, "user", DANA);
    wecom.act("leave", "chat", chat, "user", CHEN);
    wecom.work();
    assertThat(wecom.story(chat)).isEmpty();
    later(Duration.ofHours(7));
    assertThat(wecom.story(chat)).containsExactly("join " + DANA + " via scene:3", "leave " + CHEN);
    assertThat(drift()).isEqualTo(2);
  }

  @Test
  void behaviour_2_several_people_in_one_second_all_count() {
    wecom.act("join_several", "chat", chat, "users", List.of(DANA, EVE));
    wecom.act("join", "chat", chat, "user", "wmFay000000000000000000000004");
    wecom.work();
    assertThat(wecom.story(chat)).hasSize(3);
  }

  // ---------------------------------------------------------------- 3

  @Test
  void behaviour_3_a_read_model_that_lags_is_read_again_by_schedule() {
    wecom.faults(Map.of("lag_reads", 2));
    wecom.act("join", "chat", chat, "user", DANA, "name", "Dana", "state", "poster-8");
    wecom.work();
    assertThat(wecom.story(chat)).as("the group does not show her yet").isEmpty();
    later(Duration.ofSeconds(1));
    assertThat(wecom.story(chat)).isEmpty();
    later(Duration.ofSeconds(1));
    assertThat(wecom.story(chat)).containsExactly("join " + DANA + " via poster-8");
  }

  @Test
  void behaviour_3_a_read_model_that_never_catches_up_loses_nobody() {
    wecom.faults(Map.of("lag_reads", 100));
    wecom.act("join", "chat", chat, "user", DANA);
    for (int i = 0; i < 8; i++) {
      wecom.work();
      wecom.wait(clock, Duration.ofSeconds(8));
    }
    assertThat(wecom.story(chat)).contains("join " + DANA + " via scene:3");
  }

  @Test
  void behaviour_3_a_version_that_does_not_follow_leads_to_a_full_read() {
    wecom.faults(Map.of("drop", 1));
    wecom.act("leave", "chat", chat, "user", CHEN);
    wecom.act("join", "chat", chat, "user", DANA);
    wecom.act("leave", "chat", chat, "user", DANA);
    wecom.work();
    assertThat(wecom.story(chat))
        .containsExactly("join " + DANA + " via scene:3", "leave " + DANA, "leave " + CHEN);
    assertThat(wecom.members(chat)).containsExactly("ana");
    assertThat(drift()).isEqualTo(1);
  }

  @Test
  void behaviour_3_events_without_a_list_of_members_are_told_by_a_full_read() {
    wecom.faults(Map.of("no_list", 1));
    wecom.act("join", "chat", chat, "user", DANA, "state", "poster-9");
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("join " + DANA + " via poster-9");
    assertThat(drift()).as("it was told that something changed").isZero();
  }

  // ---------------------------------------------------------------- 6, 9, 11

  @Test
  void behaviour_9_the_groups_of_an_owner_who_left_follow_the_new_one() {
    wecom.act("resign", "staff", "ana");
    wecom.act("owner", "chat", chat, "user", "bo");
    wecom.work();
    assertThat(role("bo@" + wecom.corp())).isEqualTo("owner");
  }

  @Test
  void behaviour_11_who_leaves_and_comes_back_by_another_code_is_told_with_it() {
    wecom.act("join", "chat", chat, "user", DANA, "state", "first");
    wecom.work();
    wecom.act("leave", "chat", chat, "user", DANA);
    wecom.wait(clock, Duration.ofMinutes(1));
    wecom.act("join", "chat", chat, "user", DANA, "state", "second");
    wecom.work();
    assertThat(wecom.story(chat))
        .containsExactly(
            "join " + DANA + " via first", "leave " + DANA, "join " + DANA + " via second");
  }

  @Test
  void behaviour_11_one_customer_may_sit_in_several_groups() {
    String other = chat + "b";
    wecom.act("chat", "chat", other, "name", "河畔茶友 2", "members", List.of());
    wecom.work();
    wecom.act("join", "chat", chat, "user", DANA, "state", "a");
    wecom.act("join", "chat", other, "user", DANA, "state", "b");
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("join " + DANA + " via a");
    assertThat(wecom.story(other)).containsExactly("join " + DANA + " via b");
    assertThat(
            jdbc.queryForObject(
                "select count(distinct member_id) from member_account where external_id = ?",
                Integer.class,
                DANA))
        .isEqualTo(1);
  }

  private long drift() {
    Long drift =
        jdbc.queryForObject(
            "select drift from channel_wecom_corp where corp = ?", Long.class, wecom.corp());
    return drift == null ? 0 : drift;
  }

  private boolean present(String user) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select exists (select 1 from member_membership ms
              join member_account a on a.member_id = ms.member_id join community_group g on g.id = ms.group_id
             where g.external_id = ? and a.external_id = ? and ms.left_at is null)
            """,
            Boolean.class,
            chat,
            user));
  }

  private String role(String user) {
    return jdbc.queryForObject(
        """
        select ms.role from member_membership ms
          join member_account a on a.member_id = ms.member_id join community_group g on g.id = ms.group_id
         where g.external_id = ? and a.external_id = ?
        """,
        String.class,
        chat,
        user);
  }
}
