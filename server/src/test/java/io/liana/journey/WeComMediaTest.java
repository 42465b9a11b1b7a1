package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Visitor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Pictures, videos, files and mini programs: kept here, known to WeCom for three days at a time.
 */
class WeComMediaTest extends WeComMassSending {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
  private static final byte[] MP4 = "\0\0\0 ftypisom of tea".getBytes();

  @Test
  void a_mass_send_carries_a_picture_a_video_a_file_a_mini_program_and_a_link() {
    String picture = keep("tea.png", PNG);
    String video = keep("tea.mp4", MP4);
    String document = keep("price list.pdf", "%PDF-1.7 tea".getBytes());
    send(
        Map.of("type", "image", "file", picture),
        Map.of("type", "video", "file", video),
        Map.of("type", "file", "file", document),
        Map.of(
            "type",
            "miniprogram",
            "title",
            "点单",
            "appid",
            "wx1",
            "page",
            "pages/order.html",
            "file",
            picture),
        Map.of("type", "link", "title", "茶单", "url", "https://example.com/tea"));
    wecom.work();
    JsonNode said = tasks().getFirst().path("attachments");
    assertThat(said.valueStream().map(each -> each.path("msgtype").asString()))
        .containsExactly("image", "video", "file", "miniprogram", "link");
    assertThat(uploads()).as("the picture is the mini program's too").isEqualTo(3);
    JsonNode shown = get("").json().at("/items/0/attachments/3");
    assertThat(shown.path("page").asString()).isEqualTo("pages/order.html");
  }

  @Test
  void the_same_file_is_uploaded_once_in_three_days_and_again_before_they_are_over() {
    String picture = keep("tea.png", PNG);
    assertThat(keep("again.png", PNG)).as("the same content is the same file").isEqualTo(picture);
    sendPicture(picture);
    later(Duration.ofDays(2));
    sendPicture(picture);
    assertThat(uploads()).isEqualTo(1);
    later(Duration.ofHours(20));
    sendPicture(picture);
    assertThat(uploads()).isEqualTo(2);
    assertThat(tasks()).hasSize(3);
  }

  @Test
  void a_file_wecom_forgot_early_is_uploaded_again_and_nothing_is_asked_twice() {
    String picture = keep("tea.png", PNG);
    wecom.faults(Map.of("media_dies", 1));
    sendPicture(picture);
    later(Duration.ofSeconds(5));
    assertThat(uploads()).isEqualTo(2);
    assertThat(tasks()).hasSize(1);
    assertThat(parts(get("").json().at("/items/0"))).containsExactly("waiting");
  }

  @Test
  void an_upload_whose_answer_was_lost_is_made_again_before_anything_is_asked() {
    String picture = keep("tea.png", PNG);
    wecom.faults(Map.of("lose_media_answer", 1));
    sendPicture(picture);
    assertThat(tasks()).isEmpty();
    later(Duration.ofSeconds(5));
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void what_a_file_is_is_read_from_its_bytes() {
    String page = keep("tea.png", "<html><script>alert(1)</script>".getBytes());
    Visitor.Answer refused = post("", with(Map.of("type", "image", "file", page)));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/params/field").asString()).isEqualTo("attachments[0].file");
    Visitor.Answer got = liana.script().get(account("/files/" + page));
    assertThat(got.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(got.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(got.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(got.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox");
  }

  @Test
  void a_name_cannot_lead_anywhere_and_a_size_has_its_limits() {
    Visitor.Answer kept =
        liana.script().upload(account("/files?name=..%2F..%2Fetc%2Fpasswd%22%0D%0A"), PNG);
    assertThat(kept.json().path("name").asString()).isEqualTo("passwd");
    assertThat(liana.script().upload(account("/files?name=a"), new byte[5]).code())
        .isEqualTo("file_too_small");
    Visitor.Answer large =
        liana.script().upload(account("/files?name=a"), new byte[(20 << 20) + 1]);
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.code()).isEqualTo("file_too_large");
    byte[] picture = Arrays.copyOf(PNG, (10 << 20) + 1);
    assertThat(liana.script().upload(account("/files?name=a"), picture).json().path("kind"))
        .as("too large for a picture")
        .hasToString("\"file\"");
  }

  @Test
  void a_file_of_another_corporation_cannot_be_attached() {
    String theirs = keep("tea.png", Arrays.copyOf(PNG, 50));
    connectWithCustomers(Map.of());
    assertThat(post("", with(Map.of("type", "image", "file", theirs))).status()).isEqualTo(404);
  }

  // ---------------------------------------------------------------- greetings

  @Test
  void a_new_customer_is_greeted_with_files_that_were_uploaded_ahead() {
    greetWithPicture();
    wecom.work();
    assertThat(uploads()).as("before anybody came").isEqualTo(1);
    wecom.act("follow", "external", EVE, "name", "Eve");
    wecom.work();
    assertThat(greeted()).containsExactly("欢迎 1");
    assertThat(uploads()).isEqualTo(1);
  }

  @Test
  void a_greeting_whose_files_are_not_there_in_time_goes_without_them_and_says_so() {
    greetWithPicture();
    wecom.work();
    wecom.faults(Map.of("media_dies", 1));
    wecom.act("follow", "external", EVE, "name", "Eve");
    wecom.work();
    assertThat(greeted()).as("the words in time").containsExactly("欢迎 0");
    JsonNode greeting = liana.script().get(account("/greeting")).json();
    assertThat(greeting.path("evidence").asString()).startsWith("40007");
    wecom.act("follow", "external", "wmGina000000000000000000004", "name", "Gina");
    wecom.work();
    assertThat(greeted()).containsExactly("欢迎 0", "欢迎 1");
  }

  @Test
  void a_group_is_welcomed_with_a_picture() {
    Visitor.Answer made =
        liana
            .script()
            .post(
                account("/group-welcomes"),
                Map.of(
                    "key",
                    "w1",
                    "text",
                    "欢迎",
                    "attachment",
                    Map.of("type", "image", "file", keep("tea.png", PNG))));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/attachment/type").asString()).isEqualTo("image");
    assertThat(wecom.state().path("group_welcomes")).hasSize(1);
  }

  // ---------------------------------------------------------------- words

  private void greetWithPicture() {
    connect(Map.of("welcome", "欢迎"));
    List<?> attachments = List.of(Map.of("type", "image", "file", keep("tea.png", PNG)));
    Visitor.Answer set =
        liana.script().put(account("/greeting"), Map.of("attachments", attachments));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  private List<String> greeted() {
    return wecom
        .state()
        .path("welcomes")
        .valueStream()
        .map(each -> each.path("said").asString() + " " + each.path("attachments").asInt())
        .toList();
  }

  private String keep(String name, byte[] bytes) {
    Visitor.Answer kept =
        liana.script().upload(account("/files?name=" + name.replace(" ", "%20")), bytes);
    assertThat(kept.status()).as(kept.text()).isEqualTo(201);
    return kept.json().path("id").asString();
  }

  private Map<String, Object> with(Map<?, ?>... attachments) {
    Map<String, Object> wish = wish("茶");
    wish.put("attachments", List.of(attachments));
    return wish;
  }

  private void send(Map<?, ?>... attachments) {
    Visitor.Answer made = post("", with(attachments));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private void sendPicture(String picture) {
    send(Map.of("type", "image", "file", picture));
    wecom.work();
  }

  private int uploads() {
    return wecom.state().path("media_uploads").asInt();
  }
}
