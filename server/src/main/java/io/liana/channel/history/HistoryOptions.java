package io.liana.channel.history;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about an export.
 *
 * @param format null: find out
 * @param zone how times without an offset are read
 * @param order null: find out
 * @param chat which chat of an export that holds several; null when there is only one
 */
public record HistoryOptions(
    @Nullable HistoryFormat format, ZoneId zone, @Nullable DateOrder order, @Nullable String chat) {
  public static HistoryOptions in(ZoneId zone) {
    return new HistoryOptions(null, zone, null, null);
  }

  public HistoryOptions as(HistoryFormat known) {
    return new HistoryOptions(known, zone, order, chat);
  }

  public HistoryOptions ordered(DateOrder known) {
    return new HistoryOptions(format, zone, known, chat);
  }

  public HistoryOptions only(String name) {
    return new HistoryOptions(format, zone, order, name);
  }
}
