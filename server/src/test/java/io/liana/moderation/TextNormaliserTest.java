package io.liana.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormaliserTest {
  @ParameterizedTest(name = "{0} is read {1}")
  @CsvSource({
    "ＶＩＰ１２３, vip123",
    "ViP, vip",
    "Crème, creme",
    "優惠, 优惠",
    "ⓥⓘⓟ①②, vip12",
    "🅥🅘🅟, vip",
    "𝗩𝗜𝗣, vip",
    "vір, vip", // Cyrillic і and р
    "㊀㊁, 一二",
    "❶❷➌, 123",
    "⑩, 10",
    "٣٤, 34",
    "がぎ, がぎ",
    "①\uFE0F\u20E3, 1"
  })
  void characters_that_look_alike_are_read_alike(String text, String read) {
    assertThat(TextNormaliser.fold(text).plain()).isEqualTo(read);
  }

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "加薇信, 加微信",
    "加 薇 信, 加微信",
    "加威信abc12, 加微信abc12",
    "微亻言, 微信",
    "+vx, 微信",
    "wx：, 微信",
    "v❤信, 微信",
    "w*x, 微信",
    "扣扣, qq",
    "企鹅群, qq群",
    "进裙, 进群",
    "加君羊, 加群",
    "纸飞机, telegram",
    "➕v, 加微信"
  })
  void disguised_contact_words_are_written_out(String text, String meant) {
    assertThat(TextNormaliser.fold(text).glued()).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "他很有威信, 他很有威信",
    "裙子, 裙子",
    "avx512, avx512",
    "w*x*y, wxy",
    "附近群众, 附近群众",
    "蔷薇, 蔷薇",
    "卫星发射, 卫星发射"
  })
  void ordinary_words_stay_what_they_are(String text, String meant) {
    assertThat(TextNormaliser.fold(text).glued()).isEqualTo(meant);
  }

  @Test
  void invisible_characters_are_not_read() {
    assertThat(TextNormaliser.fold("a\u200Bb\u2060c\u00ADd\uFEFFe").plain()).isEqualTo("abcde");
  }

  @Test
  void every_reading_leads_back_to_the_original_characters() {
    String text = "\u200B看😀ⓥx⑩";
    FoldedText folded = TextNormaliser.fold(text);
    int last = folded.length - 1;
    assertThat(text.substring(folded.originalStart(0), folded.originalEnd(0))).isEqualTo("看");
    assertThat(text.substring(folded.originalStart(last), folded.originalEnd(last))).isEqualTo("⑩");
  }

  /** Whatever comes in: no exception, and offsets that lie inside the text and never go back. */
  @RepeatedTest(200)
  void any_text_can_be_read(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(80);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append("vx微信薇信加群qq裙0o1.点:/@".charAt(random.nextInt(18)));
        case 2 -> text.appendCodePoint(0x1D400 + random.nextInt(0x400));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    String message = text.toString();
    FoldedText folded = TextNormaliser.fold(message);
    int before = 0;
    for (int i = 0; i < folded.length; i++) {
      assertThat(folded.originalStart(i)).isBetween(before, message.length() - 1);
      assertThat(folded.originalEnd(i)).isBetween(folded.originalStart(i) + 1, message.length());
      before = folded.originalStart(i);
    }
    assertThat(AdvertJudge.standard().judge(message, JudgeSettings.defaults()))
        .allSatisfy(
            finding ->
                assertThat(finding.matched())
                    .isEqualTo(message.substring(finding.start(), finding.end())));
  }
}
