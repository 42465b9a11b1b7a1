package io.liana.customer;

import io.liana.community.Communities;
import io.liana.customer.Batch.Counts;
import io.liana.customer.Imports.Taken;
import io.liana.customer.LineReading.Written;
import io.liana.customer.Table.Said;
import io.liana.customer.Table.Wrong;
import io.liana.customer.ToldStore.Differ;
import io.liana.customer.ToldStore.Met;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders from outside over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ImportController {
  private static final int MOST_LINES = 5_000; // of one call
  private static final int MOST_BATCHES = 100;
  static final List<String> ENCODINGS = List.of("UTF-8", "GB18030", "windows-1252");

  private final Imports imports;
  private final MovementStore store;
  private final Communities communities;
  private final Clock clock;

  ImportController(Imports imports, MovementStore store, Communities communities, Clock clock) {
    this.imports = imports;
    this.store = store;
    this.communities = communities;
    this.clock = clock;
  }

  /**
   * @param columns which column says what, from 0
   * @param missing what no column says
   * @param differs the first hundred that are here already with another amount
   * @param batch null when nothing was kept
   */
  record TableAnswer(
      List<String> header,
      Map<String, Integer> columns,
      List<String> missing,
      List<List<String>> samples,
      Counts counts,
      List<Wrong> wrong,
      List<Differ> differs,
      @Nullable BatchAnswer batch) {}

  record BatchAnswer(
      String id,
      String about,
      String source,
      String name,
      String madeBy,
      Instant madeAt,
      Counts counts,
      @Nullable Instant takenBackAt) {
    static BatchAnswer of(Batch batch) {
      return new BatchAnswer(
          Long.toString(batch.id()),
          batch.about().code(),
          batch.source(),
          batch.name(),
          batch.madeBy(),
          batch.madeAt(),
          batch.counts(),
          batch.takenBackAt());
    }
  }

  record BatchList(List<BatchAnswer> items) {}

  /**
   * @param differs the first hundred that are kept with another amount than was told now
   */
  record TakenAnswer(
      String id,
      String about,
      String source,
      String name,
      String madeBy,
      Instant madeAt,
      Counts counts,
      @Nullable Instant takenBackAt,
      List<Differ> differs) {
    static TakenAnswer of(Batch batch, List<Differ> differs) {
      return new TakenAnswer(
          Long.toString(batch.id()),
          batch.about().code(),
          batch.source(),
          batch.name(),
          batch.madeBy(),
          batch.madeAt(),
          batch.counts(),
          batch.takenBackAt(),
          differs);
    }
  }

  record LineGiven(
      @Nullable String order,
      @Nullable String contact,
      @Nullable String member,
      @Nullable String at,
      @Nullable String amount,
      @Nullable String kind,
      @Nullable String currency) {
    Written written() {
      return new Written(order, contact, member, at, amount, null, null, kind, currency);
    }
  }

  record LinesGiven(@Nullable String shop, @Nullable List<@Nullable LineGiven> lines) {
    /**
     * @throws Problem 400 for none, or more than a call may have
     */
    List<Written> written() {
      List<Written> written =
          lines == null
              ? List.of()
              : lines.stream().filter(Objects::nonNull).map(LineGiven::written).toList();
      if (lines == null
          || written.size() < lines.size()
          || written.isEmpty()
          || written.size() > MOST_LINES) {
        throw Given.wrong("lines", "must be 1 to 5,000");
      }
      return written;
    }
  }

  /** Nothing is kept unless {@code keep}; a wrong line keeps no other from being taken. */
  @PostMapping(path = "/communities/{community}/purchases/csv", consumes = "text/csv")
  @Permission("customer:write")
  TableAnswer csv(
      @PathVariable String community,
      @RequestParam(defaultValue = "false") boolean keep,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String shop,
      @RequestParam(defaultValue = "CNY") String currency,
      @RequestParam(defaultValue = "UTF-8") String encoding,
      @RequestParam(required = false) @Nullable String columns,
      InputStream file,
      Caller caller) {
    CommunityId id = visible(community, caller);
    Charset charset = Charset.forName(Given.oneOf("encoding", encoding, "UTF-8", ENCODINGS));
    Said said =
        Table.read(file, charset, reading(id, currency), Given.text("shop", shop, 0, 60), columns);
    if (keep && !said.columns().missing().isEmpty()) {
      throw Given.wrong("columns", "do not say " + String.join(", ", said.columns().missing()));
    }
    String title = Given.text("name", name, 0, 100);
    Batch batch = null;
    Met met;
    if (keep) {
      Taken taken =
          imports.take(
              id, "csv", title, said.movements(), counts(said, Met.NOTHING), caller.actor());
      batch = batch(taken.batch(), caller);
      met = taken.met();
    } else {
      met = imports.look(id, said.movements());
    }
    Map<String, Integer> at = new TreeMap<>();
    said.columns().at().forEach((field, column) -> at.put(field.code(), column));
    return new TableAnswer(
        said.header(),
        at,
        said.columns().missing(),
        said.samples(),
        counts(said, met),
        said.wrong(),
        met.first(),
        batch == null ? null : BatchAnswer.of(batch));
  }

  private static Counts counts(Said said, Met met) {
    return new Counts(
        said.lines(),
        said.nobody(),
        said.refunds(),
        said.wrongLines(),
        said.movements().size() - met.known(),
        met.known(),
        met.differing());
  }

  /** All lines of a call are taken, or none. */
  @PostMapping("/communities/{community}/purchases")
  @Permission("customer:write")
  TakenAnswer lines(@PathVariable String community, @RequestBody LinesGiven given, Caller caller) {
    CommunityId id = visible(community, caller);
    List<Written> lines = given.written();
    String shop = given.shop() == null ? "" : Given.text("shop", given.shop(), 0, 60);
    List<Movement> movements = Table.of(lines, reading(id, "CNY"), shop);
    Taken taken =
        imports.take(id, "api", shop, movements, read(lines.size(), movements), caller.actor());
    return TakenAnswer.of(batch(taken.batch(), caller), taken.met().first());
  }

  /** What a program said, all of it right. */
  static Counts read(int lines, List<Movement> movements) {
    int nobody = (int) movements.stream().filter(one -> one.contact() == null).count();
    int refunds =
        (int) movements.stream().filter(one -> one.kind() == Movement.Kind.REFUND).count();
    return new Counts(lines, nobody, refunds, 0, 0, 0, 0);
  }

  @GetMapping("/communities/{community}/purchase-batches")
  @Permission("customer:read")
  BatchList batches(@PathVariable String community, Caller caller) {
    return new BatchList(
        store.batches(visible(community, caller), null, MOST_BATCHES).stream()
            .map(BatchAnswer::of)
            .toList());
  }

  @PostMapping("/purchase-batches/{batch}/take-back")
  @Permission("customer:write")
  BatchAnswer takeBack(@PathVariable String batch, Caller caller) {
    long id = Problem.parseId(batch);
    imports.takeBack(batch(id, caller), caller);
    return BatchAnswer.of(batch(id, caller));
  }

  private Batch batch(long id, Caller caller) {
    return store.batch(id, caller).orElseThrow(() -> Problem.missing("batch", id));
  }

  private LineReading reading(CommunityId id, String currency) {
    ZoneId zone = communities.get(id).zone();
    return new LineReading(zone, currency, clock.instant());
  }

  private CommunityId visible(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return id;
  }
}
