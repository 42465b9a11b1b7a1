/** Words every module speaks: typed ids, who acts, a page of things, a problem, the clock. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.liana.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
