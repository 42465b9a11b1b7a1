/**
 * Playbooks (剧本, SOP): what is done in a group day by day. A {@link io.liana.playbook.Playbook} is
 * a timeline of steps in versions that never change; a {@link io.liana.playbook.Run} is one group
 * going through one version, its hours fixed when it is started. {@link
 * io.liana.playbook.StepDecider} says what an hour means: pure, shared by the worker and the
 * preview. What is said goes to the outbox, what people do to the desk; a step may be for one arm
 * of an experiment on groups only. Tables {@code playbook_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "channel",
      "community",
      "member",
      "content",
      "experiment",
      "delivery",
      "desk"
    })
package io.liana.playbook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
