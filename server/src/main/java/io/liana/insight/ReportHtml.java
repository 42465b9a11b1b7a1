package io.liana.insight;

import static io.liana.insight.SvgPaint.escaped;

import io.liana.insight.Report.Connector;
import io.liana.insight.Report.Said;
import io.liana.insight.ReportWords.Row;
import io.liana.insight.ReportWords.Section;
import io.liana.insight.Reports.Sheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The report as one page that needs nothing but itself: style and charts inside, no script, no
 * request. It opens from an e-mail and prints.
 */
final class ReportHtml {
  private static final int CONNECTORS = 10;
  private static final String STYLE = resource("/insight/report.css");

  private final Sheet sheet;
  private final Catalogue words;
  private final StringBuilder page = new StringBuilder();

  private ReportHtml(Sheet sheet, Catalogue words) {
    this.sheet = sheet;
    this.words = words;
  }

  static String of(Sheet sheet, Catalogue words) {
    ReportHtml html = new ReportHtml(sheet, words);
    html.head();
    if (sheet.report().metrics().activity().firstDay() != null) {
      html.tiles();
      html.charts();
      html.numbers();
      html.connectors();
      html.outlook();
    }
    html.findings();
    html.definitions();
    html.page.append("</body>\n</html>\n");
    return html.page.toString();
  }

  private void head() {
    Report report = sheet.report();
    String name = escaped(report.group().name());
    page.append(
        """
        <!doctype html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s · %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <h1>%s</h1>
        <div class="muted">%s · %s</div>
        """
            .formatted(
                words.htmlCode(),
                name,
                words.page("title"),
                STYLE,
                name,
                words.page("title"),
                escaped(ReportWords.period(report, words))));
  }

  private void tiles() {
    page.append("<div class=\"tiles\">\n");
    for (Row tile : ReportWords.tiles(sheet.report(), words)) {
      page.append(
          "<div class=\"tile\" title=\"%s\"><b>%s</b><span>%s</span></div>\n"
              .formatted(
                  escaped(words.definition(tile.key())),
                  escaped(tile.value()),
                  escaped(tile.name())));
    }
    page.append("</div>\n");
  }

  private void charts() {
    Series series = sheet.series();
    page.append("<h2>%s</h2>\n<div class=\"charts\">\n".formatted(words.page("activity")));
    chart("wide", TimeCharts.messages(series.days(), words, 1032, 240), "chart_messages");
    chart("wide", TimeCharts.members(series.days(), words, 1032, 220), "speakers_chart");
    chart("", TimeCharts.newcomers(series.newcomers(), words, 500, 300), "chart_newcomers");
    chart("", ShapeCharts.hours(series.hours(), words, 500, 300), "chart_hours");
    chart(
        "wide",
        ShapeCharts.heat(
            series.cohorts(), words, 1032, 60 + 22 * Math.max(1, series.cohorts().rows().size())),
        "retention");
    chart("", ShapeCharts.lorenz(series.lorenz(), words, 500, 380), "two_eight");
    chart("", ShapeCharts.graph(series.graph(), words, 500, 380), "chart_graph");
    page.append("</div>\n");
  }

  private void chart(String kind, Drawing drawing, String label) {
    page.append("<div class=\"%s\">".formatted(kind))
        .append(SvgPaint.paint(drawing, words.page(label)))
        .append("</div>\n");
  }

  private void numbers() {
    page.append("<div class=\"columns\">\n");
    for (Section section : ReportWords.sections(sheet.report(), words)) {
      page.append("<section><h2>").append(section.title()).append("</h2>\n<table>\n");
      for (Row row : section.rows()) {
        String base =
            row.base() == null
                ? ""
                : " <span class=\"muted\">(%s)</span>".formatted(escaped(row.base()));
        page.append(
            "<tr title=\"%s\"><td>%s</td><td class=\"number\">%s%s</td></tr>\n"
                .formatted(
                    escaped(words.definition(row.key())),
                    escaped(row.name()),
                    escaped(row.value()),
                    base));
      }
      page.append("</table>\n");
      if (section.title().equals(words.page("newcomers"))) {
        page.append("<p class=\"muted\">").append(words.page("correlation")).append("</p>\n");
      }
      page.append("</section>\n");
    }
    page.append("</div>\n");
  }

  private void connectors() {
    List<Connector> connectors = sheet.report().connectors().stream().limit(CONNECTORS).toList();
    if (connectors.isEmpty()) {
      return;
    }
    page.append(
        "<h2>%s</h2>\n<table>\n<tr><th>%s</th><th>%s</th><th>%s</th><th>%s</th></tr>\n"
            .formatted(
                words.page("connectors"),
                words.page("member"),
                words.page("dimension"),
                words.page("frequency"),
                words.page("duration")));
    for (Connector each : connectors) {
      page.append(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  escaped(each.member().name()),
                  words.number(each.dimension()),
                  words.number(each.frequency()),
                  words.number(each.duration())));
    }
    page.append("</table>\n");
  }

  private void outlook() {
    page.append(
        "<h2>%s</h2>\n<p>%s</p>\n"
            .formatted(
                words.page("forecast"),
                escaped(ReportWords.forecast(sheet.report().forecast(), words))));
    List<String> reasons = ReportWords.reasons(sheet.report().forecast());
    if (!reasons.isEmpty()) {
      page.append("<ul>\n");
      reasons.forEach(reason -> page.append("<li>%s</li>\n".formatted(escaped(reason))));
      page.append("</ul>\n");
    }
  }

  private void findings() {
    page.append("<h2>%s</h2>\n".formatted(words.page("findings")));
    for (Said finding : sheet.report().findings()) {
      page.append(
          """
          <div class="finding %s">
          <p><span class="badge">%s</span>%s</p>
          <p>→ %s</p>
          <p class="rule">%s: %s</p>
          </div>
          """
              .formatted(
                  finding.severity(),
                  words.page(finding.severity()),
                  escaped(finding.text()),
                  escaped(finding.nextStep()),
                  words.page("rule"),
                  escaped(finding.rule())));
    }
  }

  /** An e-mail has no pointer to rest on a number, so the meanings stand below as well. */
  private void definitions() {
    page.append("<h2>%s</h2>\n<dl>\n".formatted(words.page("definitions")));
    for (Section section : ReportWords.sections(sheet.report(), words)) {
      for (Row row : section.rows()) {
        page.append(
            "<dt>%s</dt><dd>%s</dd>\n"
                .formatted(escaped(row.name()), escaped(words.definition(row.key()))));
      }
    }
    String made =
        words.page("made", Map.of("messages", sheet.report().metrics().activity().messages()));
    page.append("</dl>\n<p class=\"muted\">").append(escaped(made)).append("</p>\n");
  }

  private static String resource(String name) {
    try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
