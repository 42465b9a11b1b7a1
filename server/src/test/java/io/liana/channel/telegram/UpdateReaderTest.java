package io.liana.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.channel.InboundEvent;
import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class UpdateReaderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CHAT =
      "\"chat\":{\"id\":-1001000000001,\"type\":\"supergroup\",\"title\":\"Riverside\"}";
  private static final String ANA =
      "{\"id\":11,\"is_bot\":false,\"first_name\":\"Ana\",\"last_name\":\"Li\",\"username\":\"ana\"}";
  private static final String CHEN = "{\"id\":22,\"is_bot\":false,\"first_name\":\"Chen\"}";

  private boolean administrator;
  private Map<String, Long> usernames = Map.of();

  @Test
  void a_message_is_heard_with_its_author_and_the_role_we_know() {
    var heard = (InboundEvent.MessageHeard) one(message("\"text\":\"hello\""));
    assertThat(heard.by()).isEqualTo(new Person("user11", "Ana Li", Person.Role.ADMIN, false));
    assertThat(heard.messageKey()).isEqualTo("7");
    assertThat(heard.text()).isEqualTo("hello");
    assertThat(heard.form()).isEqualTo(InboundEvent.Form.TEXT);
    assertThat(heard.head().at()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(heard.head().group()).isEqualTo("the-group");
  }

  @Test
  void a_picture_is_media_with_its_caption_as_words() {
    var heard =
        (InboundEvent.MessageHeard)
            one(message("\"photo\":[{\"file_id\":\"x\"}],\"caption\":\"look\""));
    assertThat(heard.form()).isEqualTo(InboundEvent.Form.MEDIA);
    assertThat(heard.text()).isEqualTo("look");
  }

  @Test
  void what_a_poll_asks_and_whom_a_contact_names_is_words_too() {
    var poll =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"poll\":{\"question\":\"buy?\",\"options\":[{\"text\":\"vx 88\"},{\"text\":\"no\"}]}"));
    assertThat(poll.text()).isEqualTo("buy?\nvx 88\nno");
    var contact =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"contact\":{\"first_name\":\"Agent\",\"phone_number\":\"+8613800000000\"}"));
    assertThat(contact.text()).isEqualTo("Agent +8613800000000");
  }

  @Test
  void the_address_behind_a_link_is_written_out_after_its_words() {
    var heard =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"text\":\"😀 see here now\",\"entities\":[{\"type\":\"text_link\",\"offset\":3,\"length\":8,\"url\":\"https://bad.example/\"}]"));
    assertThat(heard.text()).isEqualTo("😀 see here <https://bad.example/> now");
  }

  @Test
  void mentions_count_utf16_units_and_know_people_without_a_username() {
    usernames = Map.of("chen_22", 22L);
    var heard =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"text\":\"😀😀 @Chen_22 and Dan\",\"entities\":[{\"type\":\"mention\",\"offset\":5,\"length\":8},{\"type\":\"text_mention\",\"offset\":18,\"length\":3,\"user\":{\"id\":33,\"first_name\":\"Dan\"}}]"));
    assertThat(heard.mentions()).containsExactly("user22", "user33");
  }

  @Test
  void entities_that_point_outside_the_text_are_ignored() {
    var heard =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"text\":\"hi\",\"entities\":[{\"type\":\"mention\",\"offset\":-4,\"length\":9},{\"type\":\"mention\",\"offset\":1,\"length\":2147483647},{\"type\":\"text_link\",\"offset\":2147483647,\"length\":2147483647,\"url\":\"x\"}]"));
    assertThat(heard.mentions()).isEmpty();
    assertThat(heard.text()).isEqualTo("hi");
  }

  @Test
  void an_answer_names_the_message_answered() {
    var heard =
        (InboundEvent.MessageHeard)
            one(message("\"text\":\"yes\",\"reply_to_message\":{\"message_id\":5," + CHAT + "}"));
    assertThat(heard.replyTo()).isEqualTo("5");
  }

  @Test
  void a_message_in_a_topic_answers_nobody_by_being_there() {
    var heard =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"text\":\"hi\",\"message_thread_id\":3,\"is_topic_message\":true,\"reply_to_message\":{\"message_id\":3,\"forum_topic_created\":{\"name\":\"Tea\"}}"));
    assertThat(heard.replyTo()).isNull();
    var answer =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"text\":\"hi\",\"message_thread_id\":3,\"is_topic_message\":true,\"reply_to_message\":{\"message_id\":6}"));
    assertThat(answer.replyTo()).isEqualTo("6");
  }

  @Test
  void an_administrator_who_hides_behind_the_group_is_one_and_a_channel_is_not() {
    var group =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"text\":\"hi\",\"sender_chat\":{\"id\":-1001000000001,\"title\":\"Riverside\",\"type\":\"supergroup\"}"));
    assertThat(group.by().key()).isEqualTo("channel1000000001");
    assertThat(group.by().role()).isEqualTo(Person.Role.ADMIN);
    var channel =
        (InboundEvent.MessageHeard)
            one(
                message(
                    "\"text\":\"hi\",\"sender_chat\":{\"id\":-1009999999999,\"title\":\"News\",\"type\":\"channel\"}"));
    assertThat(channel.by().role()).isNull();
  }

  @Test
  void lines_of_the_platform_about_the_chat_say_nothing() {
    assertThat(read(message("\"pinned_message\":{\"message_id\":1}"))).isEmpty();
    assertThat(read(message("\"message_auto_delete_timer_changed\":{}"))).isEmpty();
    assertThat(read(message("\"forum_topic_created\":{\"name\":\"Tea\"}"))).isEmpty();
    assertThat(read("{\"update_id\":1,\"poll_answer\":{}}")).isEmpty();
  }

  @Test
  void a_join_by_a_link_says_which_and_nobody_brought_them() {
    var joined =
        (InboundEvent.MemberJoined)
            one(
                member(
                    CHEN,
                    "left",
                    "member",
                    ",\"invite_link\":{\"invite_link\":\"https://t.me/+abc\",\"name\":\"poster\"}"));
    assertThat(joined.via()).isEqualTo("https://t.me/+abc");
    assertThat(joined.invitedBy()).isNull();
    assertThat(joined.who().key()).isEqualTo("user22");
  }

  @Test
  void somebody_added_by_hand_was_brought_and_somebody_let_in_was_not() {
    assertThat(((InboundEvent.MemberJoined) one(member(ANA, "left", "member", ""))).invitedBy())
        .extracting(Person::key)
        .isEqualTo("user11");
    assertThat(
            ((InboundEvent.MemberJoined)
                    one(member(ANA, "left", "member", ",\"via_join_request\":true")))
                .invitedBy())
        .isNull();
  }

  @Test
  void the_line_in_the_chat_and_the_chat_member_update_are_one_event() {
    String line =
        one("{\"update_id\":1,\"message\":{\"message_id\":9,\"date\":1700000000,%s,\"from\":%s,\"new_chat_members\":[%s]}}"
                .formatted(CHAT, CHEN, CHEN))
            .head()
            .key();
    assertThat(one(member(CHEN, "left", "member", "")).head().key()).isEqualTo(line);
  }

  @Test
  void an_administrator_bot_takes_joins_from_chat_member_only() {
    administrator = true;
    assertThat(
            read(
                "{\"update_id\":1,\"message\":{\"message_id\":9,\"date\":1700000000,%s,\"from\":%s,\"new_chat_members\":[%s]}}"
                    .formatted(CHAT, CHEN, CHEN)))
        .isEmpty();
    assertThat(
            read(
                "{\"update_id\":1,\"message\":{\"message_id\":9,\"date\":1700000000,%s,\"from\":%s,\"left_chat_member\":%s}}"
                    .formatted(CHAT, ANA, CHEN)))
        .isEmpty();
  }

  @Test
  void who_leaves_left_and_who_is_put_out_was_removed_by_somebody() {
    assertThat(((InboundEvent.MemberLeft) one(member(CHEN, "member", "left", ""))).removedBy())
        .isNull();
    var kicked = (InboundEvent.MemberLeft) one(member(ANA, "member", "kicked", ""));
    assertThat(kicked.removedBy()).extracting(Person::key).isEqualTo("user11");
    assertThat(kicked.who().key()).isEqualTo("user22");
  }

  @Test
  void the_end_of_a_ban_is_no_leaving() {
    assertThat(read(member(ANA, "kicked", "left", ""))).isEmpty();
  }

  @Test
  void a_restricted_member_is_still_in_and_one_who_left_restricted_is_not() {
    assertThat(
            read(
                member(
                    ANA,
                    "member",
                    "restricted\",\"is_member\":true,\"can_send_messages\":false,\"until_date\":1700003600,\"x\":\"",
                    "")))
        .singleElement()
        .isInstanceOfSatisfying(
            InboundEvent.MemberMuted.class,
            muted -> assertThat(muted.until()).isEqualTo(Instant.ofEpochSecond(1_700_003_600)));
    assertThat(read(member(CHEN, "member", "restricted\",\"is_member\":false,\"x\":\"", "")))
        .singleElement()
        .isInstanceOf(InboundEvent.MemberLeft.class);
  }

  @Test
  void a_new_administrator_has_a_new_role() {
    assertThat(read(member(ANA, "member", "administrator", "")))
        .singleElement()
        .isInstanceOfSatisfying(
            InboundEvent.RoleChanged.class,
            changed -> assertThat(changed.who().role()).isEqualTo(Person.Role.ADMIN));
  }

  @Test
  void who_asks_to_come_in_is_named_with_the_link() {
    var asks =
        (InboundEvent.JoinRequested)
            one(
                "{\"update_id\":5,\"chat_join_request\":{%s,\"from\":%s,\"user_chat_id\":22,\"date\":1700000000,\"bio\":\"vx\",\"invite_link\":{\"invite_link\":\"https://t.me/+gate\"}}}"
                    .formatted(CHAT, CHEN));
    assertThat(asks.who().key()).isEqualTo("user22");
    assertThat(asks.handle()).isEqualTo("user22");
    assertThat(asks.via()).isEqualTo("https://t.me/+gate");
  }

  @Test
  void only_new_reactions_count_and_taking_the_last_one_back_is_empty() {
    assertThat(read(reaction("", "👍"))).hasSize(1);
    assertThat(read(reaction("👍", "👍\"},{\"type\":\"emoji\",\"emoji\":\"🔥")))
        .singleElement()
        .isInstanceOfSatisfying(
            InboundEvent.ReactionAdded.class,
            added -> assertThat(added.reaction()).isEqualTo("🔥"));
    assertThat(read(reaction("👍", "")))
        .singleElement()
        .isInstanceOfSatisfying(
            InboundEvent.ReactionAdded.class, added -> assertThat(added.reaction()).isEmpty());
  }

  @Test
  void an_edit_is_an_edit_and_a_moving_position_is_not() {
    String edited =
        "{\"update_id\":8,\"edited_message\":{\"message_id\":7,\"date\":1700000000,\"edit_date\":1700000060,%s,\"from\":%s,%s}}";
    var edit = (InboundEvent.MessageEdited) one(edited.formatted(CHAT, ANA, "\"text\":\"hello!\""));
    assertThat(edit.messageKey()).isEqualTo("7");
    assertThat(edit.head().at()).isEqualTo(Instant.ofEpochSecond(1_700_000_060));
    assertThat(read(edited.formatted(CHAT, ANA, "\"location\":{}"))).isEmpty();
  }

  @Test
  void ids_of_a_basic_group_and_of_its_supergroup_are_never_the_same() {
    String basic =
        message("\"text\":\"hi\"").replace(CHAT, "\"chat\":{\"id\":-4001,\"type\":\"group\"}");
    assertThat(((InboundEvent.MessageHeard) one(basic)).messageKey()).isEqualTo("b7");
  }

  @Test
  void half_a_surrogate_and_nul_do_not_move_what_comes_after() {
    var heard = (InboundEvent.MessageHeard) one(message("\"text\":\"a\\u0000b\\ud83dc\""));
    assertThat(heard.text()).isEqualTo("a\uFFFDb\uFFFDc");
  }

  @Test
  void an_update_larger_than_the_inbox_allows_keeps_what_counts() {
    var update =
        JSON.readTree(
            message(
                "\"text\":\"short\",\"reply_to_message\":{\"message_id\":5,\"text\":\"%s\"}"
                    .formatted("x".repeat(RawEvent.MAX_BODY))));
    String body = new Envelope(update, 1, false, null, Map.of()).write();
    assertThat(body.length()).isLessThan(RawEvent.MAX_BODY);
    var raw = new RawEvent("telegram", "1", "g", "k", Instant.EPOCH, body);
    var heard = (InboundEvent.MessageHeard) UpdateReader.read(raw).getFirst();
    assertThat(heard.text()).isEqualTo("short");
    assertThat(heard.replyTo()).isEqualTo("5");
  }

  @Test
  void what_has_no_time_is_refused() {
    assertThatThrownBy(
            () ->
                read(
                    "{\"update_id\":1,\"message\":{\"message_id\":9,%s,\"from\":%s,\"text\":\"x\"}}"
                        .formatted(CHAT, ANA)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String message(String content) {
    return "{\"update_id\":1,\"message\":{\"message_id\":7,\"date\":1700000000,%s,\"from\":%s,%s}}"
        .formatted(CHAT, ANA, content);
  }

  private static String member(String by, String before, String after, String more) {
    return "{\"update_id\":2,\"chat_member\":{%s,\"from\":%s,\"date\":1700000000,\"old_chat_member\":{\"user\":%s,\"status\":\"%s\"},\"new_chat_member\":{\"user\":%s,\"status\":\"%s\"}%s}}"
        .formatted(CHAT, by, CHEN, before, CHEN, after, more);
  }

  private static String reaction(String before, String now) {
    return "{\"update_id\":3,\"message_reaction\":{%s,\"message_id\":7,\"user\":%s,\"date\":1700000000,\"old_reaction\":[%s],\"new_reaction\":[%s]}}"
        .formatted(CHAT, CHEN, emoji(before), emoji(now));
  }

  private static String emoji(String emoji) {
    return emoji.isEmpty() ? "" : "{\"type\":\"emoji\",\"emoji\":\"%s\"}".formatted(emoji);
  }

  private InboundEvent one(String update) {
    return read(update).getFirst();
  }

  private List<InboundEvent> read(String update) {
    var envelope =
        new Envelope(JSON.readTree(update), 1, administrator, Person.Role.ADMIN, usernames);
    return UpdateReader.read(
        new RawEvent("telegram", "1", "the-group", "k", Instant.EPOCH, envelope.write()));
  }
}
