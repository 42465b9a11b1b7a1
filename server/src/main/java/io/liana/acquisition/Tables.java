package io.liana.acquisition;

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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Costs and codes as tables. A table is looked at first; with one wrong line nothing of it is
 * written, and the same table again changes nothing.
 */
@Component
class Tables {
  private static final int MOST_COSTS = 10_000;
  private static final int MOST_WRONG = 20;
  private static final BigDecimal MOST_YUAN = new BigDecimal("10000000000");
  private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");

  private final ChannelStore channels;
  private final CodeStore codeStore;
  private final Codes codes;
  private final Journal journal;
  private final Clock clock;

  Tables(ChannelStore channels, CodeStore codeStore, Codes codes, Journal journal, Clock clock) {
    this.channels = channels;
    this.codeStore = codeStore;
    this.codes = codes;
    this.journal = journal;
    this.clock = clock;
  }

  record Wrong(int line, String detail) {}

  /**
   * @param amount 分, of all lines
   * @param fresh days that had no cost; @param changed days that had another one
   */
  record CostsRead(
      int lines,
      int fresh,
      int changed,
      int same,
      long amount,
      List<Wrong> wrong,
      boolean written) {}

  /** Lines of channel, day and yuan; a first line without a number is the headline. */
  @Transactional
  CostsRead costs(CommunityId community, String text, boolean dryRun, Caller caller) {
    var paths = new ChannelPaths(community, channels.of(community));
    List<Wrong> wrong = new ArrayList<>();
    Map<ChannelStore.Day, Long> given = new LinkedHashMap<>();
    List<Csv.Line> lines = Csv.read(text, MOST_COSTS + 1);
    for (Csv.Line line : lines) {
      if (line != lines.getFirst() || line.cell(2).chars().anyMatch(Character::isDigit)) {
        try {
          cost(line, paths, given);
        } catch (Problem problem) {
          wrong.add(new Wrong(line.number(), String.valueOf(problem.getMessage())));
        }
      }
    }
    Map<ChannelStore.Day, Long> before = channels.costsOn(given.keySet());
    int fresh = 0;
    int same = 0;
    List<ChannelStore.Cost> differ = new ArrayList<>();
    for (var one : given.entrySet()) {
      Long known = before.get(one.getKey());
      if (one.getValue().equals(known)) {
        same++;
        continue;
      }
      fresh += known == null ? 1 : 0;
      differ.add(new ChannelStore.Cost(one.getKey().channel(), one.getKey().day(), one.getValue()));
    }
    boolean write = !dryRun && wrong.isEmpty() && !differ.isEmpty();
    if (write) {
      differ.forEach(channels::putCost);
      note(community, "channel_costs_read", Map.of("days", differ.size()), caller);
    }
    return new CostsRead(
        given.size(),
        fresh,
        differ.size() - fresh,
        same,
        given.values().stream().mapToLong(Long::longValue).sum(),
        first(wrong),
        write);
  }

