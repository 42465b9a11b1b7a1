package io.liana.question;

import io.liana.insight.MemberHabits.Stuck;
import io.liana.insight.MemberPaths.What;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.question.Habits.Frame;
import io.liana.question.Habits.Timeline;
import io.liana.question.Retained.Cell;
import io.liana.question.Retained.Column;
import io.liana.question.Retained.Kind;
import io.liana.statistics.Interval;
import io.liana.statistics.TwoProportions;
import io.liana.statistics.TwoProportions.Share;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Retention, lifecycle and stickiness over HTTP. Asking changes nothing. */
@RestController
@RequestMapping("/api/v1/communities/{community}/questions")
@Permission("report:read")
class HabitController {
  private static final int MOST_PERIODS = 400;
  private static final int MOST_COLUMNS = 36;
  private static final double LEVEL = 0.05;
  private static final List<String> KINDS = QuestionController.codes(Kind.values());

  private final Habits habits;
  private final Whom whom;

  HabitController(Habits habits, Whom whom) {
    this.habits = habits;
    this.whom = whom;
  }

  record BracketGiven(@Nullable Integer from, @Nullable Integer to) {}

  record RetentionGiven(
      @Nullable String start,
      @Nullable String back,
      @Nullable String kind,
      @Nullable Integer columns,
      @Nullable List<@Nullable BracketGiven> brackets,
      @Nullable String from,
      @Nullable String to,
      @Nullable String interval,
      @Nullable List<@Nullable String> groups,
      @Nullable String segment,
      @Nullable String channel) {
    HabitGiven frame() {
      return new HabitGiven(back, from, to, interval, groups, segment, channel);
    }
  }

  record HabitGiven(
      @Nullable String what,
      @Nullable String from,
      @Nullable String to,
      @Nullable String interval,
      @Nullable List<@Nullable String> groups,
      @Nullable String segment,
      @Nullable String channel) {}

  /**
   * @param share null of nobody
   * @param low with {@code high} the 95 % interval of the share (Wilson)
   */
  record CellSeen(
      long people,
      long of,
      @Nullable Double share,
      @Nullable Double low,
      @Nullable Double high,
      boolean open) {}

  record CohortSeen(LocalDate start, long people, List<@Nullable CellSeen> cells) {}

  record RetentionSeen(
      LocalDate from,
      LocalDate to,
      List<Column> columns,
      List<CohortSeen> cohorts,
      List<CellSeen> all) {}

  record LivesSeen(
      LocalDate start, long fresh, long returning, long resurrected, long dormant, boolean open) {}

  record LifecycleSeen(LocalDate from, LocalDate to, List<LivesSeen> periods) {}

  record StuckSeen(int periods, long people, @Nullable Double atLeast) {}

  record StickinessSeen(
      LocalDate from,
      LocalDate to,
      int periods,
      long people,
      boolean open,
      List<StuckSeen> counts) {}

  @PostMapping("/retention")
  RetentionSeen retention(
      @PathVariable String community, @RequestBody RetentionGiven given, Caller caller) {
    Frame frame = frame(community, caller, given.frame());
    Kind kind =
        Kind.valueOf(QuestionController.upper(Given.oneOf("kind", given.kind(), "classic", KINDS)));
    var answer =
        habits.retention(
            frame,
            QuestionController.what("start", given.start() == null ? "said" : given.start()),
            QuestionController.what("back", given.back() == null ? "said" : given.back()),
            kind,
            kind == Kind.BRACKET
                ? brackets(given.brackets())
                : columns(
                    QuestionController.between("columns", given.columns(), 12, 1, MOST_COLUMNS)));
    Timeline time = answer.time();
    Retained retained = answer.retained();
    return new RetentionSeen(
        begin(time),
        end(time),
        retained.columns(),
        retained.cohorts().stream()
            .map(
                row ->
                    new CohortSeen(
                        time.starts().get(row.period()),
                        row.people(),
                        row.cells().stream().map(HabitController::seen).toList()))
            .toList(),
        retained.all().stream().map(HabitController::seen).toList());
  }

