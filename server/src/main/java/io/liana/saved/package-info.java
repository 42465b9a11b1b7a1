/**
 * Questions kept under a name, to be opened again and sent to a colleague. What is kept is the
 * question and never its answer: whoever opens it sees what they may see. Table {@code
 * saved_question}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "journal", "community"})
package io.liana.saved;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
