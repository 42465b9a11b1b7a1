/**
 * Communities and their groups: whose group an event belongs to, in which time zone, under which
 * quiet hours. Tables {@code community_*}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "journal", "identity", "channel"})
package io.liana.community;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
