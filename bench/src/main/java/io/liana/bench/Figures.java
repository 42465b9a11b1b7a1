package io.liana.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What one measurement found: printed as a table, written as JSON. */
public final class Figures {
  /**
   * One number.
   *
   * @param baseline what it is measured against, or the target; null when there is none
   * @param ratio value ÷ baseline; null without a baseline
   */
  public record Figure(
      String key, double value, String unit, @Nullable Double baseline, @Nullable Double ratio) {}

  private final String name;
  private final List<Figure> figures = new ArrayList<>();

  public Figures(String name) {
    this.name = name;
  }

  public Figures add(String key, double value, String unit) {
    return found(new Figure(key, value, unit, null, null));
  }

  /** A number beside what it is compared with. */
  public Figures add(String key, double value, String unit, double baseline) {
    return found(new Figure(key, value, unit, baseline, baseline == 0 ? null : value / baseline));
  }

  /** Said at once: a measurement that breaks later has not measured nothing. */
  private Figures found(Figure figure) {
    figures.add(figure);
    System.err.printf("  %s %s %s%n", figure.key, number(figure.value), figure.unit);
    return this;
  }

  public Figures addAll(Figures others) {
    figures.addAll(others.figures);
    return this;
  }

  public void print() {
    System.out.printf("%n%s · %s · commit %s%n", name, machine(), commit());
    int width = figures.stream().mapToInt(f -> f.key.length()).max().orElse(10);
    String row = "  %-" + width + "s  %14s %-8s %14s %8s%n";
    System.out.printf(row, "", "value", "", "against", "ratio");
    for (Figure f : figures) {
      System.out.printf(row, f.key, number(f.value), f.unit, number(f.baseline), number(f.ratio));
    }
  }

  /** Prints, and writes {@code {name, commit, machine, figures}} when there is a file to write. */
  public void report(@Nullable Path json) throws IOException {
    print();
    if (json != null) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("name", name);
      out.put("commit", commit());
      out.put("machine", machine());
      out.put("figures", figures);
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(json, mapper.writeValueAsString(out) + "\n");
    }
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f", value);
  }

  /** The project: where the launcher says, else here or the folder above. */
  static Path home() {
    Path named = Path.of(System.getProperty("liana.home", ".")).toAbsolutePath().normalize();
    return Files.exists(named.resolve("server")) || named.getParent() == null
        ? named
        : named.getParent();
  }

  static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return "%d cores, Java %s, %s"
        .formatted(
            runtime.availableProcessors(),
            Runtime.version().feature(),
            System.getProperty("os.arch"));
  }

  static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
              .directory(home().toFile())
              .redirectErrorStream(true)
              .start();
      String answer = new String(git.getInputStream().readAllBytes()).strip();
      return git.waitFor() == 0 ? answer : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
