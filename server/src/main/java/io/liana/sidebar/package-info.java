/**
 * The page beside a chat in WeCom: who the customer is, what to say again and again. Only a member
 * of staff an administrator linked to an operator gets in, by WeCom's own sign-in. Tables {@code
 * sidebar_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "channel :: wecom",
      "member"
    })
package io.liana.sidebar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
