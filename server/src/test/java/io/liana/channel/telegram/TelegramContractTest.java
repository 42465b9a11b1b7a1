package io.liana.channel.telegram;

import io.liana.channel.Connector;
import io.liana.channel.ConnectorContract;
import io.liana.channel.RawEvent;
import io.liana.kit.RunningLiana;
import io.liana.kit.Telegram;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TelegramContractTest extends ConnectorContract {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long BOT = Telegram.freshId();
  private static final String ACCOUNT = Long.toString(BOT);
  private static Telegram telegram;
  private static long chat;

  private final RunningLiana liana = RunningLiana.shared();

  @BeforeAll
  static void a_group_with_the_bot_as_administrator() {
    telegram = Telegram.start();
    telegram.act("bot", Map.of("token", Telegram.token(BOT), "username", "contract_bot"));
    long ana = telegram.user("Ana");
    chat =
        telegram
            .act("group", Map.of("type", "supergroup", "title", "Contract", "owner", ana))
            .path("id")
            .asLong();
    telegram.act("add_bot", Map.of("chat", chat, "bot", BOT, "by", ana, "admin", true));
  }

  @AfterAll
  static void stop() {
    telegram.close();
  }

  @BeforeEach
  void the_bot_is_connected() {
    Bot bot =
        new Bot(
            ACCOUNT, BotToken.parse(Telegram.token(BOT)).orElseThrow(), URI.create(telegram.url()));
    // By hand and without listening: this is about the connector alone.
    liana.bean(Bots.class).put(new Bots.Connection(bot, null, 1));
    liana.bean(Chats.class).learn(bot, chat, "supergroup", "Contract");
  }

  @AfterEach
  void and_is_no_more() {
    liana.bean(Bots.class).remove(ACCOUNT);
  }

  @Override
  protected Connector connector() {
    return liana.bean(TelegramConnector.class);
  }

  @Override
  protected String account() {
    return ACCOUNT;
  }

  @Override
  protected String group() {
    return Long.toString(chat);
  }

  @Override
  protected Map<String, String> form() {
    return Map.of("token", Telegram.token(BOT));
  }

  @Override
  protected List<RawEvent> samples() {
    String group =
        "\"chat\":{\"id\":%d,\"type\":\"supergroup\",\"title\":\"Contract\"}".formatted(chat);
    String ana = "{\"id\":11,\"is_bot\":false,\"first_name\":\"Ana\"}";
    String chen = "{\"id\":22,\"is_bot\":false,\"first_name\":\"陈晨\",\"username\":\"chen\"}";
    String when = "\"date\":1700000000";
    List<JsonNode> updates =
        Stream.of(
                "{\"update_id\":1,\"message\":{\"message_id\":1,%s,%s,\"from\":%s,\"text\":\"hi @chen\",\"entities\":[{\"type\":\"mention\",\"offset\":3,\"length\":5}]}}"
                    .formatted(when, group, ana),
                "{\"update_id\":2,\"message\":{\"message_id\":2,%s,%s,\"from\":%s,\"photo\":[{}],\"caption\":\"look\",\"reply_to_message\":{\"message_id\":1}}}"
                    .formatted(when, group, ana),
                "{\"update_id\":3,\"edited_message\":{\"message_id\":1,%s,\"edit_date\":1700000001,%s,\"from\":%s,\"text\":\"hello\"}}"
                    .formatted(when, group, ana),
                "{\"update_id\":4,\"edited_message\":{\"message_id\":1,%s,\"edit_date\":1700000001,%s,\"from\":%s,\"text\":\"hello!\"}}"
                    .formatted(when, group, ana),
                "{\"update_id\":5,\"chat_member\":{%s,%s,\"from\":%s,\"old_chat_member\":{\"user\":%s,\"status\":\"left\"},\"new_chat_member\":{\"user\":%s,\"status\":\"member\"},\"invite_link\":{\"invite_link\":\"https://t.me/+a\"}}}"
                    .formatted(when, group, chen, chen, chen),
                "{\"update_id\":6,\"chat_member\":{%s,%s,\"from\":%s,\"old_chat_member\":{\"user\":%s,\"status\":\"member\"},\"new_chat_member\":{\"user\":%s,\"status\":\"kicked\",\"until_date\":0}}}"
                    .formatted(when, group, ana, chen, chen),
                "{\"update_id\":7,\"chat_member\":{%s,%s,\"from\":%s,\"old_chat_member\":{\"user\":%s,\"status\":\"member\"},\"new_chat_member\":{\"user\":%s,\"status\":\"administrator\"}}}"
                    .formatted(when, group, ana, chen, chen),
                "{\"update_id\":8,\"chat_member\":{%s,%s,\"from\":%s,\"old_chat_member\":{\"user\":%s,\"status\":\"member\"},\"new_chat_member\":{\"user\":%s,\"status\":\"restricted\",\"is_member\":true,\"can_send_messages\":false,\"until_date\":1700003600}}}"
                    .formatted(when, group, ana, chen, chen),
                "{\"update_id\":9,\"chat_join_request\":{%s,%s,\"from\":%s,\"user_chat_id\":22}}"
                    .formatted(when, group, chen),
                "{\"update_id\":10,\"message_reaction\":{%s,%s,\"message_id\":1,\"user\":%s,\"old_reaction\":[],\"new_reaction\":[{\"type\":\"emoji\",\"emoji\":\"👍\"},{\"type\":\"custom_emoji\",\"custom_emoji_id\":\"5\"}]}}"
                    .formatted(when, group, chen),
                "{\"update_id\":11,\"message\":{\"message_id\":3,%s,%s,\"from\":%s,\"new_chat_title\":\"Tea\"}}"
                    .formatted(when, group, ana))
            .map(JSON::readTree)
            .toList();
    Bot bot = liana.bean(Bots.class).bot(ACCOUNT).orElseThrow();
    return liana.bean(Arrivals.class).take(bot, updates);
  }
}
