package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.acquisition.Target.Pool;
import io.liana.community.Communities;
import io.liana.experiment.Experiment;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Plans over HTTP, and what one would do with a visit. */
@RestController
@RequestMapping("/api/v1")
class PlanController {
  private final Plans plans;
  private final LivePlans live;
  private final PlanStore store;
  private final PlanReading reading;
  private final Leading leading;
  private final Communities communities;
  private final Clock clock;

  PlanController(
      Plans plans,
      LivePlans live,
      PlanStore store,
      PlanReading reading,
      Leading leading,
      Communities communities,
      Clock clock) {
    this.plans = plans;
    this.live = live;
    this.store = store;
    this.reading = reading;
    this.leading = leading;
    this.communities = communities;
    this.clock = clock;
  }

  record Draft(@Nullable String name, @Nullable JsonNode document) {}

  record DoorTaken(String key, int taken) {}

  record PlanView(String id, String name, JsonNode document, List<DoorTaken> taken) {}

  record Question(
      @Nullable String time,
      @Nullable String day,
      @Nullable String region,
      @Nullable String device,
      @Nullable String app,
      @Nullable Boolean returning,
      @Nullable List<String> tags,
      @Nullable List<String> arms) {}

  /**
   * @param rule whose it was; null for the plan's otherwise
   * @param plan whose rule decided: another one's, where codes lead on
   * @param page whose gates are to be passed first
   * @param why led, full or broken (codes that lead in a circle or to none)
   */
  record Told(
      String plan,
      @Nullable String rule,
      String why,
      @Nullable String door,
      @Nullable String url,
      @Nullable String title,
      @Nullable String page) {}

  @GetMapping("/communities/{community}/plans")
  @Permission("acquisition:read")
  Page<PlanView> list(@PathVariable String community, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Cursor after = paging.after();
    Page<PlanStore.Row> page =
        Page.of(
            store.page(id, after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1),
            paging.size(),
            row -> Cursor.after(row.id()));
    return new Page<>(page.items().stream().map(this::view).toList(), page.nextCursor());
  }

  @PostMapping("/communities/{community}/plans")
  @Permission("acquisition:write")
  @ResponseStatus(HttpStatus.CREATED)
  PlanView make(@PathVariable String community, @RequestBody Draft draft, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return view(plans.create(id, draft.name(), read(draft), caller));
  }

  @GetMapping("/plans/{plan}")
  @Permission("acquisition:read")
  PlanView get(@PathVariable String plan, Caller caller) {
    return view(plans.get(Problem.parseId(plan), caller));
  }

  @PutMapping("/plans/{plan}")
  @Permission("acquisition:write")
  PlanView change(@PathVariable String plan, @RequestBody Draft draft, Caller caller) {
    PlanStore.Row before = plans.get(Problem.parseId(plan), caller);
    return view(plans.change(before, draft.name(), read(draft), caller));
  }

  /** What the plan would do with this visit now; nothing is written and no seat is taken. */
  @PostMapping("/plans/{plan}/simulate")
  @Permission("acquisition:read")
  Told simulate(@PathVariable String plan, @RequestBody Question question, Caller caller) {
    PlanStore.Row row = plans.get(Problem.parseId(plan), caller);
    LivePlan first = live.get(row.id());
    Leading.Way way = leading.way(first, visit(question));
    String rule = way.rule() == null ? null : way.rule().name();
    Door door = null;
    Target.Last last = first.plan().fallback();
    String why = way.broken() ? "broken" : "led";
    Target.Page page = way.target() instanceof Target.Page gated ? gated : null;
    switch (page == null ? way.target() : page.then()) {
      case Pool pool -> {
        Map<String, Integer> taken = store.taken(way.plan().id());
        door =
            Rooms.choose(pool.at(clock.instant()), one -> taken.getOrDefault(one.key(), 0))
                .orElse(null);
        why = door == null ? "full" : why;
      }
      case Target.Last target -> last = target;
      case Target.Code _, Target.Page _ ->
          throw new IllegalStateException("codes are followed, and behind a page is no other");
    }
    String before = page == null ? null : Long.toString(page.page());
    return door != null
        ? new Told(way.plan().name(), rule, why, door.name(), door.url(), null, before)
        : switch (last) {
          case Target.Link link ->
              new Told(way.plan().name(), rule, why, null, link.url(), null, before);
          case Target.Words words ->
              new Told(way.plan().name(), rule, why, null, null, words.title(), before);
        };
  }

  private static Visit visit(Question question) {
    return new Visit(
        time(question.time()),
        one(DayOfWeek.class, "day", question.day(), DayOfWeek.MONDAY),
        question.region() == null ? "" : Given.text("region", question.region(), 0, 100),
        one(Visit.Device.class, "device", question.device(), Visit.Device.OTHER),
        one(Visit.App.class, "app", question.app(), Visit.App.BROWSER),
        Boolean.TRUE.equals(question.returning()),
        () -> question.tags() == null ? Set.of() : Set.copyOf(question.tags()),
        () -> arms(question.arms()));
  }

  private static Set<String> arms(@Nullable List<String> given) {
    if (given == null) {
      return Set.of();
    }
    if (!given.stream().allMatch(Experiment::isCode)) {
      throw Given.wrong("arms", "must name arms of experiments, such as 7:b");
    }
    return Set.copyOf(given);
  }

  private static LocalTime time(@Nullable String given) {
    try {
      return given == null ? LocalTime.NOON : LocalTime.parse(given);
    } catch (DateTimeParseException e) {
      throw Given.wrong("time", "must be like 23:10");
    }
  }

  private static <E extends Enum<E>> E one(
      Class<E> type, String field, @Nullable String given, E otherwise) {
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toList();
    String word = Given.oneOf(field, given, known);
    return word == null ? otherwise : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private Plan read(Draft draft) {
    if (draft.document() == null) {
      throw Given.wrong("document", "is missing");
    }
    return reading.read(draft.document());
  }

  private PlanView view(PlanStore.Row row) {
    return new PlanView(
        Long.toString(row.id()),
        row.name(),
        reading.tree(row.plan()),
        store.taken(row.id()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(door -> new DoorTaken(door.getKey(), door.getValue()))
            .toList());
  }
}
