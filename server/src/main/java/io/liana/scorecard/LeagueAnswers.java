package io.liana.scorecard;

import io.liana.scorecard.GoalCheck.Checked;
import io.liana.scorecard.League.Followed;
import io.liana.scorecard.League.Period;
import io.liana.scorecard.League.Row;
import io.liana.scorecard.League.Trend;
import io.liana.scorecard.Scoring.Measured;
import io.liana.scorecard.Scoring.Scored;
import io.liana.scorecard.Scoring.Sheet;
import io.liana.scorecard.Tally.Counted;
import io.liana.scorecard.Tally.Unknown;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The league and the elements as the API says them. */
final class LeagueAnswers {
  private LeagueAnswers() {}

  /**
   * @param elements by element; null where nothing of it is known
   */
  record Points(@Nullable Double points, Map<String, @Nullable Double> elements) {}

  record RowSeen(
      String groupId,
      String communityId,
      String name,
      String platform,
      LocalDate from,
      LocalDate until,
      @Nullable String goal,
      boolean goalOwn,
      @Nullable Double target,
      @Nullable GoalLineSeen main,
      @Nullable Boolean met,
      boolean alive,
      long members,
      long speakers,
      long messages,
      long speakersBefore,
      long messagesBefore,
      Points now,
      Points before) {}

  /**
   * @param hits null together with of and value, where it is not known
   * @param low and high: 95 % interval; null where there is none
   * @param p against the four weeks before; null where nothing can be compared
   */
  record GoalLineSeen(
      String line,
      @Nullable Long hits,
      @Nullable Long of,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable String unknown,
      boolean few,
      @Nullable Double before,
      @Nullable Double change,
      @Nullable Double p) {}

  /**
   * @param goal null where nobody set one; then there are no lines
   * @param own set for this group; false where the community's holds
   * @param met null without a target or where the main line is not known
   */
  record GoalSeen(
      LocalDate from,
      LocalDate until,
      @Nullable String goal,
      boolean own,
      @Nullable Double target,
      @Nullable Boolean met,
      List<GoalLineSeen> lines) {}

  record LeagueSeen(List<RowSeen> items) {}

  record MeasureSeen(
      String measure,
      @Nullable Long hits,
      @Nullable Long of,
      @Nullable Double share,
      @Nullable Double points,
      @Nullable String unknown,
      boolean few,
      List<Double> levels) {}

  record ElementSeen(String element, @Nullable Double points, List<MeasureSeen> measures) {}

  record StepSeen(String measure, double points, double share, long acts, double gain) {}

  record PeriodSeen(LocalDate from, LocalDate until, Points now) {}

  record ElementsSeen(
      String groupId,
      LocalDate from,
      LocalDate until,
      boolean alive,
      long members,
      long speakers,
      long messages,
      @Nullable Double points,
      List<ElementSeen> elements,
      List<StepSeen> steps,
      List<PeriodSeen> trend) {}

  static LeagueSeen league(List<Row> rows) {
    return new LeagueSeen(rows.stream().map(LeagueAnswers::row).toList());
  }

  static RowSeen row(Row row) {
    return new RowSeen(
        row.group().id().toString(),
        row.group().community().toString(),
        row.group().name(),
        row.group().platform(),
        row.until().minusDays(Windows.DAYS - 1),
        row.until(),
        row.goal() == null ? null : row.goal().goal().code(),
        row.goal() != null && row.goal().own(),
        row.goal() == null ? null : row.goal().target(),
        row.main() == null ? null : line(row.main()),
        row.goal() == null || row.main() == null
            ? null
            : GoalCheck.met(row.goal(), row.main().now()),
        row.alive(),
        row.now().members(),
        row.now().speakers(),
        row.now().messages(),
        row.before().speakers(),
        row.before().messages(),
        points(row.sheet()),
        points(row.sheetBefore()));
  }

  static GoalSeen goal(Followed followed) {
    Windows windows = followed.windows();
    Purpose goal = followed.goal();
    return new GoalSeen(
        windows.from(windows.count() - 1),
        windows.until(),
        goal == null ? null : goal.goal().code(),
        goal != null && goal.own(),
        goal == null ? null : goal.target(),
        goal == null ? null : GoalCheck.met(goal, followed.lines().getFirst().now()),
        followed.lines().stream().map(LeagueAnswers::line).toList());
  }

  private static GoalLineSeen line(Checked one) {
    Double before = one.before() instanceof Counted was ? was.share() : null;
    return switch (one.now()) {
      case Unknown(String why) ->
          new GoalLineSeen(
              one.line().code(), null, null, null, null, null, why, false, before, null, null);
      case Counted is ->
          new GoalLineSeen(
              one.line().code(),
              is.hits(),
              is.of(),
              is.share(),
              one.interval() == null ? null : one.interval().low(),
              one.interval() == null ? null : one.interval().high(),
              null,
              is.few(),
              before,
              one.change(),
              one.p());
    };
  }

  static Points points(Sheet sheet) {
    Map<String, @Nullable Double> elements = new LinkedHashMap<>();
    sheet.elements().forEach(one -> elements.put(one.element().code(), one.points()));
    return new Points(sheet.points(), elements);
  }

  static ElementsSeen elements(Trend trend) {
    Period now = trend.now();
    return new ElementsSeen(
        trend.group().id().toString(),
        now.from(),
        now.until(),
        trend.alive(),
        now.counts().members(),
        now.counts().speakers(),
        now.counts().messages(),
        now.sheet().points(),
        now.sheet().elements().stream().map(LeagueAnswers::element).toList(),
        now.sheet().steps().stream()
            .map(
                step ->
                    new StepSeen(
                        step.measure().code(),
                        step.points(),
                        step.share(),
                        step.acts(),
                        step.gain()))
            .toList(),
        trend.periods().stream()
            .map(one -> new PeriodSeen(one.from(), one.until(), points(one.sheet())))
            .toList());
  }

  private static ElementSeen element(Scored scored) {
    return new ElementSeen(
        scored.element().code(),
        scored.points(),
        scored.measures().stream().map(LeagueAnswers::measure).toList());
  }

  private static MeasureSeen measure(Measured one) {
    List<Double> levels = java.util.Arrays.stream(one.measure().levels).boxed().toList();
    String code = one.measure().code();
    return switch (one.tally()) {
      case Unknown(String why) -> new MeasureSeen(code, null, null, null, null, why, false, levels);
      case Counted counted ->
          new MeasureSeen(
              code,
              counted.hits(),
              counted.of(),
              counted.share(),
              one.points(),
              null,
              counted.few(),
              levels);
    };
  }
}
