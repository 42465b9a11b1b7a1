package io.liana.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconTest {
  @ParameterizedTest(name = "{0} is in {1}")
  @CsvSource({
    "wew, we*w",
    "we w, we*w",
    "we w, we w",
    "wew, w e w",
    "贷款, 贷*款",
    "贷款, 貸 款",
    "贷款, 贷\u200B款",
    "加微信, 加 V ❤ 信",
    "abc.com, look ABC.com here",
    "abc.com, abc。com",
    "abc.com, a*b*c*.*c*o*m",
    "高利贷, 高，利，贷"
  })
  void a_word_is_found_however_it_is_written(String word, String text) {
    assertThat(find(word, text)).hasSize(1);
  }

  @ParameterizedTest(name = "{0} is not in {1}")
  @CsvSource({
    "wew, wews",
    "ass, class",
    "is hit, ishit",
    "shit, is hit",
    "we w, wew",
    "abc.com, abccom",
    "123, 91234",
    "贷款, 车贷。款式新",
    "加微信, 不再加。微信见"
  })
  void a_word_is_not_read_into_others(String word, String text) {
    assertThat(find(word, text)).isEmpty();
  }

  @Test
  void evidence_covers_the_inserted_signs() {
    LexiconMatch match = find("贷款", "要😀贷**款吗").getFirst();
    assertThat("要😀贷**款吗".substring(match.start(), match.end())).isEqualTo("贷**款");
  }

  @Test
  void overlapping_words_are_all_found() {
    Lexicon lexicon = Lexicon.of(Stream.of("刷单", "刷单兼职", "兼职").map(LexiconTest::term).toList());
    assertThat(lexicon.find("刷单兼职")).hasSize(3);
  }

  @Test
  void a_word_of_signs_only_is_left_out() {
    assertThat(Lexicon.of(List.of(term("***"), term(""), term("好"))).size()).isOne();
  }

  @Test
  void messages_are_judged_with_the_old_words_until_the_new_ones_are_built() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    LiveLexicon live = new LiveLexicon(waiting::add);
    var first = live.replace(List.of(term("刷单")));
    assertThat(live.now().find("刷单")).isEmpty();
    waiting.remove().run();
    assertThat(first).isDone();
    assertThat(live.now().find("刷单")).hasSize(1);
  }

  @Test
  void a_slow_build_never_overtakes_a_later_one() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    LiveLexicon live = new LiveLexicon(waiting::add);
    live.replace(List.of(term("旧")));
    live.replace(List.of(term("新")));
    waiting.removeLast().run();
    waiting.removeLast().run();
    assertThat(live.now().find("新")).hasSize(1);
    assertThat(live.now().find("旧")).isEmpty();
  }

  private static List<LexiconMatch> find(String word, String text) {
    return Lexicon.of(List.of(term(word))).find(text);
  }

  private static LexiconTerm term(String word) {
    return new LexiconTerm(word, "test", Finding.Level.REVIEW);
  }
}
