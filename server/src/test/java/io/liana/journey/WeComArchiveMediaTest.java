package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.wecom.WeComWorker;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import io.liana.kit.WeComArchive;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** What was sent with archived messages (§14.8, media slices). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WeComArchiveMediaTest extends WeComArchived {
  private static final int SLICE = 512 * 1024;

  @Test
  void behaviour_8_a_picture_comes_in_slices_and_is_seen_in_the_conversation() {
    byte[] picture = picture(2 * SLICE + 7);
    send("image", "f1", picture);
    wecom.work();
    JsonNode media = event().path("media");
    assertThat(media.path("state").asString()).isEqualTo("kept");
    assertThat(media.path("type").asString()).isEqualTo("image/png");
    assertThat(media.path("size").asInt()).isEqualTo(picture.length);
    assertThat(slices()).isEqualTo(3);
    Visitor.Answer content = content();
    assertThat(content.status()).isEqualTo(200);
    assertThat(content.headers().firstValue("Content-Length"))
        .contains(String.valueOf(picture.length));
    assertThat(content.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(content.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
  }

  @Test
  @Order(1) // a server that starts after the clock jumped by days finds no room for its days
  void behaviour_8_a_server_that_died_in_the_middle_goes_on_with_the_next_slice() {
    byte[] picture = picture(4 * SLICE + 7);
    wecom.faults(Map.of("media_breaks_at", 3));
    send("image", "f1", picture);
    wecom.work();
    assertThat(event().at("/media/state").asString()).isEqualTo("waiting");
    assertThat(slices()).isEqualTo(2);
    wecom.wait(clock, Duration.ofMinutes(1));
    // Another server on the same database knows nothing but what was committed.
    try (RunningLiana other =
        liana.another(
            List.of(WeComArchive.class),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.wecom.threads=0")) {
      other.bean(WeComWorker.class).runDue();
    }
    assertThat(event().at("/media/state").asString()).isEqualTo("kept");
    assertThat(slices()).as("no slice was asked for twice").isEqualTo(5);
  }

  @Test
  void the_same_content_is_kept_once() {
    byte[] picture = picture(SLICE + 9);
    send("image", "f1", picture);
    send("image", "f2", picture);
    wecom.work();
    wecom.work();
    assertThat(
            jdbc.queryForList(
                "select state from channel_wecom_archive_media where corp = ?",
                String.class,
                wecom.corp()))
        .containsExactly("kept", "kept");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from channel_wecom_archive_piece p join channel_wecom_archive_media m on m.id = p.media_id where m.corp = ?",
                Integer.class,
                wecom.corp()))
        .isEqualTo(2);
    assertThat(content().status()).isEqualTo(200);
  }

  @Test
  void what_is_too_large_is_named_so_and_not_loaded() {
    file("f1", picture(100));
    say("video", "f1", 60L << 20, "");
    wecom.work();
    assertThat(event().at("/media/state").asString()).isEqualTo("too_large");
    assertThat(slices()).isZero();
    assertThat(content().code()).isEqualTo("media_not_found");
  }

  @Test
  void behaviour_8_what_wecom_threw_away_is_named_expired_and_what_it_does_not_know_missing() {
    say("image", "nobody-put-it-there", 10, "");
    wecom.work();
    assertThat(event().at("/media/state").asString()).isEqualTo("missing");
    wecom.faults(Map.of("media_breaks_at", 1));
    wecom.wait(clock, Duration.ofSeconds(5));
    send("image", "f1", picture(100));
    wecom.work();
    assertThat(event().at("/media/state").asString()).isEqualTo("waiting");
    later(Duration.ofDays(6));
    assertThat(event().at("/media/state").asString()).isEqualTo("expired");
  }

  @Test
  void what_came_and_is_not_what_was_sent_is_named_broken() {
    file("f1", picture(100));
    say("file", "f1", 100, "00000000000000000000000000000000");
    wecom.work();
    assertThat(event().at("/media/state").asString()).isEqualTo("broken");
  }

  @Test
  void a_page_that_calls_itself_a_picture_is_served_as_bytes() {
    send("image", "f1", "<html><script>alert(1)</script></html>".getBytes());
    wecom.work();
    Visitor.Answer content = content();
    assertThat(content.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(content.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox");
  }

  // ---------------------------------------------------------------- words

  private static byte[] picture(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + i / 1_000);
    }
    byte[] head = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  private void send(String type, String id, byte[] bytes) {
    file(id, bytes);
    say(type, id, bytes.length, md5(bytes));
  }

  private void file(String id, byte[] bytes) {
    simulation.post(
        "/simulator/corps/" + wecom.corp() + "/file",
        Map.of("id", id, "bytes", Base64.getEncoder().encodeToString(bytes)));
  }

  private void say(String type, String file, long size, String md5) {
    wecom.act(
        "say", "chat", chat, "from", CHEN, "type", type, "file", file, "size", size, "md5", md5,
        "name", "tea.png");
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String group() {
    return jdbc.queryForObject(
        "select id::text from community_group where external_id = ?", String.class, chat);
  }

  private JsonNode event() {
    return liana.script().get("/groups/" + group() + "/events").json().at("/items/0");
  }

  private Visitor.Answer content() {
    return liana
        .script()
        .get("/groups/" + group() + "/events/" + event().path("id").asString() + "/media");
  }

  private int slices() {
    return wecom.state().path("archive_slices").asInt();
  }
}
