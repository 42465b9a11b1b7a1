package io.liana.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code up --demo} in a temporary folder. */
final class DemoCommand implements Command {
  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "try it: a server in a temporary folder with the Riverside demo world";
  }

  @Override
  public List<Option> options() {
    return UpCommand.LISTENING;
  }

  @Override
  public int run(Arguments arguments, LocalServer local, Terminal terminal)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("liana-demo");
    terminal.note("Everything in this demo is gone when it stops.");
    return UpCommand.run(UpCommand.wanted(arguments, local, folder, true, true), terminal);
  }
}
