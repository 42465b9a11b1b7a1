package io.liana.saved;

import io.liana.content.Bilingual;
import io.liana.content.Csv;
import io.liana.question.Sheet;
import io.liana.question.Sheet.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * An answer as a group and as a letter says it. Pure.
 *
 * @param title as somebody typed it, which may be anything
 * @param link to the question; empty for none
 */
record Wording(String title, String community, Sheet sheet, String link, String language) {
  private static final Bilingual WORDS = Bilingual.read("/saved/words.json");
  private static final int ROWS_IN_GROUP = 10;
  private static final int ROWS_IN_LETTER = 200;
  private static final int LONGEST_TO_GROUP = 1_500; // characters; some platforms cut longer texts
  private static final int LONGEST_SUBJECT = 150;
  private static final int LONGEST_CELL = 100; // in a letter; the table attached has it whole
  private static final int LARGEST_TABLE = 5 << 20; // bytes; many servers refuse letters of 10 MB

  /**
   * @param table a CSV
   */
  record Letter(String subject, String text, String html, byte[] table) {}

  private record Table(byte[] bytes, int rows) {}

  String toGroup() {
    List<String> lines = new ArrayList<>(lines(ROWS_IN_GROUP, 40));
    int left = sheet.rows() - ROWS_IN_GROUP;
    if (left > 0) {
      lines.add(say("more", Map.of("n", left)));
    }
    String end = link.isEmpty() ? "" : "\n" + link;
    String text = String.join("\n", lines);
    int most = LONGEST_TO_GROUP - end.length();
    return (text.length() <= most ? text : cut(text, most)) + end;
  }

  Letter letter() {
    Table table = table();
    List<String> notes = new ArrayList<>();
    if (table.rows() < sheet.rows() || sheet.more()) {
      notes.add(say("cut", Map.of("n", table.rows())));
    } else if (sheet.rows() > ROWS_IN_LETTER) {
      notes.add(say("attached", Map.of("n", table.rows())));
    }
    List<String> text = new ArrayList<>(lines(ROWS_IN_LETTER, LONGEST_CELL));
    text.addAll(notes);
    text.add("");
    if (!link.isEmpty()) {
      text.add(link);
    }
    text.add(why());
    String period = period();
    return new Letter(
        cut(plain(title) + (period.isEmpty() ? "" : " · " + period), LONGEST_SUBJECT),
        String.join("\r\n", text),
        html(notes),
        table.bytes());
  }

  private List<String> lines(int mostRows, int longest) {
    List<String> lines = new ArrayList<>();
    lines.add(plain(title));
    if (!period().isEmpty()) {
      lines.add(period());
    }
    int left = mostRows;
    for (Part part : sheet.parts()) {
      List<List<@Nullable Object>> rows =
          part.rows().subList(0, Math.min(Math.max(0, left), part.rows().size()));
      left -= rows.size();
      if (rows.isEmpty()) {
        continue;
      }
      lines.add("");
      if (part.rows().size() == 1) {
        IntStream.range(0, part.heading().size())
            .mapToObj(at -> part.heading().get(at) + ": " + cell(rows.getFirst().get(at), longest))
            .forEach(lines::add);
      } else {
        lines.add(String.join(" | ", part.heading()));
        rows.forEach(
            row ->
                lines.add(
                    row.stream()
                        .map(one -> cell(one, longest))
                        .collect(Collectors.joining(" | "))));
      }
    }
    if (sheet.rows() == 0) {
      lines.add(say("nothing", Map.of()));
    }
    if (sheet.few()) {
      lines.add(say("few", Map.of()));
    }
    return lines;
  }

  private String html(List<String> notes) {
    var html = new StringBuilder("<!doctype html><html lang=\"").append(language);
    html.append("\"><head><meta charset=\"utf-8\"></head><body style=\"font-family:sans-serif\">");
    tag(html, "h2", plain(title));
    if (!period().isEmpty()) {
      tag(html, "p", period());
    }
    int left = ROWS_IN_LETTER;
    for (Part part : sheet.parts()) {
      List<List<@Nullable Object>> rows =
          part.rows().subList(0, Math.min(Math.max(0, left), part.rows().size()));
      left -= rows.size();
      if (!rows.isEmpty()) {
        html.append(
            "<table border=\"1\" cellpadding=\"6\" style=\"border-collapse:collapse\"><tr>");
        part.heading().forEach(name -> tag(html, "th", name));
        html.append("</tr>");
        for (List<@Nullable Object> row : rows) {
          html.append("<tr>");
          row.forEach(one -> tag(html, "td", cell(one, LONGEST_CELL)));
          html.append("</tr>");
        }
        html.append("</table><br>");
      }
    }
    if (sheet.rows() == 0) {
      tag(html, "p", say("nothing", Map.of()));
    }
    if (sheet.few()) {
      tag(html, "p", say("few", Map.of()));
    }
    notes.forEach(note -> tag(html, "p", note));
    if (!link.isEmpty()) {
      html.append("<p><a href=\"").append(HtmlUtils.htmlEscape(link)).append("\">");
      html.append(HtmlUtils.htmlEscape(say("open", Map.of()))).append("</a></p>");
    }
    html.append("<p style=\"color:#666;font-size:small\">");
    return html.append(HtmlUtils.htmlEscape(why())).append("</p></body></html>").toString();
  }

  private static void tag(StringBuilder html, String name, String text) {
    html.append('<').append(name).append('>');
    html.append(HtmlUtils.htmlEscape(text)).append("</").append(name).append('>');
  }

  /** What the console exports; nothing in it is a formula to a spreadsheet. */
  private Table table() {
    var text = new StringBuilder(Csv.MARK);
    long size = 3;
    int rows = 0;
    for (Part part : sheet.parts()) {
      text.append(text.length() > 1 ? "\r\n" : "").append(Csv.row(part.heading())).append("\r\n");
      for (List<@Nullable Object> row : part.rows()) {
        String line = Csv.row(row) + "\r\n";
        size += line.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_TABLE) {
          return new Table(text.toString().getBytes(StandardCharsets.UTF_8), rows);
        }
        text.append(line);
        rows++;
      }
    }
    return new Table(text.toString().getBytes(StandardCharsets.UTF_8), rows);
  }

  private String period() {
    if (sheet.to() == null) {
      return "";
    }
    return sheet.from() == null
        ? say("until", Map.of("to", sheet.to()))
        : say("period", Map.of("from", sheet.from(), "to", sheet.to()));
  }

  private String why() {
    return say("why", Map.of("community", plain(community)));
  }

  private String say(String key, Map<String, ?> params) {
    return WORDS.say(language, key, params);
  }

  private static String cell(@Nullable Object value, int longest) {
    return value == null ? "" : cut(plain(value.toString()), longest);
  }

  /** In one line: what is no letter could begin a header of its own, or turn the line around. */
  private static String plain(String text) {
    return text.replaceAll(
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+", " ")
        .strip();
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
