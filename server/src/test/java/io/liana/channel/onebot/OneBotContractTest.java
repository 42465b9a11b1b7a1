package io.liana.channel.onebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Capability;
import io.liana.channel.Connector;
import io.liana.channel.ConnectorContract;
import io.liana.channel.InboundEvent;
import io.liana.channel.RawEvent;
import io.liana.channel.Roster;
import io.liana.channel.account.Accounts;
import io.liana.kernel.Actor;
import io.liana.kernel.Problem;
import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The contract, with a simulated bot at the other end, and what OneBot's own words mean. */
class OneBotContractTest extends ConnectorContract {
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final String GROUP = "700000001";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static Simulation bot;
  private static RunningLiana liana;

  @BeforeAll
  static void start() {
    bot = Simulation.of("onebot");
    liana = RunningLiana.fresh(Clock.systemUTC());
    liana
        .bean(Accounts.class)
        .connect(
            "onebot",
            "QQ",
            Map.of("self_id", "10001", "url", bot.socket()),
            null,
            new Actor.Machine("test"));
    Eventually.get(
        "the bot is connected and its groups are known",
        () ->
            liana
                .bean(OneBotAccounts.class)
                .find("10001")
                .filter(account -> !account.groups().isEmpty())
                .isPresent());
  }

  @AfterAll
  static void stop() {
    liana.close();
    bot.close();
  }

  @Override
  protected Connector connector() {
    return liana.bean(OneBotConnector.class);
  }

  @Override
  protected String account() {
    return "10001";
  }

  @Override
  protected String group() {
    return GROUP;
  }

  @Override
  protected Map<String, String> form() {
    return Map.of("self_id", "10001", "url", "ws://localhost:3001", "access_token", "t");
  }

  private static final List<String> SENT =
      List.of(
          // two implementations' ways to say the same kind of thing
          """
          {"time":1795316400,"self_id":10001,"post_type":"message","message_type":"group","sub_type":"normal","message_id":-2147483648,
           "group_id":700000001,"user_id":9876543210123,"anonymous":null,"message":"[CQ:reply,id=5][CQ:at,qq=10001] 你好[CQ:face,id=1]",
           "raw_message":"x","font":0,"sender":{"user_id":9876543210123,"nickname":"Chen","card":"陈晨","role":"member","age":0}}""",
          """
          {"time":1795316401,"self_id":10001,"post_type":"message","message_type":"group","sub_type":"normal","message_id":77,
           "group_id":700000001,"user_id":30001,"message":[{"type":"image","data":{"file":"a.png","url":"https://x/y"}}],
           "sender":{"nickname":"Ana","card":"","role":"owner"}}""",
          """
          {"time":1795316402,"self_id":10001,"post_type":"message","message_type":"group","sub_type":"anonymous","message_id":78,
           "group_id":700000001,"user_id":80000000,"anonymous":{"id":3,"name":"蒙面人","flag":"f"},"message":[{"type":"text","data":{"text":"hi"}}],"sender":{}}""",
          """
          {"time":1795316403,"self_id":10001,"post_type":"notice","notice_type":"group_increase","sub_type":"approve","group_id":700000001,"user_id":41,"operator_id":30001}""",
          """
          {"time":1795316403,"self_id":10001,"post_type":"notice","notice_type":"group_increase","sub_type":"invite","group_id":700000001,"user_id":42,"operator_id":30001}""",
          """
          {"time":1795316404,"self_id":10001,"post_type":"notice","notice_type":"group_decrease","sub_type":"leave","group_id":700000001,"user_id":41,"operator_id":41}""",
          """
          {"time":1795316404,"self_id":10001,"post_type":"notice","notice_type":"group_decrease","sub_type":"kick","group_id":700000001,"user_id":42,"operator_id":30002}""",
          """
          {"time":1795316405,"self_id":10001,"post_type":"notice","notice_type":"group_recall","group_id":700000001,"user_id":41,"operator_id":30002,"message_id":77}""",
          """
          {"time":1795316406,"self_id":10001,"post_type":"notice","notice_type":"group_admin","sub_type":"set","group_id":700000001,"user_id":43}""",
          """
          {"time":1795316407,"self_id":10001,"post_type":"notice","notice_type":"group_ban","sub_type":"ban","group_id":700000001,"user_id":44,"operator_id":30002,"duration":600}""",
          """
          {"time":1795316407,"self_id":10001,"post_type":"notice","notice_type":"group_ban","sub_type":"lift_ban","group_id":700000001,"user_id":44,"operator_id":30002,"duration":0}""",
          """
          {"time":1795316408,"self_id":10001,"post_type":"notice","notice_type":"group_card","group_id":700000001,"user_id":44,"card_new":"新名片","card_old":""}""",
          """
          {"time":1795316409,"self_id":10001,"post_type":"notice","notice_type":"group_upload","group_id":700000001,"user_id":44,"file":{"id":"/f1","name":"讲义.pdf","size":9,"busid":1}}""",
          """
          {"time":1795316410,"self_id":10001,"post_type":"notice","notice_type":"group_msg_emoji_like","group_id":700000001,"user_id":44,"message_id":77,"likes":[{"emoji_id":"76","count":1}]}""",
          """
          {"time":1795316411,"self_id":10001,"post_type":"notice","notice_type":"notify","sub_type":"group_name","group_id":700000001,"user_id":30001,"name_new":"河畔新群"}""",
          """
          {"time":1795316412,"self_id":10001,"post_type":"request","request_type":"group","sub_type":"add","group_id":700000001,"user_id":45,"comment":"问题：暗号？\\n答案：河畔","flag":"1795316412001"}""");

