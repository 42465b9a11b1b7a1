/** What is said and shown: templates with variables, QR codes, tables. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel"})
package io.liana.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
