/**
 * Questions analysts write themselves, in SQL: one SELECT over documented views of the facts of one
 * community. What a statement may name is checked twice. {@code Checking} reads its tree, as the
 * engine reads it, and lets nothing through that is not on a list. And {@code Copies} hands it to a
 * database that holds the rows of this community only, can only be read, and has no way to a file,
 * the network or its own settings.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"kernel", "journal", "channel", "community", "content", "insight"})
package io.liana.analyst;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
