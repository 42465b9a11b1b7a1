package io.liana.cli;

/** The command line cannot be understood; the message says which word and what would be right. */
final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageError(String sentence) {
    super(sentence);
  }
}
