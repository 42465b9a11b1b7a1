package io.liana.saved;

import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.saved.Rhythm.Due;
import io.liana.saved.Rhythm.Every;
import io.liana.saved.Schedule.Run;
import io.liana.saved.TryOut.Tried;
import io.liana.saved.Wording.Letter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Schedules of saved questions over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ScheduleController {
  private static final int NEXT = 3;
  private static final int MOST_RUNS = 50;
  private static final int MOST_EMAILS = 20;
  private static final int LONGEST_EMAIL = 254; // RFC 5321
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  // One line, one address: what could begin another header or another receiver is none.
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z0-9-]{2,}");

  private final Schedules schedules;
  private final TryOut tryOut;
  private final RunStore runs;
  private final Communities communities;
  private final Groups groups;
  private final MailSettings mail;
  private final SavedSettings settings;
  private final Clock clock;

  ScheduleController(
      Schedules schedules,
      TryOut tryOut,
      RunStore runs,
      Communities communities,
      Groups groups,
      MailSettings mail,
      SavedSettings settings,
      Clock clock) {
    this.schedules = schedules;
    this.tryOut = tryOut;
    this.runs = runs;
    this.communities = communities;
    this.groups = groups;
    this.mail = mail;
    this.settings = settings;
    this.clock = clock;
  }

  record ScheduleGiven(
      @Nullable String every,
      @Nullable Integer day,
      @Nullable String at,
      @Nullable String language,
      @Nullable List<@Nullable String> emails,
      @Nullable String group) {}

  record StateGiven(@Nullable String state) {}

  record TryGiven(@Nullable String email) {}

  /** The table of a letter is left out: it is what the page of the question exports. */
  record TriedSeen(
      int found,
      @Nullable String toGroup,
      @Nullable String subject,
      @Nullable String text,
      @Nullable String sentTo,
      @Nullable String reason) {
    static TriedSeen of(Tried tried) {
      Letter letter = tried.letter();
      return new TriedSeen(
          tried.found(),
          tried.toGroup(),
          letter == null ? null : letter.subject(),
          letter == null ? null : letter.text(),
          tried.sentTo(),
          tried.reason() == null ? null : tried.reason().code());
    }
  }

  record DueSeen(Instant at, @Nullable String note) {
    static DueSeen of(Due due) {
      return new DueSeen(
          due.at(), due.note() == null ? null : due.note().name().toLowerCase(Locale.ROOT));
    }
  }

  record DuesSeen(String zone, List<DueSeen> items) {}

  record RunSeen(
      Instant dueAt,
      String state,
      @Nullable String reason,
      @Nullable Instant endedAt,
      @Nullable Integer found,
      int mails) {
    static RunSeen of(Run run) {
      return new RunSeen(
          run.dueAt(),
          run.state().code(),
          run.reason() == null ? null : run.reason().code(),
          run.endedAt(),
          run.found(),
          run.mails());
    }
  }

  record RunsSeen(List<RunSeen> items) {}

  record ScheduleSeen(
      String id,
      String saved,
      String every,
      int day,
      String at,
      String language,
      int letters,
      List<String> emails,
      @Nullable Ref group,
      String state,
      @Nullable String why,
      List<DueSeen> next,
      @Nullable RunSeen last) {}

  record SchedulesSeen(List<ScheduleSeen> items, String zone, boolean mail, boolean link) {}

  @GetMapping("/communities/{community}/schedules")
  @Permission("report:read")
  SchedulesSeen list(@PathVariable String community, Caller caller) {
    Community known = communities.get(SavedController.community(community, caller));
    return new SchedulesSeen(
        schedules.of(known.id(), caller).stream().map(one -> seen(one, known, caller)).toList(),
        known.zone().getId(),
        mail.on(),
        !settings.address().isEmpty());
  }

  @GetMapping("/communities/{community}/schedules/times")
  @Permission("report:read")
  DuesSeen times(
      @PathVariable String community,
      @RequestParam String every,
      @RequestParam(required = false) @Nullable Integer day,
      @RequestParam String at,
      Caller caller) {
    ZoneId zone = communities.get(SavedController.community(community, caller)).zone();
    return new DuesSeen(zone.getId(), next(rhythm(every, day, at), zone));
  }

  @PostMapping("/saved/{saved}/schedules")
  @Permission("saved:write")
  @ResponseStatus(HttpStatus.CREATED)
  ScheduleSeen make(
      @PathVariable("saved") String saved, @RequestBody ScheduleGiven given, Caller caller) {
    String language = Given.oneOf("language", given.language(), "zh-CN", List.of("zh-CN", "en"));
    List<String> emails = emails(given.emails());
    if (emails.isEmpty() && given.group() == null) {
      throw Given.wrong("group", "or an e-mail address is needed: where to send it to");
    }
    var wish =
        new Schedule.Wish(
            rhythm(given.every(), given.day(), given.at()),
            language,
            emails,
            given.group() == null ? null : GroupId.parse(given.group()));
    return seen(schedules.make(Problem.parseId(saved), wish, caller), caller);
  }

  @PutMapping("/schedules/{schedule}/state")
  @Permission("saved:write")
  ScheduleSeen state(@PathVariable String schedule, @RequestBody StateGiven given, Caller caller) {
    long id = Problem.parseId(schedule);
    String state = Given.oneOf("state", given.state(), List.of("active", "paused"));
    if (state == null) {
      throw Given.wrong("state", "is missing");
    }
    return seen(
        state.equals("active") ? schedules.resume(id, caller) : schedules.pause(id, caller),
        caller);
  }

  @PostMapping("/schedules/{schedule}/try")
  @Permission("saved:write")
  TriedSeen tryOut(@PathVariable String schedule, @RequestBody TryGiven given, Caller caller) {
    String to = given.email() == null ? null : email("email", given.email());
    return TriedSeen.of(tryOut.now(Problem.parseId(schedule), to, caller));
  }

  @DeleteMapping("/schedules/{schedule}")
  @Permission("saved:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String schedule, Caller caller) {
    schedules.drop(Problem.parseId(schedule), caller);
  }

  @GetMapping("/schedules/{schedule}/runs")
  @Permission("report:read")
  RunsSeen runs(@PathVariable String schedule, Caller caller) {
    Schedule known = schedules.get(Problem.parseId(schedule), caller);
    return new RunsSeen(runs.of(known.id(), MOST_RUNS).stream().map(RunSeen::of).toList());
  }

  private ScheduleSeen seen(Schedule schedule, Caller caller) {
    return seen(schedule, communities.get(schedule.community()), caller);
  }

  private ScheduleSeen seen(Schedule schedule, Community community, Caller caller) {
    Schedule.Wish wish = schedule.wish();
    GroupId group = wish.group();
    return new ScheduleSeen(
        Long.toString(schedule.id()),
        Long.toString(schedule.saved()),
        wish.rhythm().every().code(),
        wish.rhythm().day(),
        wish.rhythm().at().toString(),
        wish.language(),
        wish.emails().size(),
        caller.may("saved:write") ? wish.emails() : List.of(),
        group == null ? null : groups.names(List.of(group)).get(group),
        schedule.active() ? "active" : "paused",
        schedule.why() == null ? null : schedule.why().code(),
        schedule.active() ? next(wish.rhythm(), community.zone()) : List.of(),
        runs.of(schedule.id(), 1).stream().map(RunSeen::of).findFirst().orElse(null));
  }

  private List<DueSeen> next(Rhythm rhythm, ZoneId zone) {
    return rhythm.next(clock.instant(), zone, NEXT).stream().map(DueSeen::of).toList();
  }

  private static Rhythm rhythm(@Nullable String every, @Nullable Integer day, @Nullable String at) {
    String code = Given.oneOf("every", every, Every.CODES);
    if (code == null) {
      throw Given.wrong("every", "is missing");
    }
    if (at == null || !TIME.matcher(at).matches()) {
      throw Given.wrong("at", "must be a time like 09:00");
    }
    Every known = Every.of(code);
    int wanted = day == null || known == Every.DAY ? known.least : day;
    if (wanted < known.least || wanted > known.most) {
      throw Given.wrong("day", "must be %d to %d".formatted(known.least, known.most));
    }
    return new Rhythm(known, wanted, LocalTime.parse(at));
  }

  private static List<String> emails(@Nullable List<@Nullable String> given) {
    if (given == null) {
      return List.of();
    }
    List<String> clean =
        given.stream()
            .flatMap(Stream::ofNullable)
            .map(one -> email("emails", one))
            .distinct()
            .toList();
    if (clean.size() > MOST_EMAILS) {
      throw Given.wrong("emails", "may be %d at most".formatted(MOST_EMAILS));
    }
    return clean;
  }

  private static String email(String field, String given) {
    String clean = given.strip();
    if (clean.length() > LONGEST_EMAIL || !EMAIL.matcher(clean).matches()) {
      throw Given.wrong(field, "must be addresses like name@example.com");
    }
    return clean;
  }
}
