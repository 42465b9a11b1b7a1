package io.liana.customer;

import io.liana.content.Csv;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a table of product users says: three columns are known by their titles, every other one is a
 * trait. A line that is wrong is told by its number and keeps no other out.
 */
final class UserTable {
  static final int MOST_TRAITS = 60;
  private static final int MOST_LINES = 500_000;
  private static final int MOST_WRONG = 100;
  private static final int LONGEST = 100;
  private static final LocalDate EARLIEST = LocalDate.parse("1990-01-01");
  private static final Map<String, List<String>> TITLES =
      Map.of(
          "user",
          List.of("user", "user_id", "user id", "userid", "contact", "phone", "用户编号", "用户", "手机号"),
          "first_seen",
          List.of(
              "first_seen", "first seen", "registered_at", "signup_date", "首次使用", "注册时间", "注册日期"),
          "invited",
          List.of("invited", "是否邀请", "已邀请"),
          "member",
          List.of("member", "member_id", "成员编号"));
  private static final List<String> YES = List.of("1", "yes", "true", "是");
  private static final List<String> NO = List.of("0", "no", "false", "否");

  private final LocalDate today;
  private final Map<String, ProductUser> users = new LinkedHashMap<>();
  private final Map<String, Integer> at = new TreeMap<>();
  private final Map<String, Integer> traits = new LinkedHashMap<>();
  private final List<Table.Wrong> wrong = new ArrayList<>();
  private boolean begun;
  private int lines;
  private int wrongLines;

  /**
   * @param missing titles that have to be there and are not: nothing can be kept
   * @param wrong the first hundred
   */
  record Said(
      Map<String, Integer> columns,
      List<String> traits,
      List<String> missing,
      List<ProductUser> users,
      int lines,
      int wrongLines,
      List<Table.Wrong> wrong) {}

  /** As written; a program's or a line's. */
  record Written(
      @Nullable String user,
      @Nullable String member,
      @Nullable String firstSeen,
      @Nullable String invited,
      Map<String, String> traits) {}

  private UserTable(LocalDate today) {
    this.today = today;
  }

  /**
   * @param today of the community: nobody was first seen later
   */
  static Said read(InputStream file, Charset encoding, LocalDate today) {
    var table = new UserTable(today);
    Csv.read(file, encoding, MOST_LINES + 1, table::line);
    if (!table.begun) {
      throw Given.wrong("file", "is empty");
    }
    return new Said(
        table.at,
        List.copyOf(table.traits.keySet()),
        table.missing(),
        List.copyOf(table.users.values()),
        table.lines,
        table.wrongLines,
        table.wrong);
  }

  /**
   * @throws Problem 400 for the first that is wrong
   */
  static List<ProductUser> of(List<Written> given, LocalDate today) {
    var table = new UserTable(today);
    given.forEach(table::add);
    return List.copyOf(table.users.values());
  }

  private List<String> missing() {
    return List.of("user", "first_seen").stream().filter(one -> !at.containsKey(one)).toList();
  }

  private void line(Csv.Line line) {
    if (!begun) {
      begun = true;
      titles(line.cells());
      return;
    }
    lines++;
    if (!missing().isEmpty()) {
      return;
    }
    try {
      Map<String, String> said = new HashMap<>();
      traits.forEach((title, column) -> said.put(title, line.cell(column)));
      add(
          new Written(
              cell(line, "user"),
              cell(line, "member"),
              cell(line, "first_seen"),
              cell(line, "invited"),
              said));
    } catch (Problem problem) {
      wrongLines++;
      if (wrong.size() < MOST_WRONG) {
        wrong.add(
            new Table.Wrong(
                line.number(),
                String.valueOf(problem.params().get("field")),
                String.valueOf(problem.getMessage())));
      }
    }
  }

  private void titles(List<String> header) {
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      String title = header.get(i).strip();
      String known =
          TITLES.entrySet().stream()
              .filter(one -> one.getValue().contains(title.toLowerCase(Locale.ROOT)))
              .map(Map.Entry::getKey)
              .filter(one -> !at.containsKey(one))
              .findFirst()
              .orElse(null);
      if (known != null) {
        at.put(known, column);
      } else if (!title.isEmpty()) {
        trait(title, column);
      }
    }
  }

  private void trait(String title, int column) {
    if (title.length() > LONGEST || traits.put(title, column) != null) {
      throw Given.wrong(
          "file",
          "has the column '%s' twice".formatted(title.substring(0, Math.min(40, title.length()))));
    }
    if (traits.size() > MOST_TRAITS) {
      throw Given.wrong("file", "has more than %d columns of traits".formatted(MOST_TRAITS));
    }
  }

  private @Nullable String cell(Csv.Line line, String field) {
    Integer column = at.get(field);
    String cell = column == null ? "" : line.cell(column);
    return cell.isEmpty() ? null : cell;
  }

  private void add(Written line) {
    String contact = Movement.contact(plain("user", Given.text("user", line.user(), 1, LONGEST)));
    Map<String, String> said = new TreeMap<>();
    if (line.traits().size() > MOST_TRAITS) {
      throw Given.wrong("traits", "must be %d at most".formatted(MOST_TRAITS));
    }
    line.traits()
        .forEach(
            (title, value) -> {
              String text = Given.text("traits", value, 0, LONGEST);
              if (!text.isEmpty()) {
                said.put(Given.text("traits", title, 1, LONGEST), plain(title, text));
              }
            });
    var user =
        new ProductUser(
            contact,
            line.member() == null ? null : LineReading.member(line.member()),
            day(line.firstSeen()),
            invited(line.invited()),
            said);
    if (users.putIfAbsent(contact, user) != null) {
      throw Given.wrong("user", "is in a line before");
    }
  }

  /** A spreadsheet would calculate it; no number and no name begins so. */
  private static String plain(String field, String text) {
    boolean number = text.matches("[+-]?\\d.*");
    if (!number && "=+-@".indexOf(text.charAt(0)) >= 0) {
      throw Given.wrong(field, "begins like a formula");
    }
    return text;
  }

  private LocalDate day(@Nullable String text) {
    String given = Given.text("first_seen", text, 1, 40).replace('/', '-');
    LocalDate day;
    try {
      day = LocalDate.parse(given.length() > 10 ? given.substring(0, 10) : given);
    } catch (DateTimeParseException e) {
      throw Given.wrong("first_seen", "must be like 2026-11-16");
    }
    if (day.isAfter(today)) {
      throw Given.wrong("first_seen", "is in the future");
    }
    if (day.isBefore(EARLIEST)) {
      throw Given.wrong("first_seen", "is before 1990");
    }
    return day;
  }

  private static boolean invited(@Nullable String text) {
    String said = text == null ? "0" : text.strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(said) && !NO.contains(said)) {
      throw Given.wrong("invited", "must be 1 or 0");
    }
    return YES.contains(said);
  }
}
