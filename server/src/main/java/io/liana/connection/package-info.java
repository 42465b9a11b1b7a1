/**
 * Who talks with whom inside a group: circles, whoever holds them together, and newcomers nobody
 * talks to. Everything is counted from the facts of {@code insight} each time it is asked; the
 * formulas stand in docs/metrics.md, <em>Connections</em>.
 *
 * <p>{@code Web} is the picture in columns, {@code Circles}, {@code Bridges} and {@code Cuts} hold
 * one algorithm each, {@code Network} puts them together. Nothing is kept but the tasks of {@code
 * desk} that somebody asks for.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"kernel", "journal", "community", "member", "desk", "insight"})
package io.liana.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
