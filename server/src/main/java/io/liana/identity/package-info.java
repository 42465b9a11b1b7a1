/** Operators, their roles and data scopes, sessions and tokens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "journal"})
package io.liana.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
