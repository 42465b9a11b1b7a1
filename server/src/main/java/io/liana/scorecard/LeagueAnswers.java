package io.liana.scorecard;

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
      boolean alive,
      long members,
      long speakers,
      long messages,
      long speakersBefore,
      long messagesBefore,
      Points now,
      Points before) {}

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
        row.goal() == null ? null : row.goal().code(),
        row.alive(),
        row.now().members(),
        row.now().speakers(),
        row.now().messages(),
        row.before().speakers(),
        row.before().messages(),
        points(row.sheet()),
        points(row.sheetBefore()));
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
