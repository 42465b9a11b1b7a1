package io.liana.acquisition;

import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes as tables. A table is looked at first; with one wrong line nothing of it is written, and
 * the same table again makes nothing.
 */
@Component
class CodeTables {
  private final ChannelStore channels;
  private final CodeStore codeStore;
  private final Codes codes;
  private final Clock clock;

  CodeTables(ChannelStore channels, CodeStore codeStore, Codes codes, Clock clock) {
    this.channels = channels;
    this.codeStore = codeStore;
    this.codes = codes;
    this.clock = clock;
  }

  /**
   * @param same codes that are there already, by channel, label and plan
   * @param slugs of those that were made
   */
  record CodesRead(
      int lines, int fresh, int same, int channels, List<WrongLine> wrong, List<String> slugs) {}

  /** Lines of channel and label; missing channels are made. */
  @Transactional
  CodesRead read(CommunityId community, long plan, String text, boolean dryRun, Caller caller) {
    List<WrongLine> wrong = new ArrayList<>();
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
          WrongLine.first(wrong),
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

  private static List<CodeLine> codeLines(List<Csv.Line> lines, List<WrongLine> wrong) {
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
        wrong.add(new WrongLine(line.number(), String.valueOf(problem.getMessage())));
      }
    }
    if (kept.size() > Codes.MOST_AT_ONCE) {
      throw Given.wrong("codes", "must be 1 to 1,000 at a time");
    }
    return kept;
  }

  private static final Set<String> HEADS = Set.of("label", "名称", "标签", "name");
}