  @Override
  protected List<RawEvent> samples() {
    return SENT.stream().flatMap(OneBotContractTest::raw).toList();
  }

  private static Stream<RawEvent> raw(String event) {
    return new OneBotEvents(JSON).raw("onebot", "10001", JSON.readTree(event), NOW).stream();
  }

  private InboundEvent read(int sample) {
    return connector().read(samples().get(sample)).getFirst();
  }

  @Test
  void cq_codes_and_segments_mean_the_same() {
    var heard = (InboundEvent.MessageHeard) read(0);
    assertThat(heard.text()).isEqualTo("@10001  你好");
    assertThat(heard.replyTo()).isEqualTo("5");
    assertThat(heard.mentions()).containsExactly("10001");
    assertThat(heard.by().key()).isEqualTo("9876543210123");
    assertThat(heard.by().name()).isEqualTo("陈晨");
    assertThat(heard.messageKey()).isEqualTo("-2147483648");
    var picture = (InboundEvent.MessageHeard) read(1);
    assertThat(picture.form()).isEqualTo(InboundEvent.Form.MEDIA);
    assertThat(picture.by().name()).isEqualTo("Ana");
    assertThat(((InboundEvent.MessageHeard) read(2)).by().key()).isEqualTo("anonymous:3");
  }

  @Test
  void who_came_and_went_and_by_whom() {
    assertThat(((InboundEvent.MemberJoined) read(3)).invitedBy()).isNull();
    assertThat(((InboundEvent.MemberJoined) read(4)).invitedBy().key()).isEqualTo("30001");
    assertThat(((InboundEvent.MemberLeft) read(5)).removedBy()).isNull();
    assertThat(((InboundEvent.MemberLeft) read(6)).removedBy().key()).isEqualTo("30002");
    assertThat(((InboundEvent.MemberMuted) read(9)).until())
        .isEqualTo(Instant.ofEpochSecond(1795316407 + 600));
    assertThat(((InboundEvent.MemberMuted) read(10)).until()).isNull();
    assertThat(((InboundEvent.JoinRequested) read(15)).handle()).isEqualTo("1795316412001");
    assertThat(((InboundEvent.JoinRequested) read(15)).comment()).contains("河畔");
  }

  @Test
  void words_hidden_in_a_card_are_heard() {
    String card =
        """
        {"time":1795316400,"self_id":10001,"post_type":"message","message_type":"group","message_id":1,"group_id":7,"user_id":8,
         "message":[{"type":"json","data":{"data":"{\\"prompt\\":\\"加薇信 vx123\\"}"}},{"type":"share","data":{"url":"http://ad.cn","title":"低价"}}],"sender":{}}""";
    var heard =
        (InboundEvent.MessageHeard)
            connector().read(raw(card).findFirst().orElseThrow()).getFirst();
    assertThat(heard.text()).contains("vx123", "http://ad.cn", "低价");
  }