  @PostMapping("/lifecycle")
  LifecycleSeen lifecycle(
      @PathVariable String community, @RequestBody HabitGiven given, Caller caller) {
    Frame frame = frame(community, caller, given);
    var answer = habits.life(frame, what(given));
    Timeline time = answer.time();
    return new LifecycleSeen(
        begin(time),
        end(time),
        answer.periods().stream()
            .map(
                one ->
                    new LivesSeen(
                        time.starts().get(one.period()),
                        one.fresh(),
                        one.returning(),
                        one.resurrected(),
                        one.gone(),
                        one.period() > time.over()))
            .toList());
  }

  @PostMapping("/stickiness")
  StickinessSeen stickiness(
      @PathVariable String community, @RequestBody HabitGiven given, Caller caller) {
    Frame frame = frame(community, caller, given);
    var answer = habits.stuck(frame, what(given));
    Timeline time = answer.time();
    long all = answer.people().stream().mapToLong(Stuck::people).sum();
    List<StuckSeen> counts = new ArrayList<>();
    long left = all;
    for (Stuck one : answer.people()) {
      counts.add(new StuckSeen(one.periods(), one.people(), all == 0 ? null : (double) left / all));
      left -= one.people();
    }
    return new StickinessSeen(
        begin(time),
        end(time),
        Math.max(0, time.last() - time.first() + 1),
        all,
        time.last() > time.over(),
        counts);
  }

  private static What what(HabitGiven given) {
    return QuestionController.what("what", given.what() == null ? "said" : given.what());
  }

  private Frame frame(String community, Caller caller, HabitGiven given) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    LocalDate from = Given.day("from", given.from());
    LocalDate to = Given.day("to", given.to());
    Calendar.Interval by =
        Calendar.Interval.valueOf(
            QuestionController.upper(
                Given.oneOf("interval", given.interval(), "week", QuestionController.INTERVALS)));
    if (from != null && to != null) {
      long days = to.toEpochDay() - from.toEpochDay();
      long most =
          switch (by) {
            case DAY -> MOST_PERIODS;
            case WEEK -> MOST_PERIODS * 7L;
            case MONTH -> MOST_PERIODS * 31L;
          };
      if (days < 0 || days > most) {
        throw Given.wrong(
            "from",
            "must not be after to, and at most %d periods before it".formatted(MOST_PERIODS));
      }
    }
    return new Frame(
        id,
        given.groups() == null
            ? List.of()
            : given.groups().stream().flatMap(Stream::ofNullable).map(GroupId::parse).toList(),
        whom.members(id, given.segment(), given.channel(), caller),
        by,
        from,
        to);
  }

  private static List<Column> columns(int count) {
    return IntStream.range(0, count).mapToObj(step -> new Column(step, step)).toList();
  }

  private static List<Column> brackets(@Nullable List<@Nullable BracketGiven> given) {
    if (given == null || given.isEmpty() || given.size() > MOST_COLUMNS) {
      throw Given.wrong("brackets", "must be 1 to %d".formatted(MOST_COLUMNS));
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      BracketGiven one = given.get(i);
      String at = "brackets[%d]".formatted(i);
      if (one == null) {
        throw Given.wrong(at, "is missing");
      }
      int from = QuestionController.between(at + ".from", one.from(), -1, 0, MOST_PERIODS);
      columns.add(
          new Column(
              from, QuestionController.between(at + ".to", one.to(), from, from, MOST_PERIODS)));
    }
    return columns;
  }

  private static @Nullable CellSeen seen(@Nullable Cell cell) {
    if (cell == null) {
      return null;
    }
    Interval interval =
        cell.of() == 0 ? null : TwoProportions.wilson(new Share(cell.of(), cell.people()), LEVEL);
    return new CellSeen(
        cell.people(),
        cell.of(),
        cell.of() == 0 ? null : (double) cell.people() / cell.of(),
        interval == null ? null : interval.low(),
        interval == null ? null : interval.high(),
        cell.open());
  }

  private static LocalDate begin(Timeline time) {
    return time.starts().get(Math.min(time.first(), time.starts().size() - 1));
  }

  private static LocalDate end(Timeline time) {
    return time.calendar().next(time.starts().get(time.last())).minusDays(1);
  }
}
