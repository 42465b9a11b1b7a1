/**
 * The Riverside world: what {@code ./liana demo} shows. Built through the public interface, as a
 * script would build it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.liana.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
