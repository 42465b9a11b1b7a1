package io.liana.playbook;

import io.liana.channel.Command;
import io.liana.community.Community;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.content.Template;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The hands of playbooks, in the caller's transaction. {@code action.Actions} carry out what an
 * event led to; what is done here was led to by an hour.
 */
@Component
class StepActs {
  private static final Actor PLAYBOOK = new Actor.Machine("playbook");

  private final Outbox outbox;
  private final Tasks tasks;
  private final Groups groups;
  private final Journal journal;
  private final Clock clock;

  StepActs(Outbox outbox, Tasks tasks, Groups groups, Journal journal, Clock clock) {
    this.outbox = outbox;
    this.tasks = tasks;
    this.groups = groups;
    this.journal = journal;
    this.clock = clock;
  }

  /** How far the step is now. */
  Run.Fate perform(Run run, Step step, Community community) {
    return switch (step) {
      case Step.Say say -> say(run, say, community);
      case Step.Do work -> raise(run, work);
    };
  }

  void skipped(Run run, Step step, String why) {
    note(run, step, "playbook_step_skipped", Map.of("why", why));
  }

  private Run.Fate say(Run run, Step.Say say, Community community) {
    GroupView group = groups.get(run.group());
    String key = Run.key(run.id(), say.key());
    String text =
        new Template(say.text())
            .render(
                Map.of(
                    "group",
                    group.name(),
                    "community",
                    community.name(),
                    "day",
                    Integer.toString(say.day())));
    outbox.enqueue(
        List.of(
            new OutboxDraft(
                key,
                run.community(),
                run.group(),
                null,
                Purpose.NOTICE,
                new Command.SendText(group.externalId(), text, List.of(), null),
                null,
                clock.instant())));
    note(run, say, "playbook_step_said", Map.of("delivery", key));
    return Run.Fate.SENDING;
  }

  private Run.Fate raise(Run run, Step.Do work) {
    tasks.raise(
        new TaskDraft(
            Run.key(run.id(), work.key()),
            "playbook",
            run.community(),
            run.group(),
            null,
            null,
            Map.of("title", work.text()),
            clock.instant().plus(work.time())));
    note(run, work, "playbook_step_task", Map.of());
    return Run.Fate.TASK;
  }

  private void note(Run run, Step step, String kind, Map<String, Object> more) {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("playbook", run.playbook());
    reason.put("version", run.version());
    reason.put("run", run.id());
    reason.put("step", step.key());
    reason.putAll(more);
    journal.append(
        new JournalEntry(
            clock.instant(), PLAYBOOK, kind, run.community(), run.group(), null, null, reason));
  }
}
