package io.liana.playbook;

import io.liana.community.Groups;
import io.liana.desk.Tasks;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.member.ActorRef;
import io.liana.member.Names;
import io.liana.playbook.Run.Counts;
import io.liana.playbook.Run.Fate;
import io.liana.playbook.Run.Progress;
import io.liana.playbook.StepReading.Written;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Playbooks over HTTP: what they are, where they run, what came of each step. */
@RestController
@RequestMapping("/api/v1")
class PlaybookController {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WHY = 500;

  private final Playbooks playbooks;
  private final PlaybookRuns runs;
  private final PlaybookStore store;
  private final PlaybookRunStore runStore;
  private final StepReading reading;
  private final Tasks tasks;
  private final Groups groups;
  private final Names names;

  PlaybookController(
      Playbooks playbooks,
      PlaybookRuns runs,
      PlaybookStore store,
      PlaybookRunStore runStore,
      StepReading reading,
      Tasks tasks,
      Groups groups,
      Names names) {
    this.playbooks = playbooks;
    this.runs = runs;
    this.store = store;
    this.runStore = runStore;
    this.reading = reading;
    this.tasks = tasks;
    this.groups = groups;
    this.names = names;
  }

  record Wish(@Nullable String name, @Nullable List<Written> steps, @Nullable Integer version) {}

  record Start(@Nullable List<String> groups, @Nullable String firstDay) {}

  record Stop(@Nullable String why) {}

  record Items<T>(List<T> items) {}

  record PlaybookSeen(
      String id,
      String community,
      String name,
      int version,
      List<Written> steps,
      int running,
      int ran,
      Instant changedAt,
      @Nullable ActorRef changedBy) {}

  record PreviewSeen(
      Ref group, @Nullable String whyNot, boolean byHand, List<PlaybookRuns.Looked> steps) {}

  record RunSeen(
      String id,
      String playbook,
      String name,
      int version,
      Ref group,
      LocalDate firstDay,
      String state,
      Counts counts,
      @Nullable Instant nextAt,
      Instant startedAt,
      @Nullable ActorRef startedBy,
      @Nullable Instant endedAt,
      @Nullable String why) {}

  record StepSeen(
      Written step, Instant dueAt, String state, @Nullable String why, @Nullable Instant at) {}

  record Whole(RunSeen run, List<StepSeen> steps) {}

  @GetMapping("/communities/{community}/playbooks")
  @Permission("playbook:read")
  Items<PlaybookSeen> list(@PathVariable String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    return new Items<>(seen(playbooks.of(id)));
  }

  @PostMapping("/communities/{community}/playbooks")
  @Permission("playbook:write")
  @ResponseStatus(HttpStatus.CREATED)
  PlaybookSeen make(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    return seen(
        playbooks.make(
            CommunityId.parse(community), name(wish), reading.read(wish.steps()), caller));
  }

  @GetMapping("/playbooks/{playbook}")
  @Permission("playbook:read")
  PlaybookSeen get(@PathVariable String playbook, Caller caller) {
    return seen(playbooks.get(Problem.parseId(playbook), caller));
  }

  @PutMapping("/playbooks/{playbook}")
  @Permission("playbook:write")
  PlaybookSeen change(@PathVariable String playbook, @RequestBody Wish wish, Caller caller) {
    if (wish.version() == null) {
      throw Given.wrong("version", "is missing");
    }
    return seen(
        playbooks.change(
            Problem.parseId(playbook),
            wish.version(),
            name(wish),
            reading.read(wish.steps()),
            caller));
  }

  @DeleteMapping("/playbooks/{playbook}")
  @Permission("playbook:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String playbook, Caller caller) {
    playbooks.drop(Problem.parseId(playbook), caller);
  }

  @PostMapping("/playbooks/{playbook}/preview")
  @Permission("playbook:read")
  Items<PreviewSeen> preview(
      @PathVariable String playbook, @RequestBody Start start, Caller caller) {
    return new Items<>(
        runs.preview(Problem.parseId(playbook), start.groups(), start.firstDay(), caller).stream()
            .map(
                one ->
                    new PreviewSeen(
                        new Ref(one.group().id().toString(), one.group().name()),
                        one.whyNot(),
                        one.byHand(),
                        one.steps()))
            .toList());
  }

