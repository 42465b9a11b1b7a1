/**
 * What stands between a scan and a seat (门槛): pages members open, and the gates on them — forms,
 * quizzes, applications, codes of members, friends to bring, accounts to follow, fees. A page has
 * immutable versions; an answer names the version it answered. {@link io.liana.gate.Gatekeeper} is
 * the place to start reading; {@link io.liana.gate.PageServlet} is the door. Tables {@code gate_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "channel :: officialaccount",
      "community",
      "member",
      "content",
      "desk",
      "payment",
      "acquisition",
      "experiment"
    })
package io.liana.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
