package io.liana.channel.wecom;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Lists groups by their owners, a hundred at a time: above 1,000 staff WeCom answers only so. */
@Component
class Owners {
  static final int ANY = 0;
  static final int OWNER_LEFT = 1;
  private static final int AT_ONCE = 100;
  private static final int GROUPS_AT_ONCE = 1_000;

  private final Api api;

  Owners(Api api) {
    this.api = api;
  }

  /** Everybody who works here and may have customers; those who left are not among them. */
  Answer staff(Corp corp, Consumer<String> each) {
    Answer answer = api.get(corp, "/externalcontact/get_follow_user_list", Map.of());
    if (answer instanceof Answer.Ok ok) {
      ok.body().path("follow_user").forEach(user -> each.accept(user.asString("")));
    }
    return answer;
  }

  /**
   * @param status {@link #ANY} or {@link #OWNER_LEFT}
   * @return the last answer: {@link Answer.Ok} when all came
   */
  Answer groups(Corp corp, List<String> owners, int status, Consumer<String> each) {
    Answer answer = Answer.nothing();
    for (int i = 0; i < owners.size(); i += AT_ONCE) {
      List<String> some = owners.subList(i, Math.min(owners.size(), i + AT_ONCE));
      answer =
          api.pages(
              corp,
              "/externalcontact/groupchat/list",
              Map.of(
                  "status_filter",
                  status,
                  "owner_filter",
                  Map.of("userid_list", some),
                  "limit",
                  GROUPS_AT_ONCE),
              "group_chat_list",
              chat -> each.accept(chat.path("chat_id").asString("")));
      if (!(answer instanceof Answer.Ok)) {
        return answer;
      }
    }
    return answer;
  }
}
