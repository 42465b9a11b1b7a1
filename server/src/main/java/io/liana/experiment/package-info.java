/**
 * Experiments (A/B/n): who gets which arm, and who met it. {@link io.liana.experiment.Experiment}
 * is the plan, written down before the start and never changed after it; the arm of a member or a
 * group is a hash and needs no table; an {@link io.liana.experiment.Exposure} is a row from the
 * moment the arm made a difference. Deciders ask {@link io.liana.experiment.Experiments} as they
 * ask for tags, and tell {@link io.liana.experiment.Places} where they name an arm. What an
 * experiment showed is {@code verdict}'s. Tables {@code experiment_*}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "journal", "community", "statistics"})
package io.liana.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
