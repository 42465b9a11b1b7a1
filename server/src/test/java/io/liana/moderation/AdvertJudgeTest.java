package io.liana.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertJudgeTest {
  private static final AdvertJudge JUDGE = AdvertJudge.standard();
  private static final JudgeSettings SETTINGS = JudgeSettings.defaults();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "出售vape,20r一个,加qq 2938475610,低价",
        "招聘兼职打字员，日结200，加薇❤信：zhaopin_88",
        "澳门娱乐注册送88彩金，网址 xpj8877点com",
        "Free Discord Nitro! Claim here https://discord.gg/fr33nitro"
      })
  void a_plain_advert_reaches_the_enforce_threshold(String text) {
    assertThat(JUDGE.judge(text, SETTINGS))
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.ADVERT);
              assertThat(finding.level()).isEqualTo(Finding.Level.ENFORCE);
            });
  }

  @Test
  void most_adverts_it_never_saw_are_found_and_hardly_any_innocent_sentence() throws IOException {
    long found = lines("unseen-adverts.txt").filter(AdvertJudgeTest::looksLikeAnAdvert).count();
    List<String> accused =
        lines("unseen-ordinary.txt").filter(AdvertJudgeTest::looksLikeAnAdvert).toList();
    assertThat(found).isGreaterThanOrEqualTo(lines("unseen-adverts.txt").count() * 4 / 5);
    assertThat(accused).hasSizeLessThanOrEqualTo(3);
    assertThat(accused).noneMatch(text -> strongest(text) == Finding.Level.ENFORCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          加我 微信：abc_1234        | CONTACT | wechat   | abc_1234
          电话 138-0013-8000        | CONTACT | phone    | 138-0013-8000
          幺三八零零一三八零零零      | CONTACT | phone    | 幺三八零零一三八零零零
          加qq 1234567890           | CONTACT | qq       | 1234567890
          进裙 765432108            | CONTACT | qq_group | 765432108
          写信给 ana@example.com     | CONTACT | email    | ana@example.com
          看 https://spam.top/x?a=1  | LINK    | web      | spam.top/x?a=1
          看 spam点com 就知道         | LINK    | hidden   | spam点com
          来 https://t.me/+AbCdEf12  | INVITE  | telegram | t.me/+AbCdEf12
          群 https://qm.qq.com/q/Ab3 | INVITE  | qq       | qm.qq.com/q/Ab3
          """)
  void evidence_is_the_members_own_characters(
      String text, Finding.Kind kind, String category, String matched) {
    assertThat(JUDGE.judge(text, SETTINGS))
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.category()).isEqualTo(category);
              assertThat(finding.matched()).isEqualTo(matched);
              assertThat(text.substring(finding.start(), finding.end())).isEqualTo(matched);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "在群里很有威信",
        "蔷薇开了，裙子也到了",
        "附近群众都来了",
        "快递取件码 283746",
        "版本 3.2.1 发布于 2024-11-15 10:20:30",
        "文件是 readme.md 和 start.sh",
        "一共 12 34 56 78 90 12 个",
        "他说了句话。cn是中国的缩写"
      })
  void ordinary_words_and_numbers_are_no_contacts(String text) {
    assertThat(JUDGE.judge(text, SETTINGS)).isEmpty();
  }

  @Test
  void allowed_domains_cover_what_is_below_them_and_nothing_that_only_ends_alike() {
    JudgeSettings settings = SETTINGS.withAllowedDomains(Set.of("riverside.org"));
    assertThat(links("https://riverside.org/a", settings)).isEmpty();
    assertThat(links("see www.riverside.org", settings)).isEmpty();
    assertThat(links("https://evilriverside.org", settings)).hasSize(1);
    assertThat(links("https://riverside.org.evil.top", settings)).hasSize(1);
  }

  @Test
  void the_communitys_own_invitation_is_allowed() {
    String text = "https://discord.gg/FPxNX2";
    assertThat(invites(text, SETTINGS)).hasSize(1);
    assertThat(invites(text, SETTINGS.withAllowedInvites(Set.of("FPxNX2")))).isEmpty();
  }

  @Test
  void thresholds_of_the_community_replace_the_models_own() {
    JudgeSettings relaxed = SETTINGS.withThresholds(1.1, 1.1);
    assertThat(JUDGE.judge("出售vape 20r 加qq2938475610", relaxed))
        .noneMatch(finding -> finding.kind() == Finding.Kind.ADVERT);
  }

  @Test
  void an_empty_text_holds_nothing() {
    assertThat(JUDGE.judge("", SETTINGS)).isEmpty();
    assertThat(JUDGE.judge("\uD800", SETTINGS)).isEmpty();
  }

  private static boolean looksLikeAnAdvert(String text) {
    return strongest(text) != Finding.Level.NONE;
  }

  private static Finding.Level strongest(String text) {
    return JUDGE.judge(text, SETTINGS).stream()
        .filter(finding -> finding.kind() == Finding.Kind.ADVERT)
        .map(Finding::level)
        .findFirst()
        .orElse(Finding.Level.NONE);
  }

  private static List<Finding> links(String text, JudgeSettings settings) {
    return JUDGE.judge(text, settings).stream().filter(f -> f.kind() == Finding.Kind.LINK).toList();
  }

  private static List<Finding> invites(String text, JudgeSettings settings) {
    return JUDGE.judge(text, settings).stream()
        .filter(f -> f.kind() == Finding.Kind.INVITE)
        .toList();
  }

  private static Stream<String> lines(String name) throws IOException {
    try (InputStream in = AdvertJudgeTest.class.getResourceAsStream("/moderation/" + name)) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().filter(line -> !line.isBlank() && !line.startsWith("# "));
    }
  }
}
