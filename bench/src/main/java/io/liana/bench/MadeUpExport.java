package io.liana.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * Two years of a group of 5,000, a few of whom say most; some lines break, some mention somebody.
 */
final class MadeUpExport {
  static final int MESSAGES = 1_100_000;

  private static final int MEMBERS = 5_000;
  private static final String[] WORDS =
      "今天 我们 一起 去 河边 走走 谢谢 大家 几点 开始 hello everyone please check the link".split(" ");
  private static final DateTimeFormatter WHATSAPP = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");
  private static final DateTimeFormatter QQ = DateTimeFormatter.ofPattern("yyyy-MM-dd H:mm:ss");

  private MadeUpExport() {}

  private interface Line {
    String of(LocalDateTime at, int member, String text);
  }

  static Path whatsapp(Path file) throws IOException {
    return write(
        file,
        (at, member, text) -> "%s - %s: %s\n".formatted(WHATSAPP.format(at), name(member), text));
  }

  static Path qq(Path file) throws IOException {
    return write(
        file,
        (at, member, text) ->
            "%s %s(%d)\n%s\n\n".formatted(QQ.format(at), name(member), 100_000 + member, text));
  }

  private static Path write(Path file, Line line) throws IOException {
    var random = new Random(7);
    LocalDateTime at = LocalDateTime.of(2024, 1, 1, 0, 0);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int n = 0; n < MESSAGES; n++) {
        at = at.plusSeconds(1 + random.nextInt(110));
        int member = (int) (MEMBERS * Math.pow(random.nextDouble(), 5));
        out.write(line.of(at, member, text(n, random)));
      }
    }
    return file;
  }

  private static String name(int member) {
    return member % 3 == 0 ? "成员" + member : "Member " + member;
  }

  private static String text(int n, Random random) {
    var text = new StringBuilder(n % 6 == 0 ? "@" + name(random.nextInt(MEMBERS)) + " " : "");
    int words = 2 + random.nextInt(13);
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(i % 12 == 11 ? "\n" : " ");
    }
    return text.toString().strip();
  }
}
