package io.liana.channel.history;

/** Takes what a reader finds, in the order of the export. */
interface HistorySink {
  void event(HistoryEvent event);

  /** A line that is not what it should be; it is counted and shown, and the rest goes on. */
  void unreadable(Unreadable line);
}