  @GetMapping("/playbooks/{playbook}/runs")
  @Permission("playbook:read")
  Page<RunSeen> runs(@PathVariable String playbook, Paging paging, Caller caller) {
    Playbook of = playbooks.get(Problem.parseId(playbook), caller);
    Cursor after = paging.after();
    Page<Run> page =
        Page.of(
            runStore.of(
                of.id(), after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1),
            paging.size(),
            run -> Cursor.after(run.id()));
    return new Page<>(ran(page.items()), page.nextCursor());
  }

  @PostMapping("/playbooks/{playbook}/runs")
  @Permission("playbook:write")
  @ResponseStatus(HttpStatus.CREATED)
  Items<RunSeen> start(@PathVariable String playbook, @RequestBody Start start, Caller caller) {
    return new Items<>(
        ran(runs.start(Problem.parseId(playbook), start.groups(), start.firstDay(), caller)));
  }

  @PostMapping("/playbooks/{playbook}/stop")
  @Permission("playbook:write")
  PlaybookSeen stopAll(@PathVariable String playbook, @RequestBody Stop stop, Caller caller) {
    long id = Problem.parseId(playbook);
    runs.stopAll(id, why(stop), caller);
    return seen(playbooks.get(id, caller));
  }

  @GetMapping("/playbook-runs/{run}")
  @Permission("playbook:read")
  Whole run(@PathVariable String run, Caller caller) {
    return whole(runs.get(Problem.parseId(run), caller));
  }

  @PostMapping("/playbook-runs/{run}/stop")
  @Permission("playbook:write")
  Whole stop(@PathVariable String run, @RequestBody Stop stop, Caller caller) {
    return whole(runs.stop(Problem.parseId(run), why(stop), caller));
  }

  private static String name(Wish wish) {
    return Given.text("name", wish.name(), 1, LONGEST_NAME);
  }

  private static String why(Stop stop) {
    return Given.text("why", stop.why(), 1, LONGEST_WHY);
  }

  private PlaybookSeen seen(Playbook playbook) {
    return seen(List.of(playbook)).getFirst();
  }

  private List<PlaybookSeen> seen(List<Playbook> all) {
    Map<String, ActorRef> by = names.actors(all.stream().map(Playbook::changedBy).toList());
    return all.stream()
        .map(
            one ->
                new PlaybookSeen(
                    Long.toString(one.id()),
                    one.community().toString(),
                    one.name(),
                    one.version(),
                    StepReading.written(one.steps()),
                    one.running(),
                    one.ran(),
                    one.changedAt(),
                    by.get(one.changedBy())))
        .toList();
  }

  private List<RunSeen> ran(Collection<Run> all) {
    Map<String, ActorRef> by = names.actors(all.stream().map(Run::startedBy).toList());
    var places = groups.names(all.stream().map(Run::group).toList());
    return all.stream()
        .map(
            run ->
                new RunSeen(
                    Long.toString(run.id()),
                    Long.toString(run.playbook()),
                    run.name(),
                    run.version(),
                    places.getOrDefault(run.group(), new Ref(run.group().toString(), "")),
                    run.firstDay(),
                    code(run.state()),
                    run.counts(),
                    run.nextAt(),
                    run.startedAt(),
                    by.get(run.startedBy()),
                    run.endedAt(),
                    run.why()))
        .toList();
  }

  private Whole whole(Run run) {
    Map<String, Step> known =
        store.steps(run.playbook(), run.version()).stream()
            .collect(Collectors.toMap(Step::key, Function.identity()));
    List<Progress> steps = runStore.steps(run.id());
    Map<String, String> asked =
        tasks.states(
            steps.stream()
                .filter(one -> one.fate() == Fate.TASK)
                .map(one -> Run.key(run.id(), one.key()))
                .toList());
    return new Whole(
        ran(List.of(run)).getFirst(),
        steps.stream()
            .map(
                one ->
                    new StepSeen(
                        StepReading.written(Objects.requireNonNull(known.get(one.key()))),
                        one.dueAt(),
                        one.fate() == Fate.TASK
                            ? "task_" + asked.getOrDefault(Run.key(run.id(), one.key()), "dropped")
                            : code(one.fate()),
                        one.why(),
                        one.at()))
            .toList());
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
