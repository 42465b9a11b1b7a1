package io.liana.journey;

import io.liana.kit.WeCom;
import io.liana.kit.WeComArchive;
import io.liana.kit.WeComJourney;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** A group whose conversation is archived. */
abstract class WeComArchived extends WeComJourney {
  private static final AtomicInteger CHATS = new AtomicInteger();
  String chat;
  String keys;

  @Override
  protected List<Class<?>> beans() {
    WeComArchive.at(simulation);
    return List.of(WeComArchive.class);
  }

  @BeforeEach
  void a_group_with_an_archive() {
    JsonNode made = simulation.post("/simulator/corps", Map.of());
    JsonNode first =
        simulation.post(
            "/simulator/corps/" + made.path("corp_id").asString() + "/archive-key", Map.of());
    keys = pem(first);
    wecom =
        WeCom.connect(
            liana,
            simulation,
            made,
            Map.of("archive_secret", made.path("archive_secret").asString(), "archive_keys", keys));
    chat = "wrTalk" + CHATS.incrementAndGet();
    wecom.act("chat", "chat", chat, "name", "茶话 " + chat, "members", List.of(CHEN));
    wecom.work();
  }

  static String pem(JsonNode key) {
    return key.path("version").asInt() + "\n" + key.path("private_key").asString();
  }
}
