package io.liana.insight;

import io.liana.insight.Report.Connector;
import io.liana.insight.Report.Said;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report for a terminal: aligned columns, findings below. */
final class ReportText {
  private static final int LABEL = 34; // columns; a Chinese character takes two
  private static final int CONNECTORS = 5;

  private final Catalogue words;
  private final List<String> lines = new ArrayList<>();

  private ReportText(Catalogue words) {
    this.words = words;
  }

  static String of(Report report, Catalogue words) {
    var text = new ReportText(words);
    text.head(report);
    if (report.metrics().activity().firstDay() != null) {
      text.numbers(report);
    }
    text.findings(report.findings());
    return String.join("\n", text.lines) + "\n";
  }

  private void head(Report report) {
    lines.add(report.group().name());
    lines.add(ReportWords.period(report, words));
  }

  private void numbers(Report report) {
    for (ReportWords.Section section : ReportWords.sections(report, words)) {
      title(section.title());
      for (ReportWords.Row row : section.rows()) {
        line(row.name(), row.value(), row.base());
      }
    }
    List<Connector> connectors = report.connectors().stream().limit(CONNECTORS).toList();
    if (!connectors.isEmpty()) {
      lines.add("");
      lines.add("  " + padded(words.page("member"), LABEL) + words.page("dimension"));
      connectors.forEach(each -> line(each.member().name(), words.number(each.dimension()), null));
    }
    title(words.page("forecast"));
    lines.add("  " + ReportWords.forecast(report.forecast(), words));
    ReportWords.reasons(report.forecast()).forEach(reason -> lines.add("    " + reason));
  }

  private void findings(List<Said> findings) {
    title(words.page("findings"));
    for (Said finding : findings) {
      lines.add("  [%s] %s".formatted(words.page(finding.severity()), finding.text()));
      lines.add("      → " + finding.nextStep());
      lines.add("      %s: %s".formatted(words.page("rule"), finding.rule()));
    }
  }

  private void title(String title) {
    lines.add("");
    lines.add(title);
  }

  private void line(String name, String value, @Nullable String base) {
    lines.add("  " + padded(name, LABEL) + value + (base == null ? "" : "   (" + base + ")"));
  }

  private static String padded(String text, int columns) {
    int taken = text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
    return text + " ".repeat(Math.max(1, columns - taken));
  }

  private static boolean isWide(int point) {
    return point >= 0x1100
        && (Character.isIdeographic(point)
            || Character.UnicodeBlock.of(point)
                == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS
            || Character.UnicodeBlock.of(point)
                == Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION);
  }
}
