package io.liana.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the server until it is told to stop. */
final class UpCommand implements Command {
  @Override
  public String name() {
    return "up";
  }

  @Override
  public String summary() {
    return "start the server and keep it running until Ctrl-C";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.value("port", "N", "port of the console and the API (8080)"),
        Option.value(
            "address", "IP", "network address to listen on (127.0.0.1, this machine only)"),
        Option.flag("demo", "start with the Riverside demo world"));
  }

  @Override
  public int run(Arguments arguments, LocalServer local, Terminal terminal)
      throws IOException, InterruptedException {
    var wanted =
        new Server.Wanted(
            local.data(),
            arguments.value("address", "127.0.0.1"),
            arguments.number("port", 8080, 0, 65535),
            arguments.has("demo"),
            local.databaseUrl());
    try (Server server = Server.start(wanted)) {
      server.openDoor();
      terminal.say("Liana is ready: " + server.door().url());
      terminal.result(server.door());
      new CountDownLatch(1).await(); // Ctrl-C ends the process; the server's own hook stops it
    }
    return ExitCode.OK;
  }
}
