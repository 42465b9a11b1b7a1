/**
 * Exported histories of other apps, read as one list of {@link
 * io.liana.channel.history.HistoryEvent}s. {@link io.liana.channel.history.History} is the door: it
 * decides format and date order from the whole export (first pass) and then streams the events
 * (second pass), so its memory does not grow with the file.
 *
 * <p>Everything an app words differently in another language stands in tables under {@code
 * resources/history}, not in code. Nothing here touches a database or the network.
 */
@NullMarked
@NamedInterface("history")
package io.liana.channel.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
