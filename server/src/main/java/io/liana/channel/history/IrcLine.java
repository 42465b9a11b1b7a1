package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an IRC log.
 *
 * @param date where the line itself has one
 * @param time null for lines some loggers write without one; they happened when the line before did
 * @param kind null when it is not a line of an IRC log
 * @param other the new nick, who was kicked, or the new topic
 */
record IrcLine(
    @Nullable LocalDate date,
    @Nullable LocalTime time,
    @Nullable EventKind kind,
    @Nullable String nick,
    String text,
    @Nullable String other) {
  private static final Pattern STAMP =
      Pattern.compile(
          "^\\[?(?:(\\d{4})[-/.](\\d\\d)[-/.](\\d\\d)[T ])?(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?]?[ \t]+(.*)$",
          Pattern.DOTALL);
  private static final Pattern SAID =
      Pattern.compile("^<[ @+%&~!]?((?:[^<>\\s]|(?<=]) )+)> ?(.*)$", Pattern.DOTALL);
  private static final Pattern DID =
      Pattern.compile("^[*•][ \t]+(\\S+)(?: (.*))?$", Pattern.DOTALL);
  private static final Pattern NOTICE = Pattern.compile("^-([^\\s-]\\S*)- (.*)$", Pattern.DOTALL);
  private static final Pattern TABBED = Pattern.compile("^[@+%&~!]?(\\S+)\t(.*)$", Pattern.DOTALL);
  private static final Pattern MARK =
      Pattern.compile("^(===|\\*\\*\\*|-!-|-->|<--|<->|--)[ \t]+(.*)$", Pattern.DOTALL);
  private static final Map<String, List<Sentence>> SENTENCES = sentences();

  static IrcLine of(String line) {
    LocalDate date = null;
    LocalTime time = null;
    String rest = line;
    Matcher stamp = STAMP.matcher(line);
    if (stamp.matches()) {
      rest = stamp.group(7);
      date = date(stamp);
      time = time(stamp);
    }
    if (time == null && stamp.matches()) {
      return new IrcLine(null, null, null, null, line, null);
    }
    return body(date, time, rest);
  }

  private static IrcLine body(@Nullable LocalDate date, @Nullable LocalTime time, String rest) {
    Matcher mark = MARK.matcher(rest);
    if (mark.matches()) {
      return happened(date, time, mark.group(1), mark.group(2));
    }
    if (time == null) {
      return new IrcLine(date, null, null, null, rest, null);
    }
    Matcher said = SAID.matcher(rest);
    if (said.matches()) {
      return new IrcLine(date, time, EventKind.MESSAGE, nick(said.group(1)), said.group(2), null);
    }
    Matcher did = DID.matcher(rest);
    if (did.matches()) {
      String text = did.group(2) == null ? "" : did.group(2);
      return new IrcLine(date, time, EventKind.ACTION, did.group(1), text, null);
    }
    Matcher notice = NOTICE.matcher(rest);
    if (notice.matches()) {
      return new IrcLine(date, time, EventKind.MESSAGE, notice.group(1), notice.group(2), null);
    }
    Matcher tabbed = TABBED.matcher(rest);
    if (date != null && tabbed.matches()) { // without a date this is a LINE chat
      return new IrcLine(date, time, EventKind.MESSAGE, tabbed.group(1), tabbed.group(2), null);
    }
    return new IrcLine(date, time, null, null, rest, null);
  }

  /** Some logs write a blank behind every ] of a nick. */
  private static String nick(String written) {
    return written.replace("] ", "]");
  }

  private static IrcLine happened(
      @Nullable LocalDate date, @Nullable LocalTime time, String mark, String rest) {
    String kindOfLog = mark.equals("===") ? "===" : "***";
    String said = Sentence.normal(rest);
    for (Sentence sentence : SENTENCES.getOrDefault(kindOfLog, List.of())) {
      Sentence.Match match = sentence.match(said);
      if (match != null && (match.by() == null || match.by().indexOf(' ') < 0)) {
        return told(date, time, match, rest);
      }
    }
    int blank = rest.indexOf(' ');
    boolean action = mark.equals("===") && blank > 0;
    return action
        ? new IrcLine(
            date, time, EventKind.ACTION, rest.substring(0, blank), rest.substring(blank + 1), null)
        : new IrcLine(date, time, EventKind.SYSTEM, null, rest, null);
  }

  private static IrcLine told(
      @Nullable LocalDate date, @Nullable LocalTime time, Sentence.Match match, String rest) {
    EventKind kind = EventKind.of(match.kind());
    String who = match.who();
    return switch (kind) {
      case SYSTEM -> new IrcLine(date, time, kind, null, rest, null);
      case TOPIC -> new IrcLine(date, time, kind, match.by(), "", match.text());
      case KICK -> new IrcLine(date, time, kind, match.by(), "", who);
      default -> new IrcLine(date, time, kind, who, "", match.text());
    };
  }

  private static @Nullable LocalDate date(Matcher stamp) {
    if (stamp.group(1) == null) {
      return null;
    }
    return new Stamp.Day(
            Integer.parseInt(stamp.group(1)),
            Integer.parseInt(stamp.group(2)),
            Integer.parseInt(stamp.group(3)),
            "-",
            "first",
            0)
        .in(DateOrder.YMD);
  }

  private static @Nullable LocalTime time(Matcher stamp) {
    int second = stamp.group(6) == null ? -1 : Integer.parseInt(stamp.group(6));
    return new Stamp.Time(
            Integer.parseInt(stamp.group(4)),
            Integer.parseInt(stamp.group(5)),
            second,
            Stamp.Half.NONE,
            ":",
            0)
        .clock();
  }

  private static Map<String, List<Sentence>> sentences() {
    var sentences = new HashMap<String, List<Sentence>>();
    for (String[] row : Table.rows("irc.tsv")) {
      sentences.computeIfAbsent(row[1], m -> new ArrayList<>()).add(new Sentence(row[0], row[2]));
    }
    return sentences;
  }
}
