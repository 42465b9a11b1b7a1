package io.liana.intake;

/** Somebody cancelled the import while it ran; everything it did so far is undone. */
final class HistoryImportCancelled extends RuntimeException {
  private static final long serialVersionUID = 1;

  HistoryImportCancelled() {
    super("cancelled");
  }
}
