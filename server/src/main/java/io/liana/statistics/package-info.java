/**
 * What numbers may and may not say: experiments, customers, uplift. Pure values and functions: no
 * tables, no clock, no randomness; the same input gives the same answer.
 *
 * <p><b>Experiments</b>: {@code Assignment} says who gets what; {@code Sample} condenses what an
 * arm did; {@code Welch}, {@code TwoProportions}, {@code Sequential} and {@code Bayes} compare two
 * of them; {@code Readout} reads a whole experiment and draws one {@code Conclusion} for each arm;
 * {@code Power} plans the next one. <b>Customers</b>: {@code Rfm}, {@code BgNbd}, {@code
 * GammaGamma}. <b>Uplift</b>: {@code Uplift} asks whether members buy more <i>because</i> they are
 * members, and refuses where the data cannot tell.
 *
 * <p>Every formula names its source; what cannot be computed is refused with a reason, never a NaN.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel"})
package io.liana.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
