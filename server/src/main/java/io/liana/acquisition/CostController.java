package io.liana.acquisition;

import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.member.ActorRef;
import io.liana.member.Names;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Costs as tables: looked at, written, listed, taken back. */
@RestController
@RequestMapping("/api/v1")
class CostController {
  private final CostTables tables;
  private final CostBatchStore batches;
  private final Names names;

  CostController(CostTables tables, CostBatchStore batches, Names names) {
    this.tables = tables;
    this.batches = batches;
    this.names = names;
  }

  record BatchView(
      String id,
      Instant givenAt,
      @Nullable ActorRef givenBy,
      int days,
      long amount,
      @Nullable Instant takenBackAt,
      @Nullable ActorRef takenBackBy) {}

  record TakenBackView(BatchView batch, int restored, int kept) {}

  @PostMapping(path = "/communities/{community}/channel-costs", consumes = "text/csv")
  @Permission("acquisition:write")
  CostTables.CostsRead read(
      @PathVariable String community,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      HttpServletRequest request,
      Caller caller)
      throws IOException {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    return tables.read(id, Csv.body(request.getInputStream()), dryRun, caller);
  }

  @GetMapping("/communities/{community}/cost-batches")
  @Permission("acquisition:read")
  Page<BatchView> list(@PathVariable String community, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Cursor after = paging.after();
    Page<CostBatch> page =
        Page.of(
            batches.page(id, after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1),
            paging.size(),
            batch -> Cursor.after(batch.id()));
    return new Page<>(views(page.items()), page.nextCursor());
  }

  @PostMapping("/cost-batches/{batch}/take-back")
  @Permission("acquisition:write")
  TakenBackView takeBack(@PathVariable String batch, Caller caller) {
    CostTables.TakenBack back = tables.takeBack(batch, caller);
    return new TakenBackView(views(List.of(back.batch())).getFirst(), back.restored(), back.kept());
  }

  private List<BatchView> views(List<CostBatch> found) {
    Map<String, ActorRef> actors =
        names.actors(
            found.stream()
                .<@Nullable String>mapMulti(
                    (batch, each) -> {
                      each.accept(batch.givenBy());
                      each.accept(batch.takenBackBy());
                    })
                .toList());
    return found.stream()
        .map(
            batch ->
                new BatchView(
                    Long.toString(batch.id()),
                    batch.givenAt(),
                    actors.get(batch.givenBy()),
                    batch.days(),
                    batch.amount(),
                    batch.takenBackAt(),
                    batch.takenBackBy() == null ? null : actors.get(batch.takenBackBy())))
        .toList();
  }
}