  private static void cost(Csv.Line line, ChannelPaths paths, Map<ChannelStore.Day, Long> given) {
    Long channel = paths.find(line.cell(0));
    if (channel == null) {
      throw Given.wrong("channel", "'%s' is none of this community".formatted(line.cell(0)));
    }
    var day = new ChannelStore.Day(channel, day(line.cell(1)));
    if (given.put(day, fen(line.cell(2))) != null) {
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
    throw Given.wrong("day", "must be like 2026-11-25, not '%s'".formatted(clip(cell)));
  }

  private static long fen(String cell) {
    try {
      BigDecimal yuan = new BigDecimal(cell.replaceAll("[¥￥,元\\s]", ""));
      if (yuan.signum() < 0 || yuan.compareTo(MOST_YUAN) > 0) {
        throw Given.wrong("amount", "must be 0 to 10,000,000,000 yuan");
      }
      return yuan.movePointRight(2).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    } catch (NumberFormatException e) {
      throw Given.wrong("amount", "must be yuan like 128.50, not '%s'".formatted(clip(cell)));
    } catch (ArithmeticException e) {
      throw Given.wrong("amount", "has more than two places after the point");
    }
  }

  /**
   * @param same codes that are there already, by channel, label and plan
   * @param slugs of those that were made
   */
  record CodesRead(
      int lines, int fresh, int same, int channels, List<Wrong> wrong, List<String> slugs) {}

  /** Lines of channel and label; missing channels are made. */
  @Transactional
  CodesRead codes(CommunityId community, long plan, String text, boolean dryRun, Caller caller) {
    List<Wrong> wrong = new ArrayList<>();
    List<CodeLine> lines = codeLines(Csv.read(text, Codes.MOST_AT_ONCE + 1), wrong);
    var paths = new ChannelPaths(community, channels.of(community));
    Set<CodeStore.Named> there = codeStore.named(community, plan);
    List<CodeLine> fresh = new ArrayList<>();
    Set<String> missing = new HashSet<>();
    for (CodeLine line : lines) {
      String path = line.path();
      Long channel = path == null ? null : paths.find(path);
      boolean unknown = false;
      if (path != null && channel == null) {
        unknown = true;
        missing.add(String.join("/", ChannelPaths.names(path)));
      }
      if (unknown || !there.contains(new CodeStore.Named(channel, line.label()))) {
        fresh.add(line);
      }
    }
    if (dryRun || !wrong.isEmpty() || fresh.isEmpty()) {
      return new CodesRead(
          lines.size(),
          fresh.size(),
          lines.size() - fresh.size(),
          missing.size(),
          first(wrong),
          List.of());
    }
    Instant now = clock.instant();
    List<Codes.Draft> drafts =
        fresh.stream()
            .map(
                line ->
                    new Codes.Draft(
                        line.label(),
                        line.path() == null
                            ? null
                            : paths.findOrMake(Objects.requireNonNull(line.path()), channels, now)))
            .toList();
    List<LiveCode> made = codes.create(community, plan, drafts, null, caller.actor());
    return new CodesRead(
        lines.size(),
        fresh.size(),
        lines.size() - fresh.size(),
        paths.made(),
        List.of(),
        made.stream().map(code -> Slug.text(code.slug())).toList());
  }

  private record CodeLine(@Nullable String path, String label) {}

  private static List<CodeLine> codeLines(List<Csv.Line> lines, List<Wrong> wrong) {
    Map<CodeLine, Integer> found = new HashMap<>();
    List<CodeLine> kept = new ArrayList<>();
    for (Csv.Line line : lines) {
      if (line == lines.getFirst() && HEADS.contains(line.cell(1))) {
        continue;
      }
      try {
        String path = line.cell(0).isEmpty() ? null : line.cell(0);
        if (path != null) {
          ChannelPaths.names(path);
        }
        var one = new CodeLine(path, Given.text("label", line.cell(1), 1, Codes.LONGEST_LABEL));
        Integer earlier = found.putIfAbsent(one, line.number());
        if (earlier != null) {
          throw Given.wrong("label", "stands in line %d already".formatted(earlier));
        }
        kept.add(one);
      } catch (Problem problem) {
        wrong.add(new Wrong(line.number(), String.valueOf(problem.getMessage())));
      }
    }
    if (kept.size() > Codes.MOST_AT_ONCE) {
      throw Given.wrong("codes", "must be 1 to 1,000 at a time");
    }
    return kept;
  }

  private static final Set<String> HEADS = Set.of("label", "名称", "标签", "name");

  private static List<Wrong> first(List<Wrong> wrong) {
    return List.copyOf(wrong.subList(0, Math.min(MOST_WRONG, wrong.size())));
  }

  private static String clip(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "…";
  }

  private void note(CommunityId community, String kind, Map<String, Object> reason, Caller by) {
    journal.append(
        new JournalEntry(clock.instant(), by.actor(), kind, community, null, null, null, reason));
  }
}
