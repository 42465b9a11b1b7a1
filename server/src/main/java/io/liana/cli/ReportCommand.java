package io.liana.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Prints how healthy a group is, or writes it to a file to send on. */
final class ReportCommand implements Command {
  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "how healthy is this group: numbers, findings, outlook";
  }

  @Override
  public String operands() {
    return "GROUP";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.value("from", "DAY", "first day looked at: 2026-03-01 (default: the beginning)"),
        Option.value("to", "DAY", "last day looked at, included (default: the end)"),
        Option.value("html", "FILE", "write one page with charts, to open or to send by e-mail"),
        Option.value("png", "FILE", "write one picture"),
        Option.value("cohort", "KIND", "retention from the first 'message' (default) or 'join'"),
        Option.value("lang", "zh|en", "language of the words (default: your terminal's)"));
  }

  @Override
  public int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    String wanted = arguments.operand("GROUP");
    oneOf("cohort", arguments, "message", "join");
    oneOf("lang", arguments, "zh", "en");
    String query = query(arguments);
    for (String form : List.of("html", "png")) {
      arguments.value(form).ifPresent(file -> mustHaveFolder(Path.of(file)));
    }
    Api api = server.api();
    String path = "/groups/" + idOf(wanted, api) + "/report";
    boolean written = false;
    for (String form : List.of("html", "png")) {
      Optional<String> file = arguments.value(form);
      if (file.isPresent()) {
        api.download(path + "." + form + query, Path.of(file.get()));
        terminal.say("Written: " + file.get());
        written = true;
      }
    }
    if (terminal.json()) {
      terminal.result(api.get(path + query));
    } else if (!written) {
      terminal.print(text(api, path + ".txt" + query));
    }
    return ExitCode.OK;
  }

  private static void oneOf(String option, Arguments arguments, String one, String other) {
    String given = arguments.value(option, one);
    if (!given.equals(one) && !given.equals(other)) {
      throw new UsageError("--%s is %s or %s, not '%s'.".formatted(option, one, other, given));
    }
  }

  private static void mustHaveFolder(Path file) {
    if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("."))) {
      throw new UsageError("There is no folder for " + file + ".");
    }
  }

  private static String text(Api api, String path) throws IOException, InterruptedException {
    Path file = Files.createTempFile("liana-report", ".txt");
    try {
      api.download(path, file);
      return Files.readString(file).stripTrailing();
    } finally {
      Files.delete(file);
    }
  }

  /** Groups are called by name; an id will do. */
  private static String idOf(String wanted, Api api) throws IOException, InterruptedException {
    String like = URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    for (JsonNode group : api.get("/groups?limit=200&q=" + like).path("items")) {
      if (group.path("name").asString("").equals(wanted)) {
        return group.path("id").asString("");
      }
    }
    if (wanted.matches("\\d{1,18}")) {
      return wanted;
    }
    throw new ApiFailure(
        404,
        "group_not_found",
        "There is no group named '%s'; `liana import FILE --group NAME` makes one."
            .formatted(wanted),
        Terminal.JSON.valueToTree(Map.of("name", wanted)));
  }

  private static String query(Arguments arguments) {
    String language = arguments.value("lang").orElseGet(ReportCommand::terminalLanguage);
    String query = "?language=" + URLEncoder.encode(language, StandardCharsets.UTF_8);
    for (String day : List.of("from", "to")) {
      query += arguments.value(day).map(text -> "&" + day + "=" + day(day, text)).orElse("");
    }
    return query
        + arguments
            .value("cohort")
            .map(kind -> "&cohort=" + URLEncoder.encode(kind, StandardCharsets.UTF_8))
            .orElse("");
  }

  private static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageError("--%s '%s' is not a day like 2026-03-01.".formatted(option, text));
    }
  }

  private static String terminalLanguage() {
    return System.getenv().getOrDefault("LANG", "").startsWith("zh") ? "zh" : "en";
  }
}
