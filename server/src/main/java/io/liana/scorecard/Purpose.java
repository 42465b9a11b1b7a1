package io.liana.scorecard;

import org.jspecify.annotations.Nullable;

/**
 * What a group is for, and how far it should come.
 *
 * @param target of the goal's main line; null where nobody set one
 * @param own set for the group itself, not for its community
 */
record Purpose(Goal goal, @Nullable Double target, boolean own) {}
