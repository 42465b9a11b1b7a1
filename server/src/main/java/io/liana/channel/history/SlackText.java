package io.liana.channel.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's own marking of people, channels and links inside a text. */
final class SlackText {
  private static final Pattern MARKED =
      Pattern.compile(
          "<(?:@([UWB][A-Z0-9]+)|#(C[A-Z0-9]+)|!(\\w+)[^>|]*|((?:https?|ftp|mailto|tel):[^>|]*))(?:\\|([^>]*))?>");

  private SlackText() {}

  /** As a reader sees it: {@code <@U1>} becomes {@code @Ana}. */
  static String plain(String text, Map<String, String> names) {
    if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return text;
    }
    var plain = new StringBuilder();
    Matcher marked = MARKED.matcher(text);
    int from = 0;
    while (marked.find()) {
      plain.append(text, from, marked.start()).append(shown(marked, names));
      from = marked.end();
    }
    plain.append(text, from, text.length());
    return plain.toString().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static String shown(Matcher marked, Map<String, String> names) {
    String label = marked.group(5);
    if (marked.group(1) != null) {
      return "@" + names.getOrDefault(marked.group(1), label == null ? marked.group(1) : label);
    }
    if (marked.group(2) != null) {
      return "#" + (label == null ? marked.group(2) : label);
    }
    if (marked.group(3) != null) {
      return "@" + marked.group(3);
    }
    return label == null ? marked.group(4) : label;
  }

  static List<HistoryPerson> mentions(String text, Map<String, String> names) {
    var people = new ArrayList<HistoryPerson>();
    Matcher marked = MARKED.matcher(text);
    while (marked.find()) {
      String id = marked.group(1);
      if (id != null) {
        people.add(new HistoryPerson(names.getOrDefault(id, id), id));
      }
    }
    return people;
  }
}
