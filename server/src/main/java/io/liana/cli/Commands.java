package io.liana.cli;

import java.util.List;

/** Every command there is, in the order of the help. */
final class Commands {
  static final List<Command> ALL =
      List.of(
          new UpCommand(),
          new DemoCommand(),
          new ImportCommand(),
          new ReportCommand(),
          new TokenCommand(),
          new BackupCommand(),
          new RestoreCommand(),
          new DoctorCommand(),
          new SimulateCommand());

  private Commands() {}
}
