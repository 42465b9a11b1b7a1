package io.liana.insight;

import io.liana.insight.Drawing.Anchor;
import io.liana.insight.Series.Day;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Charts along the calendar. */
final class TimeCharts {
  private static final int BY_DAY_UP_TO = 120; // bars thinner than this cannot be told apart
  private static final int BY_WEEK_UP_TO = 840;

  private TimeCharts() {}

  /** One bar or point: a day, a week or a month. */
  private record Slot(LocalDate start, List<Day> days) {
    long messages() {
      return days.stream().mapToLong(Day::messages).sum();
    }

    double dau() {
      return days.stream().mapToInt(Day::dau).average().orElse(0);
    }

    double mau30() {
      return days.stream().mapToInt(Day::mau30).average().orElse(0);
    }
  }

  static Drawing messages(List<Day> days, Catalogue words, int width, int height) {
    List<Slot> slots = slots(days);
    double highest = slots.stream().mapToLong(Slot::messages).max().orElse(0);
    String title = words.page("chart_messages") + " · " + words.page(unit(days.size()));
    Plot plot = Plot.of(width, height, title, highest);
    double gap = plot.inner() / slots.size() > 4 ? 1 : 0;
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      double x = plot.x(i, slots.size());
      double y = plot.y(slot.messages());
      if (slot.messages() > 0) {
        plot.pen()
            .box(
                x,
                y,
                Math.max(0.6, plot.x(i + 1, slots.size()) - x - gap),
                plot.y(0) - y,
                Drawing.LEAF,
                slot.start() + ": " + words.number(slot.messages()));
      }
    }
    calendar(plot, slots);
    return plot.done();
  }

  static Drawing members(List<Day> days, Catalogue words, int width, int height) {
    List<Slot> slots = slots(days);
    double highest = slots.stream().mapToDouble(Slot::mau30).max().orElse(0);
    Plot plot = Plot.of(width, height, words.page("speakers_chart"), highest);
    double[] xs = new double[slots.size()];
    double[] dau = new double[slots.size()];
    double[] mau = new double[slots.size()];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = (plot.x(i, xs.length) + plot.x(i + 1, xs.length)) / 2;
      dau[i] = plot.y(slots.get(i).dau());
      mau[i] = plot.y(slots.get(i).mau30());
    }
    plot.pen().curve(xs, mau, Drawing.SKY, 1.6).curve(xs, dau, Drawing.LEAF, 1.6);
    double right = plot.legend(width - Plot.RIGHT, Drawing.SKY, words.page("chart_mau"));
    plot.legend(right, Drawing.LEAF, words.page("chart_dau"));
    calendar(plot, slots);
    return plot.done();
  }

  static Drawing newcomers(List<Newcomers.Month> months, Catalogue words, int width, int height) {
    double highest = months.stream().mapToInt(Newcomers.Month::newcomers).max().orElse(0);
    Plot plot = Plot.of(width, height, words.page("chart_newcomers"), highest);
    int n = months.size();
    double gap = plot.inner() / n > 5 ? 1.5 : 0.3;
    for (int i = 0; i < n; i++) {
      Newcomers.Month month = months.get(i);
      double x = plot.x(i, n);
      double thick = Math.max(0.6, plot.x(i + 1, n) - x - gap);
      double yAll = plot.y(month.newcomers());
      double yReplied = plot.y(month.replied24h());
      String hint =
          "%s: %d, %s %d"
              .formatted(
                  month.month(),
                  month.newcomers(),
                  words.page("chart_replied"),
                  month.replied24h());
      plot.pen().box(x, yAll, thick, yReplied - yAll, Drawing.EARTH, hint);
      plot.pen().box(x, yReplied, thick, plot.y(0) - yReplied, Drawing.LEAF, hint);
    }
    double right = plot.legend(width - Plot.RIGHT, Drawing.EARTH, words.page("chart_alone"));
    plot.legend(right, Drawing.LEAF, words.page("chart_replied"));
    if (n > 0) {
      plot.below(Plot.LEFT, months.getFirst().month().toString(), Anchor.START);
      if (n > 1) {
        plot.below(width - Plot.RIGHT, months.getLast().month().toString(), Anchor.END);
      }
    }
    return plot.done();
  }

  private static void calendar(Plot plot, List<Slot> slots) {
    if (slots.isEmpty()) {
      return;
    }
    plot.below(Plot.LEFT, slots.getFirst().start().toString(), Anchor.START);
    if (slots.size() > 2) {
      Slot middle = slots.get(slots.size() / 2);
      plot.below(plot.x(slots.size() / 2, slots.size()), middle.start().toString(), Anchor.MIDDLE);
    }
    if (slots.size() > 1) {
      LocalDate last = slots.getLast().days().getLast().day();
      plot.below(plot.width() - Plot.RIGHT, last.toString(), Anchor.END);
    }
  }

  private static List<Slot> slots(List<Day> days) {
    TreeMap<LocalDate, List<Day>> slots = new TreeMap<>();
    String unit = unit(days.size());
    for (Day day : days) {
      LocalDate start =
          switch (unit) {
            case "chart_day" -> day.day();
            case "chart_week" -> day.day().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            default -> day.day().withDayOfMonth(1);
          };
      slots.computeIfAbsent(start, key -> new ArrayList<>()).add(day);
    }
    return slots.entrySet().stream().map(e -> new Slot(e.getKey(), e.getValue())).toList();
  }

  private static String unit(int days) {
    return days <= BY_DAY_UP_TO
        ? "chart_day"
        : days <= BY_WEEK_UP_TO ? "chart_week" : "chart_month";
  }
}
