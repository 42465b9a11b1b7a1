package io.liana.channel.onebot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SegmentTest {
  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void a_cq_code_is_read_among_text() {
    assertThat(Segment.ofCq("[CQ:reply,id=-42]看 [CQ:at,qq=30001] &#91;不是码&#93; a&amp;b"))
        .containsExactly(
            new Segment("reply", Map.of("id", "-42")),
            Segment.text("看 "),
            Segment.at("30001"),
            Segment.text(" [不是码] a&b"));
  }

  @Test
  void commas_and_equals_signs_stay_inside_their_parameter() {
    assertThat(Segment.ofCq("[CQ:share,url=http://x.cn/?a=1&amp;b=2,title=你好&#44;世界]"))
        .containsExactly(
            new Segment("share", Map.of("url", "http://x.cn/?a=1&b=2", "title", "你好,世界")));
  }

  @Test
  void an_escape_of_an_escape_is_unescaped_once() {
    assertThat(Segment.ofCq("&amp;#91;CQ:at&amp;#44;"))
        .containsExactly(Segment.text("&#91;CQ:at&#44;"));
  }

  @Test
  void what_a_member_types_cannot_become_a_code() {
    String typed = "[CQ:at,qq=all] & [CQ:image,file=http://x/y.png]";
    String written = Segment.toCq(List.of(Segment.text(typed)));
    assertThat(written).doesNotContain("[");
    assertThat(Segment.ofCq(written)).containsExactly(Segment.text(typed));
  }

  @Test
  void a_code_without_an_end_is_text() {
    assertThat(Segment.ofCq("a[CQ:at,qq=1")).containsExactly(Segment.text("a[CQ:at,qq=1"));
    assertThat(Segment.ofCq("[CQ:]")).containsExactly(new Segment("", Map.of()));
    assertThat(Segment.ofCq("[CQ:,,,=,=x]")).hasSize(1);
  }

  @Test
  void whatever_is_written_is_read_back_the_same() {
    var random = new Random(7);
    String letters = "[]&,=CQ:a#9;中 \n";
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(12) + 1; i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String said = text.toString();
      List<Segment> message =
          List.of(new Segment("share", Map.of("title", said)), Segment.text(said));
      assertThat(Segment.ofCq(Segment.toCq(message))).isEqualTo(message);
    }
  }

  @Test
  void segments_with_numbers_and_a_lone_segment_are_read_too() {
    assertThat(Segment.of(json.readTree("[{\"type\":\"at\",\"data\":{\"qq\":9007199254740993}}]")))
        .containsExactly(Segment.at("9007199254740993"));
    assertThat(Segment.of(json.readTree("{\"type\":\"text\",\"data\":{\"text\":\"x\"}}")))
        .containsExactly(Segment.text("x"));
    assertThat(Segment.of(json.readTree("[7,null,{\"type\":3,\"data\":[]}]")))
        .containsExactly(new Segment("", Map.of()));
    assertThat(Segment.of(json.readTree("7"))).isEmpty();
  }

  @Test
  void a_message_of_a_million_codes_is_cut() {
    assertThat(Segment.ofCq("[CQ:face,id=1]".repeat(100_000)).size()).isLessThan(2_000);
  }
}
