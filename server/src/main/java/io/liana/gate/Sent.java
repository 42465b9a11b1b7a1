package io.liana.gate;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser sent: answers by the question's key, files, and what the page itself put in.
 *
 * @param answers of a form, by the question's key; of a quiz, {@code q0}, {@code q1} …
 * @param control the version shown, the number of the try, the captcha's solution, a code
 * @param wrong files that are too large, or neither a picture nor a PDF
 * @param strange a field no page of ours has
 */
record Sent(
    Map<String, List<String>> answers,
    Map<String, File> files,
    Map<String, String> control,
    Set<String> wrong,
    boolean strange) {
  static final int LARGEST_FILE = 5 << 20;
  static final String ANSWER = "a.";
  private static final Set<String> CONTROL = Set.of("v", "try", "altcha", "code");
  private static final int LONGEST_FIELD = 20_000;
  private static final int MOST_VALUES = 200;
  private static final int LONGEST_NAME = 100;

  /** What somebody sends along. */
  record File(String name, String type, byte[] bytes) {}

  @Nullable String control(String name) {
    return control.get(name);
  }

  int number(String name) {
    String given = control.getOrDefault(name, "");
    return given.matches("\\d{1,9}") ? Integer.parseInt(given) : -1;
  }

  /**
   * @throws IllegalStateException when it is larger than the servlet allows
   */
  static Sent read(HttpServletRequest request) throws IOException, ServletException {
    var sent =
        new Sent(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new HashSet<>(),
            false);
    boolean strange = false;
    int values = 0;
    for (Part part : request.getParts()) {
      values++;
      strange |= values > MOST_VALUES || !sent.take(part);
    }
    return new Sent(sent.answers, sent.files, sent.control, sent.wrong, strange);
  }

  private boolean take(Part part) throws IOException {
    String name = part.getName();
    boolean answer = name.startsWith(ANSWER) && name.length() <= 40;
    String key = answer ? name.substring(ANSWER.length()) : name;
    if (part.getSubmittedFileName() != null) {
      return answer && takeFile(key, part.getSubmittedFileName(), part);
    }
    if (part.getSize() > LONGEST_FIELD) {
      return false;
    }
    String value =
        storable(new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    if (CONTROL.contains(name)) {
      return control.putIfAbsent(name, value) == null;
    }
    if (!answer && !name.matches("q\\d{1,2}")) {
      return false;
    }
    answers.computeIfAbsent(key, same -> new ArrayList<>()).add(value);
    return true;
  }

  /** An empty field of a file is one nobody filled in. */
  private boolean takeFile(String key, String name, Part part) throws IOException {
    if (part.getSize() == 0) {
      return true;
    }
    byte[] bytes =
        part.getSize() > LARGEST_FILE ? new byte[0] : part.getInputStream().readAllBytes();
    Optional<FileKind> kind = FileKind.of(bytes);
    if (kind.isEmpty()) {
      wrong.add(key);
      return true;
    }
    String safe = safe(name);
    answers.computeIfAbsent(key, same -> new ArrayList<>()).add(safe);
    return files.putIfAbsent(key, new File(safe, kind.get().type(), bytes)) == null;
  }

  private static String safe(String name) {
    String last =
        storable(name).replaceFirst("(?s).*[/\\\\]", "").replaceAll("[\\p{Cntrl}\"]", "").strip();
    int end =
        last.offsetByCodePoints(0, Math.min(LONGEST_NAME, last.codePointCount(0, last.length())));
    return last.isEmpty() ? "file" : last.substring(0, end);
  }

  /** PostgreSQL keeps no NUL; a browser's line end is one. */
  private static String storable(String text) {
    return text.replace("\0", "").replace("\r\n", "\n");
  }
}
