package io.liana.acquisition;

import io.liana.acquisition.CostBatchStore.Change;
import io.liana.content.Csv;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Costs as tables. A table is looked at first; with one wrong line nothing of it is written, and
 * the same table again changes nothing. What a table changed is taken back as one.
 */
@Component
class CostTables {
  private static final int MOST_COSTS = 10_000;
  private static final int MOST_SHOWN = 20;
  private static final BigDecimal MOST_YUAN = new BigDecimal("10000000000");
  private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");

  private final ChannelStore channels;
  private final CostBatchStore batches;
  private final Journal journal;
  private final Clock clock;

  CostTables(ChannelStore channels, CostBatchStore batches, Journal journal, Clock clock) {
    this.channels = channels;
    this.batches = batches;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param channel as the table names it
   * @param before null where the day had no cost
   */
  record CostChange(String channel, LocalDate day, @Nullable Long before, long amount) {}

  /**
   * @param amount 分, of all lines
   * @param fresh days that had no cost; @param changed days that had another one
   * @param changes the first of both
   * @param batch null where nothing was written
   */
  record CostsRead(
      int lines,
      int fresh,
      int changed,
      int same,
      long amount,
      List<CostChange> changes,
      List<WrongLine> wrong,
      boolean written,
      @Nullable String batch) {}

  /** Lines of channel, day and yuan; a first line without a number is the headline. */
  @Transactional
  CostsRead read(CommunityId community, String text, boolean dryRun, Caller caller) {
    batches.oneAtATime(community);
    List<WrongLine> wrong = new ArrayList<>();
    Map<ChannelStore.Day, Spent> given = spent(community, text, wrong);
    Map<ChannelStore.Day, Long> before = channels.costsOn(given.keySet());
    int fresh = 0;
    List<Change> changes = new ArrayList<>();
    List<CostChange> shown = new ArrayList<>();
    for (var one : given.entrySet()) {
      ChannelStore.Day day = one.getKey();
      Spent spent = one.getValue();
      Long known = before.get(day);
      if (known == null || known != spent.amount()) {
        fresh += known == null ? 1 : 0;
        changes.add(new Change(day.channel(), day.day(), spent.amount(), known));
        shown.add(new CostChange(spent.channel(), day.day(), known, spent.amount()));
      }
    }
    boolean write = !dryRun && wrong.isEmpty() && !changes.isEmpty();
    return new CostsRead(
        given.size(),
        fresh,
        changes.size() - fresh,
        given.size() - changes.size(),
        given.values().stream().mapToLong(Spent::amount).sum(),
        List.copyOf(shown.subList(0, Math.min(MOST_SHOWN, shown.size()))),
        WrongLine.first(wrong),
        write,
        write ? Long.toString(write(community, changes, caller)) : null);
  }

  private long write(CommunityId community, List<Change> changes, Caller caller) {
    long batch = batches.insert(community, changes, clock.instant(), caller.actor().code());
    note(community, "channel_costs_read", Map.of("batch", batch, "days", changes.size()), caller);
    return batch;
  }

  /**
   * @param restored days that are again what they were; @param kept that somebody changed since
   */
  record TakenBack(CostBatch batch, int restored, int kept) {}

  /**
   * @throws Problem 404 also for one out of sight; 409 for one that was taken back
   */
  @Transactional
  TakenBack takeBack(String id, Caller caller) {
    CostBatch batch = get(id, caller);
    batches.oneAtATime(batch.community());
    if (get(id, caller).takenBackAt() != null) {
      throw Problem.conflict("batch_taken_back", "This table was taken back already.");
    }
    int restored = batches.takeBack(batch.id(), clock.instant(), caller.actor().code());
    note(
        batch.community(),
        "channel_costs_taken_back",
        Map.of("batch", batch.id(), "days", restored),
        caller);
    return new TakenBack(get(id, caller), restored, batch.days() - restored);
  }

  private CostBatch get(String id, Caller caller) {
    return batches
        .find(Problem.parseId(id))
        .filter(found -> caller.sees(found.community()))
        .orElseThrow(() -> Problem.missing("cost_batch", id));
  }

  /**
   * @param channel as the table names it
   */
  private record Spent(String channel, long amount) {}

  private Map<ChannelStore.Day, Spent> spent(
      CommunityId community, String text, List<WrongLine> wrong) {
    var paths = new ChannelPaths(community, channels.of(community));
    Map<ChannelStore.Day, Spent> given = new LinkedHashMap<>();
    List<Csv.Line> lines = Csv.read(text, MOST_COSTS + 1);
    for (Csv.Line line : lines) {
      if (line != lines.getFirst() || line.cell(2).chars().anyMatch(Character::isDigit)) {
        try {
          spent(line, paths, given);
        } catch (Problem problem) {
          wrong.add(new WrongLine(line.number(), String.valueOf(problem.getMessage())));
        }
      }
    }
    return given;
  }

  private static void spent(Csv.Line line, ChannelPaths paths, Map<ChannelStore.Day, Spent> given) {
    String name = line.cell(0);
    Long channel = paths.find(name);
    if (channel == null) {
      throw Given.wrong(
          "channel", "'%s' is none of this community".formatted(WrongLine.clip(name)));
    }
    var day = new ChannelStore.Day(channel, day(line.cell(1)));
    if (given.put(day, new Spent(name, fen(line.cell(2)))) != null) {
      throw Given.wrong("day", "stands twice for this channel");
    }
  }

  private static LocalDate day(String cell) {
    Matcher found = DAY.matcher(cell);
    try {
      if (found.matches()) {
        return LocalDate.of(
            Integer.parseInt(found.group(1)),
            Integer.parseInt(found.group(2)),
            Integer.parseInt(found.group(3)));
      }
    } catch (DateTimeException e) {
      throw Given.wrong("day", "'%s' is no day".formatted(cell));
    }
    throw Given.wrong("day", "must be like 2026-11-25, not '%s'".formatted(WrongLine.clip(cell)));
  }

  private static long fen(String cell) {
    try {
      BigDecimal yuan = new BigDecimal(cell.replaceAll("[¥￥,元\\s]", ""));
      if (yuan.signum() < 0 || yuan.compareTo(MOST_YUAN) > 0) {
        throw Given.wrong("amount", "must be 0 to 10,000,000,000 yuan");
      }
      return yuan.movePointRight(2).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    } catch (NumberFormatException e) {
      throw Given.wrong(
          "amount", "must be yuan like 128.50, not '%s'".formatted(WrongLine.clip(cell)));
    } catch (ArithmeticException e) {
      throw Given.wrong("amount", "has more than two places after the point");
    }
  }

  private void note(CommunityId community, String kind, Map<String, Object> reason, Caller by) {
    journal.append(
        new JournalEntry(clock.instant(), by.actor(), kind, community, null, null, null, reason));
  }
}
