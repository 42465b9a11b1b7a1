package io.liana.bench;

import io.liana.moderation.Finding;
import io.liana.moderation.Lexicon;
import io.liana.moderation.LexiconTerm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The words and the real messages the kernel is measured on. */
final class KernelTexts {
  private static final int LONG = 200;

  private KernelTexts() {}

  /** The 14,595 lines of lexicon-zh that intake runs with. */
  static List<String> lexicon() throws IOException {
    return words("非法网址");
  }

  /** Its Chinese lists, for evasions an address does not know. */
  static List<String> chineseWords() throws IOException {
    return Stream.concat(words("广告类型").stream(), words("涉枪涉爆").stream()).toList();
  }

  private static List<String> words(String list) throws IOException {
    return Files.readAllLines(SharedFolder.path("data/lexicon-zh/" + list + ".txt")).stream()
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  /** Group chat, comments and questions as people wrote them, mixed. */
  static List<String> messages() throws IOException {
    List<List<Example>> sets =
        List.of(ExampleSets.qq(), ExampleSets.cold("dev"), ExampleSets.egret());
    List<String> mixed = new ArrayList<>();
    int longest = sets.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<Example> set : sets) {
        if (i < set.size()) {
          mixed.add(set.get(i).text());
        }
      }
    }
    return mixed;
  }

  /** The same messages joined and cut to 200 characters. */
  static List<String> longMessages() throws IOException {
    String all = String.join(" ", messages());
    List<String> out = new ArrayList<>();
    for (int at = 0; at + LONG <= all.length(); at += LONG) {
      out.add(all.substring(at, at + LONG));
    }
    return out;
  }

  static Lexicon compiled(List<String> words) {
    return Lexicon.of(
        words.stream().map(word -> new LexiconTerm(word, "bench", Finding.Level.ENFORCE)).toList());
  }
}
