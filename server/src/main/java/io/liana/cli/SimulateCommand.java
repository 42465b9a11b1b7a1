package io.liana.cli;

import io.liana.simulate.Simulator;
import io.liana.simulate.Simulators;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Imitates a foreign platform in a process of its own, until Ctrl-C. */
final class SimulateCommand implements Command {
  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String summary() {
    return "imitate a platform, to try its connector without an account ("
        + Simulators.ALL.stream().map(Simulator::name).collect(Collectors.joining(", "))
        + ")";
  }

  @Override
  public String operands() {
    return "NAME";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.value("port", "PORT", "where it listens; 0, the default, takes any free port"),
        Option.flag("while-input", "end when standard input ends, e.g. with the starting process"));
  }

  @Override
  public int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    Simulator simulator = named(arguments.operand("NAME"));
    try (Simulator.Running running = simulator.start(arguments.number("port", 0, 0, 65_535))) {
      String url = running.url().toString();
      terminal.say(
          "The %s simulator listens on %s (stop it with Ctrl-C)".formatted(simulator.name(), url));
      terminal.result(Map.of("name", simulator.name(), "url", url));
      if (arguments.has("while-input")) {
        while (System.in.read() >= 0) {
          // whoever started us is still there
        }
      } else {
        Thread.currentThread().join();
      }
    }
    return ExitCode.OK;
  }

  private static Simulator named(String name) {
    return Simulators.ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "There is no simulator '%s'; known are %s."
                        .formatted(
                            name,
                            Simulators.ALL.stream()
                                .map(Simulator::name)
                                .collect(Collectors.joining(", ")))));
  }
}
