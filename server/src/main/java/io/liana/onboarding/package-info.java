/**
 * The first week of a member: who comes in is greeted as the kind of newcomer they are, asked to
 * introduce themselves and to read the rules, given a buddy, and left alone once they leave. {@link
 * io.liana.onboarding.FirstWeek} is what a community wants, {@link
 * io.liana.onboarding.NewcomerDecider} what it means for one person at one moment: a pure function
 * that the runner ({@link io.liana.onboarding.Newcomers}) and the rehearsal share. Beside it stands
 * the care list: whom to talk to today. Tables {@code onboarding_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "community",
      "member",
      "content",
      "delivery",
      "desk",
      "experiment",
      "gate",
      "acquisition"
    })
package io.liana.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
