package io.liana.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The help texts, made from what the commands declare. */
final class Help {
  private Help() {}

  static String all(List<Command> commands) {
    String lines =
        commands.stream()
            .map(command -> "  %-10s %s".formatted(command.name(), command.summary()))
            .collect(Collectors.joining("\n"));
    return "Commands (liana COMMAND --help tells more):\n" + lines;
  }

  static String of(Command command, List<Option> options) {
    String operands = command.operands().isEmpty() ? "" : " " + command.operands();
    int width = options.stream().mapToInt(option -> option.spelling().length()).max().orElse(0);
    String lines =
        options.stream()
            .map(option -> "  %-" + width + "s  %s")
            .collect(Collectors.joining("\n"))
            .formatted(
                options.stream()
                    .flatMap(option -> Stream.of(option.spelling(), option.meaning()))
                    .toArray());
    return "liana %s%s [options] — %s\n\n%s"
        .formatted(command.name(), operands, command.summary(), lines);
  }
}