  @Test
  void a_message_full_of_pictures_in_base64_fits_the_inbox_and_keeps_its_words() {
    String heavy =
        """
        {"time":1795316400,"self_id":10001,"post_type":"message","message_type":"group","message_id":1,"group_id":7,"user_id":8,
         "message":[{"type":"image","data":{"file":"base64://%s"}},{"type":"text","data":{"text":"看图"}}],"sender":{}}"""
            .formatted("A".repeat(500_000));
    RawEvent raw = raw(heavy).findFirst().orElseThrow();
    assertThat(raw.body().length()).isLessThan(1_000);
    assertThat(((InboundEvent.MessageHeard) connector().read(raw).getFirst()).text())
        .isEqualTo("看图");
  }

  @Test
  void private_talk_heartbeats_and_pokes_are_not_kept() {
    assertThat(
            raw(
                "{\"post_type\":\"message\",\"message_type\":\"private\",\"user_id\":1,\"message\":\"x\"}"))
        .isEmpty();
    assertThat(raw("{\"post_type\":\"meta_event\",\"meta_event_type\":\"heartbeat\"}")).isEmpty();
    String poke =
        "{\"post_type\":\"notice\",\"notice_type\":\"notify\",\"sub_type\":\"poke\",\"group_id\":7,\"user_id\":8,\"target_id\":9,\"time\":1795316400}";
    assertThat(connector().read(raw(poke).findFirst().orElseThrow())).isEmpty();
  }

  @Test
  void halves_of_characters_and_nul_do_not_reach_the_database() {
    String hostile =
        "{\"time\":1795316400,\"post_type\":\"message\",\"message_id\":1,\"group_id\":7,\"user_id\":8,\"message\":\"a\\u0000\\ud83db\",\"sender\":{\"nickname\":\"\\udc00\"}}";
    RawEvent raw = raw(hostile).findFirst().orElseThrow();
    assertThat(raw.body().codePoints()).noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
    assertThat(((InboundEvent.MessageHeard) connector().read(raw).getFirst()).text())
        .isEqualTo("a\uFFFDb");
  }

  @Test
  void what_the_form_alone_cannot_see_is_refused() {
    assertThat(refused(Map.of("self_id", "my bot", "url", "ws://x"))).isEqualTo("self_id");
    assertThat(refused(Map.of("self_id", "1", "url", "http://x"))).isEqualTo("url");
    assertThat(refused(Map.of("self_id", "1"))).isEqualTo("url");
    assertThat(refused(Map.of("self_id", "1", "transport", "reverse_ws")))
        .isEqualTo("access_token");
    assertThat(refused(Map.of("self_id", "1", "transport", "http", "url", "http://x")))
        .isEqualTo("event_secret");
  }

  private String refused(Map<String, String> given) {
    try {
      connector().accountKey(given);
      return "";
    } catch (Problem problem) {
      return String.valueOf(problem.params().get("field"));
    }
  }

  @Test
  void the_bot_loses_its_rights_in_a_group_and_gets_them_back() {
    var administrators = List.of(Capability.REMOVE, Capability.RECALL_OTHERS, Capability.MUTE);
    assertThat(connector().capabilities("10001", GROUP)).containsAll(administrators);
    bot.post("/control/role", Map.of("user", "10001", "role", "member"));
    Eventually.get(
        "the role is known",
        () -> !connector().capabilities("10001", GROUP).contains(Capability.REMOVE));
    assertThat(connector().abilities("10001"))
        .anyMatch(
            line ->
                line.capability() == Capability.REMOVE
                    && "not_administrator".equals(line.reason())
                    && "make_administrator".equals(line.remedy()));
    bot.post("/control/role", Map.of("user", "10001", "role", "admin"));
    Eventually.get(
        "the role is known",
        () -> connector().capabilities("10001", GROUP).containsAll(administrators));
  }

  @Test
  void everybody_in_the_group_is_listed() {
    assertThat(((Roster.Told) connector().roster("10001", GROUP)).seats())
        .extracting(seat -> seat.who().key() + " " + seat.who().role() + " " + seat.who().bot())
        .contains("30001 OWNER false", "10001 ADMIN true");
  }

  @Test
  void the_check_walks_from_the_connection_to_the_clock() {
    assertThat(connector().health("10001").checks())
        .extracting(check -> check.code() + " " + check.state().code())
        .contains(
            "connection ok", "token ok", "number ok", "online ok", "groups ok", "administrator ok");
  }
}
