package io.liana.cli;

/** What a script can rely on; the same table stands in docs/operate. */
final class ExitCode {
  static final int OK = 0;

  /** It was tried and did not work. */
  static final int FAILED = 1;

  /** The command line itself is wrong: unknown command, option or value. */
  static final int USAGE = 2;

  /** The server cannot run here: port taken, disk full, folder in use, wrong database. */
  static final int CANNOT_START = 3;

  /** The server said no: not allowed, not found, not valid. */
  static final int REFUSED = 4;

  /** The evidence is split and a person must choose; nothing was done. */
  static final int UNDECIDED = 5;

  private ExitCode() {}
}
