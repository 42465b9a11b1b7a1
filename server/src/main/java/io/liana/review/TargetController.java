package io.liana.review;

import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Targets as tables: looked at, kept, listed, taken back. */
@RestController
@RequestMapping("/api/v1")
class TargetController {
  private static final int MOST_SHOWN = 20;

  private final TargetTables tables;
  private final TargetStore store;

  TargetController(TargetTables tables, TargetStore store) {
    this.tables = tables;
    this.store = store;
  }

  /**
   * @param before null where the table makes the review
   */
  record ChangeSeen(
      String name,
      LocalDate from,
      LocalDate until,
      String goal,
      Map<String, Double> targets,
      @Nullable Map<String, Double> before) {}

  record TableSeen(
      int lines,
      int made,
      int changed,
      int same,
      List<ChangeSeen> changes,
      List<TargetTable.Wrong> wrong,
      @Nullable String batch) {}

  record BatchSeen(
      String id, Instant givenAt, int made, int changed, @Nullable Instant takenBackAt) {}

  record Batches(List<BatchSeen> items) {}

  record TakenBackSeen(BatchSeen batch, int restored, int kept) {}

  @PostMapping(path = "/communities/{community}/review-targets", consumes = "text/csv")
  @Permission("review:write")
  TableSeen read(
      @PathVariable String community,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      HttpServletRequest request,
      Caller caller)
      throws IOException {
    var read =
        tables.read(
            community(community, caller), Csv.body(request.getInputStream()), dryRun, caller);
    int made = (int) read.changes().stream().filter(one -> one.before() == null).count();
    return new TableSeen(
        read.lines(),
        made,
        read.changes().size() - made,
        read.lines() - read.changes().size(),
        read.changes().stream().limit(MOST_SHOWN).map(TargetController::seen).toList(),
        read.wrong(),
        read.batch() == null ? null : Long.toString(read.batch()));
  }

  @GetMapping("/communities/{community}/review-target-batches")
  @Permission("review:read")
  Batches list(@PathVariable String community, Caller caller) {
    return new Batches(
        store.of(community(community, caller)).stream().map(TargetController::seen).toList());
  }

  @PostMapping("/review-target-batches/{batch}/take-back")
  @Permission("review:write")
  TakenBackSeen takeBack(@PathVariable String batch, Caller caller) {
    var back = tables.takeBack(Problem.parseId(batch), caller);
    return new TakenBackSeen(seen(back.batch()), back.restored(), back.kept());
  }

  private static ChangeSeen seen(TargetTables.Change change) {
    Review.Plan plan = change.plan();
    return new ChangeSeen(
        plan.name(),
        plan.span().from(),
        plan.span().until(),
        plan.goal().code(),
        codes(plan.targets()),
        change.before() == null ? null : codes(change.before().plan().targets()));
  }

  private static BatchSeen seen(TargetStore.Batch batch) {
    return new BatchSeen(
        Long.toString(batch.id()),
        batch.givenAt(),
        batch.made(),
        batch.changed(),
        batch.takenBackAt());
  }

  private static Map<String, Double> codes(Map<Ratio, Double> targets) {
    Map<String, Double> codes = new TreeMap<>();
    targets.forEach((ratio, target) -> codes.put(ratio.code(), target));
    return codes;
  }

  private static CommunityId community(String given, Caller caller) {
    CommunityId id = CommunityId.parse(given);
    caller.mustSee(id);
    return id;
  }
}
