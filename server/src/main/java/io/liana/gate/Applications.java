package io.liana.gate;

import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Applications on the desk of who decides. */
@Component
class Applications {
  // A newcomer who hears nothing for a day is gone.
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final Tasks tasks;
  private final Clock clock;

  Applications(Tasks tasks, Clock clock) {
    this.tasks = tasks;
    this.clock = clock;
  }

  void waits(Page page, long answer, Visit visit) {
    tasks.raise(
        new TaskDraft(
            key(answer),
            "gate_application",
            page.community(),
            null,
            visit.member(),
            null,
            Map.of(
                "title",
                page.name(),
                "page",
                Long.toString(page.id()),
                "answer",
                Long.toString(answer)),
            clock.instant().plus(PATIENCE)));
  }

  static String key(long answer) {
    return "gate:application:" + answer;
  }
}
