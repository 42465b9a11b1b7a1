package io.liana.cli;

import io.liana.channel.OutgoingAddresses;
import io.liana.cli.DataFolder.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Runs the server until it is told to stop. */
final class UpCommand implements Command {
  static final List<Option> LISTENING =
      List.of(
          Option.value("port", "N", "port of the console and the API (8080)"),
          Option.value(
              "address", "IP", "network address to listen on (127.0.0.1, this machine only)"),
          Option.value(
              "allow-private",
              "LIST",
              "addresses or networks inside your own network that accounts may lead to, e.g. 127.0.0.1,192.168.1.0/24, or all (none)"));

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
    return Stream.concat(
            LISTENING.stream(),
            Stream.of(Option.flag("demo", "start with the Riverside demo world")))
        .toList();
  }

  @Override
  public int run(Arguments arguments, LocalServer local, Terminal terminal)
      throws IOException, InterruptedException {
    boolean demo = arguments.has("demo");
    return run(wanted(arguments, local, local.data(), demo, false), terminal);
  }

  /**
   * @param temporary the folder goes when the server does
   */
  static Server.Wanted wanted(
      Arguments arguments, LocalServer local, Path data, boolean demo, boolean temporary) {
    return new Server.Wanted(
        data,
        arguments.value("address", "127.0.0.1"),
        arguments.number("port", 8080, 0, 65535),
        demo,
        temporary,
        local.databaseUrl(),
        allowed(arguments, temporary));
  }

  /** In a demo the platforms are simulators beside it. */
  private static String allowed(Arguments arguments, boolean temporary) {
    String allowed = arguments.value("allow-private", temporary ? "127.0.0.1,::1" : "");
    try {
      OutgoingAddresses.mustBeReadable(allowed);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--allow-private: " + e.getMessage());
    }
    return allowed;
  }

  static int run(Server.Wanted wanted, Terminal terminal) throws IOException, InterruptedException {
    try (Server server = Server.start(wanted)) {
      server.openDoor();
      announce(server.door(), terminal);
      if (Boolean.getBoolean("liana.rehearsal")) {
        rehearse(server.api());
        return ExitCode.OK;
      }
      new CountDownLatch(1).await(); // Ctrl-C ends the process; the server's own hook stops it
    }
    return ExitCode.OK;
  }

  private static void announce(Door door, Terminal terminal) {
    terminal.say("Liana is ready: " + door.url());
    if (door.setupUrl() != null) {
      terminal.say("Open this link once to make your own account: " + door.setupUrl());
    }
    terminal.say("Ctrl-C stops it.");
    var answer = new LinkedHashMap<String, Object>();
    answer.put("url", door.url());
    answer.put("setup_url", door.setupUrl());
    terminal.result(answer);
  }

  /**
   * The launcher's rehearsal start: touch what every user touches first, so that it is kept ready.
   */
  private static void rehearse(Api api) throws IOException, InterruptedException {
    api.get("/setup");
    api.get("/operators");
    api.get("/settings");
    api.get("/tokens");
  }
}
