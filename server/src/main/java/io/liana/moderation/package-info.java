/**
 * Keeping a group in order: what a message contains (text kernel), and what became of it (cases).
 *
 * <p>The text kernel is pure: {@link io.liana.moderation.AdvertJudge} turns a text into {@link
 * io.liana.moderation.Finding}s and touches nothing. It folds the text to one spelling ({@code
 * TextNormaliser}), looks for words ({@code Lexicon}), ways to be reached ({@code ContactPatterns})
 * and the tone of an advert ({@code SpamModel}).
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "community",
      "member",
      "content",
      "delivery",
      "desk"
    })
package io.liana.moderation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
