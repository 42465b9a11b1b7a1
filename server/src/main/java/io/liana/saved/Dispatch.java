package io.liana.saved;

import io.liana.channel.Command;
import io.liana.community.Communities;
import io.liana.community.Groups;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.Actor;
import io.liana.kernel.GroupId;
import io.liana.kernel.Problem;
import io.liana.saved.Answering.Answered;
import io.liana.saved.Schedule.Reason;
import io.liana.saved.Schedule.Run;
import io.liana.saved.Schedule.State;
import io.liana.saved.Schedule.Why;
import io.liana.saved.Wording.Letter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run: taken, asked, sent. Whoever writes the row first has it; what a node left unfinished is
 * taken over after a while. A group's message is committed to the outbox together with the end of
 * the asking, so it is there once; a letter that may have gone out is never sent again.
 */
@Component
class Dispatch {
  /** Longer than any question and its letters take; then who had it has stopped. */
  static final Duration LEASE = Duration.ofMinutes(30);

  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);
  private static final Actor SAVED = new Actor.Machine("saved");
  private static final int MOST_TRIES = 3;
  private static final int MOST_MISSED = 100; // noted after a long stop
  private static final int LONGEST_LINK = 1_500;

  private final ScheduleStore schedules;
  private final RunStore runs;
  private final Answering answering;
  private final Schedules told;
  private final Communities communities;
  private final Groups groups;
  private final Outbox outbox;
  private final Mailer mailer;
  private final MailSettings mail;
  private final SavedSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Dispatch(
      ScheduleStore schedules,
      RunStore runs,
      Answering answering,
      Schedules told,
      Communities communities,
      Groups groups,
      Outbox outbox,
      Mailer mailer,
      MailSettings mail,
      SavedSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.answering = answering;
    this.told = told;
    this.communities = communities;
    this.groups = groups;
    this.outbox = outbox;
    this.mailer = mailer;
    this.mail = mail;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** After a stop the latest time is sent for; those before it are noted as missed. */
  void look(Schedule schedule) {
    Instant now = clock.instant();
    Instant after =
        runs.lastDue(schedule.id())
            .filter(last -> last.isAfter(schedule.since()))
            .orElse(schedule.since());
    List<Instant> due =
        schedule
            .wish()
            .rhythm()
            .between(after, now, communities.get(schedule.community()).zone(), MOST_MISSED);
    if (due.isEmpty()) {
      return;
    }
    Instant latest = due.getLast();
    boolean mine =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  boolean taken = runs.take(schedule.id(), latest, now);
                  if (taken) {
                    due.subList(0, due.size() - 1)
                        .forEach(missed -> runs.missed(schedule.id(), missed, now));
                  }
                  return taken;
                }));
    if (mine) {
      ask(schedule, new Run(schedule.id(), latest, State.RUNNING, null, now, 1, null, null, 0));
    }
  }

  /** Of a node that stopped in the middle. */
  void goOn(Run left) {
    Instant now = clock.instant();
    Optional<Schedule> schedule = schedules.find(left.schedule());
    if (schedule.isEmpty() || !runs.takeOver(left, now)) {
      return;
    }
    var mine =
        new Run(
            left.schedule(),
            left.dueAt(),
            left.state(),
            null,
            now,
            left.tries() + 1,
            null,
            left.found(),
            left.mails());
    if (left.state() == State.MAILING) {
      end(schedule.get(), mine, State.UNKNOWN, Reason.STOPPED, left.mails());
    } else if (left.tries() >= MOST_TRIES) {
      end(schedule.get(), mine, State.FAILED, Reason.STOPPED, 0);
    } else {
      ask(schedule.get(), mine);
    }
  }

  List<Run> left() {
    return runs.left(clock.instant().minus(LEASE));
  }

  private void ask(Schedule schedule, Run run) {
    Answered answered;
    try {
      answered = answering.ask(schedule).orElse(null);
    } catch (Problem refused) {
      log.info("Schedule {}: its question was refused: {}", schedule.id(), refused.code());
      if (refused.status() != 403) {
        end(schedule, run, State.FAILED, Reason.QUESTION_REFUSED, 0);
        return;
      }
      answered = null;
    } catch (RuntimeException e) {
      log.warn("Schedule {}: its question could not be answered.", schedule.id(), e);
      end(schedule, run, State.FAILED, Reason.QUESTION_FAILED, 0);
      return;
    }
    if (answered == null) {
      notAllowed(schedule, run);
    } else {
      send(schedule, run, answered);
    }
  }

  private void notAllowed(Schedule schedule, Run run) {
    transaction.executeWithoutResult(
        status -> {
          if (runs.move(run, State.FAILED, Reason.NOT_ALLOWED, 0, clock.instant())) {
            schedules.pause(schedule.id(), Why.NOT_ALLOWED);
            told.note("schedule_not_allowed", schedule, SAVED);
          }
        });
  }

  private void send(Schedule schedule, Run run, Answered answered) {
    Wording wording = wording(schedule, answered);
    Run asked = run.as(run.state(), answered.sheet().rows());
    boolean letters = !schedule.wish().emails().isEmpty();
    GroupId group = schedule.wish().group();
    boolean mine =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  boolean ours =
                      runs.move(
                          asked, letters ? State.MAILING : State.SENT, null, 0, clock.instant());
                  if (ours && group != null) {
                    outbox.enqueue(List.of(draft(schedule, run, group, wording.toGroup())));
                  }
                  if (ours && !letters) {
                    told.note("schedule_sent", schedule, SAVED);
                  }
                  return ours;
                }));
    if (mine && letters) {
      mail(schedule, asked.as(State.MAILING, asked.found()), wording.letter());
    }
  }

  Wording wording(Schedule schedule, Answered answered) {
    return new Wording(
        answered.saved().name(),
        communities.get(schedule.community()).name(),
        answered.sheet(),
        link(answered.saved()),
        schedule.wish().language());
  }

  private OutboxDraft draft(Schedule schedule, Run run, GroupId group, String text) {
    return new OutboxDraft(
        "saved:%d:%s".formatted(schedule.id(), run.dueAt()),
        schedule.community(),
        group,
        null,
        Purpose.NOTICE,
        new Command.SendText(groups.get(group).externalId(), text, List.of(), null),
        null,
        clock.instant());
  }

  private void mail(Schedule schedule, Run run, Letter letter) {
    if (!mail.on()) {
      end(schedule, run, State.FAILED, Reason.MAIL_OFF, 0);
      return;
    }
    int taken = 0;
    Reason wrong = null;
    List<String> addresses = schedule.wish().emails();
    for (int at = 0; at < addresses.size(); at++) {
      String id = "saved.%d.%d.%d".formatted(schedule.id(), run.dueAt().getEpochSecond(), at);
      Reason reason = mailer.send(addresses.get(at), letter, id);
      if (reason == null) {
        runs.mailed(run, ++taken);
      } else if (wrong != Reason.MAIL_UNKNOWN) {
        wrong = reason; // what may have arrived says more than what has not
      }
      if (reason == Reason.MAIL_UNREACHABLE) {
        break; // it would be for the next ones
      }
    }
    State state =
        wrong == null ? State.SENT : wrong == Reason.MAIL_UNKNOWN ? State.UNKNOWN : State.FAILED;
    end(schedule, run, state, wrong, taken);
  }

  private void end(Schedule schedule, Run run, State state, @Nullable Reason why, int mails) {
    transaction.executeWithoutResult(
        status -> {
          if (runs.move(run, state, why, mails, clock.instant())) {
            told.note(state == State.SENT ? "schedule_sent" : "schedule_failed", schedule, SAVED);
          }
        });
  }

  /** To the question itself, or to the list where its address is too long to be sent. */
  private String link(Saved saved) {
    if (settings.address().isEmpty()) {
      return "";
    }
    String community = "%s/communities/%s/".formatted(settings.address(), saved.community());
    String whole = community + saved.kind().page() + "?" + saved.address();
    return whole.length() <= LONGEST_LINK ? whole : community + "saved";
  }
}
