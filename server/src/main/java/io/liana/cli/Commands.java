package io.liana.cli;

import java.util.List;

/** Every command there is, in the order of the help. */
final class Commands {
  static final List<Command> ALL =
      List.of(new UpCommand(), new TokenCommand(), new ReportCommand());

  private Commands() {}
}
