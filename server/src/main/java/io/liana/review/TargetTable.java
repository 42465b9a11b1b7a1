package io.liana.review;

import io.liana.content.Csv;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import io.liana.review.Review.Plan;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Targets as people write them in a table: a period a line, a ratio a column, known by their
 * titles. A ratio is a fraction (0.3) or a percentage (30%); an empty cell is no target.
 */
final class TargetTable {
  private static final int MOST_LINES = 500;
  private static final int MOST_WRONG = 20;
  private static final int LONGEST_TOLD = 40;
  private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
  private static final Map<String, List<String>> TITLES =
      Map.of(
          "name", List.of("name", "名称", "复盘"),
          "from", List.of("from", "first day", "开始", "开始日期"),
          "until", List.of("until", "last day", "结束", "结束日期"),
          "goal", List.of("goal", "目标", "目的"),
          "acquisition", List.of("acquisition", "引流转化率"),
          "activity", List.of("activity", "活跃度"),
          "conversion", List.of("conversion", "成交转化率"),
          "repurchase", List.of("repurchase", "复购率"),
          "referral", List.of("referral", "裂变倍增率"),
          "replication", List.of("replication", "复制成功率"));
  private static final Map<String, Goal> GOALS =
      Map.of(
          "拉新",
          Goal.GROWTH,
          "活跃",
          Goal.ACTIVITY,
          "转化",
          Goal.CONVERSION,
          "复购",
          Goal.CONVERSION,
          "转化/复购",
          Goal.CONVERSION,
          "留存",
          Goal.RETENTION);

  private final Map<String, Integer> at = new HashMap<>();
  private final List<Plan> plans = new ArrayList<>();
  private final List<Wrong> wrong = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * @param line its number in the file, from 1
   */
  record Wrong(int line, String detail) {}

  /**
   * @param wrong the first twenty; with one of them nothing is kept
   */
  record Said(List<Plan> plans, List<Wrong> wrong) {}

  private TargetTable() {}

  static Said read(String text) {
    var table = new TargetTable();
    List<Csv.Line> lines = Csv.read(text, MOST_LINES + 1);
    if (lines.isEmpty()) {
      throw Given.wrong("file", "is empty");
    }
    table.titles(lines.getFirst().cells());
    lines.stream().skip(1).forEach(table::line);
    return new Said(List.copyOf(table.plans), List.copyOf(table.wrong));
  }

  private void titles(List<String> cells) {
    for (int column = 0; column < cells.size(); column++) {
      String title = cells.get(column).strip();
      String known =
          TITLES.entrySet().stream()
              .filter(one -> one.getValue().contains(title.toLowerCase(Locale.ROOT)))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(null);
      if (known == null && !title.isEmpty()) {
        throw Given.wrong("file", "has a column nobody knows: '%s'".formatted(clip(title)));
      }
      if (known != null && at.put(known, column) != null) {
        throw Given.wrong("file", "has the column '%s' twice".formatted(clip(title)));
      }
    }
    for (String needed : List.of("name", "from", "until")) {
      if (!at.containsKey(needed)) {
        throw Given.wrong("file", "lacks the column '%s'".formatted(needed));
      }
    }
  }

  private void line(Csv.Line line) {
    try {
      String name = Given.text("name", cell(line, "name"), 1, 100);
      var span = new Span(day("from", line), day("until", line));
      if (!span.fits()) {
        throw Given.wrong("until", "must be a day of the year that begins with 'from'");
      }
      if (!seen.add(name + ' ' + span)) {
        throw Given.wrong("name", "stands in a line before with the same days");
      }
      plans.add(
          new Plan(name, goal(cell(line, "goal")), span, "", targets(line), Review.Links.NONE));
    } catch (Problem problem) {
      if (wrong.size() < MOST_WRONG) {
        wrong.add(new Wrong(line.number(), String.valueOf(problem.getMessage())));
      }
    }
  }

  private Map<Ratio, Double> targets(Csv.Line line) {
    Map<Ratio, Double> targets = new EnumMap<>(Ratio.class);
    for (Ratio ratio : Ratio.values()) {
      String cell = cell(line, ratio.code()).replace(" ", "");
      if (!cell.isEmpty()) {
        targets.put(ratio, ratio.target(ratio.code(), number(ratio, cell)));
      }
    }
    return targets;
  }

  /** Exactly what is written: 7 % is the same double as 0.07. */
  private static double number(Ratio ratio, String cell) {
    boolean percent = cell.endsWith("%") || cell.endsWith("％");
    try {
      var number = new BigDecimal(percent ? cell.substring(0, cell.length() - 1) : cell);
      return (percent ? number.movePointLeft(2) : number).doubleValue();
    } catch (NumberFormatException e) {
      throw Given.wrong(ratio.code(), "must be like 0.3 or 30%%, not '%s'".formatted(clip(cell)));
    }
  }

  private static Goal goal(String cell) {
    if (cell.isEmpty()) {
      return Goal.ACTIVITY;
    }
    return Arrays.stream(Goal.values())
        .filter(one -> one.code().equals(cell.toLowerCase(Locale.ROOT)) || one == GOALS.get(cell))
        .findFirst()
        .orElseThrow(
            () ->
                Given.wrong(
                    "goal",
                    "must be growth, activity, conversion or retention, not '%s'"
                        .formatted(clip(cell))));
  }

  private LocalDate day(String field, Csv.Line line) {
    String cell = cell(line, field);
    Matcher found = DAY.matcher(cell);
    try {
      if (found.matches()) {
        return LocalDate.of(
            Integer.parseInt(found.group(1)),
            Integer.parseInt(found.group(2)),
            Integer.parseInt(found.group(3)));
      }
    } catch (DateTimeException e) {
      throw Given.wrong(field, "'%s' is no day".formatted(clip(cell)));
    }
    throw Given.wrong(field, "must be like 2026-11-25, not '%s'".formatted(clip(cell)));
  }

  private String cell(Csv.Line line, String field) {
    @Nullable Integer column = at.get(field);
    return column == null ? "" : line.cell(column);
  }

  private static String clip(String cell) {
    return cell.length() <= LONGEST_TOLD ? cell : cell.substring(0, LONGEST_TOLD) + "…";
  }
}
