package io.liana.channel.wecom;

import io.liana.channel.CardWished;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a card says. It is read in WeCom, not in the console, so it is worded here: in the language
 * the operator chose for the account.
 */
enum CardWords {
  ZH("群", "成员", "截止", "已完成", "做不了", "打开", "已处理"),
  EN("Group", "Member", "Until", "Done", "Cannot", "Open", "Settled");

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai"); // WeCom shows its own times so
  private static final DateTimeFormatter DUE = DateTimeFormatter.ofPattern("MM-dd HH:mm");
  // WeCom cuts what is longer.
  private static final int LONGEST_TITLE = 26;
  private static final int LONGEST_TEXT = 112;
  private static final int LONGEST_VALUE = 26;

  static final String DONE_KEY = "done";
  static final String NOT_DONE_KEY = "not_done";

  private static final Map<String, List<String>> ACTS =
      Map.of(
          "send", List.of("请在群里说这段话", "Please say this in the group"),
          "direct_message", List.of("请把这段话发给成员", "Please tell the member this"),
          "recall", List.of("请撤回这条消息", "Please recall the message"),
          "mute", List.of("请禁言这位成员", "Please mute the member"),
          "remove", List.of("请把这位成员移出群", "Please remove the member"),
          "lift_ban", List.of("请让这位成员可以回来", "Please let the member back in"),
          "answer_join_request", List.of("请处理入群申请", "Please answer the join request"),
          "group_welcome", List.of("请给这个群选用这条入群欢迎语", "Please choose this welcome for the group"),
          "check", List.of("请看一下这件事发生了没有", "Please look whether it happened"));
  private static final List<String> ANY = List.of("有一件待办", "Something to do");

  private final String group;
  private final String member;
  private final String until;
  private final String done;
  private final String cannot;
  private final String open;
  final String settled;

  CardWords(
      String group,
      String member,
      String until,
      String done,
      String cannot,
      String open,
      String settled) {
    this.group = group;
    this.member = member;
    this.until = until;
    this.done = done;
    this.cannot = cannot;
    this.open = open;
    this.settled = settled;
  }

  static CardWords of(String language) {
    return language.equals("en") ? EN : ZH;
  }

  /**
   * @param task the card's own id at WeCom
   * @param page where the task can be seen; empty where nobody told
   */
  Map<String, Object> card(CardWished wish, String task, String page) {
    List<Map<String, Object>> lines = new ArrayList<>();
    lines.add(line(group, wish.groupName()));
    if (wish.who() != null) {
      lines.add(line(member, wish.who()));
    }
    lines.add(line(until, DUE.format(wish.dueAt().atZone(CHINA))));
    List<Map<String, Object>> buttons = new ArrayList<>();
    buttons.add(Map.of("text", done, "style", 1, "key", DONE_KEY));
    buttons.add(Map.of("text", cannot, "style", 2, "key", NOT_DONE_KEY));
    if (!page.isEmpty()) {
      buttons.add(Map.of("type", 1, "text", open, "url", page));
    }
    return Map.of(
        "card_type",
        "button_interaction",
        "task_id",
        task,
        "main_title",
        Map.of("title", cut(title(wish), LONGEST_TITLE)),
        "sub_title_text",
        cut(wish.words() == null ? "" : wish.words(), LONGEST_TEXT),
        "horizontal_content_list",
        lines,
        "button_list",
        buttons);
  }

  String done(boolean done) {
    return done ? this.done : cannot;
  }

  private String title(CardWished wish) {
    return ACTS.getOrDefault(wish.act(), ANY).get(ordinal());
  }

  private static Map<String, Object> line(String name, String value) {
    return Map.of("keyname", name, "value", cut(value, LONGEST_VALUE));
  }

  private static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
