/** What is said: templates with variables. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel"})
package io.liana.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
