package io.liana.cli;

import io.liana.channel.history.DateOrder;
import io.liana.channel.history.History;
import io.liana.channel.history.HistoryEvent;
import io.liana.channel.history.HistoryFormat;
import io.liana.channel.history.HistoryJson;
import io.liana.channel.history.HistoryOptions;
import io.liana.kernel.Problem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a group's exported history in. A dry run reads it here and now, without a server and
 * without writing anything.
 */
final class ImportCommand implements Command {
  private static final Set<String> QUESTIONS =
      Set.of(
          "format_unclear",
          "date_order_split",
          "date_order_unclear",
          "several_chats",
          "chat_missing");
  private static final JsonMapper LINES = JsonMapper.builder().build();

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "bring in the exported history of a chat group";
  }

  @Override
  public String operands() {
    return "FILE|DIR…";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.value("group", "NAME", "into this group; made when there is none of that name"),
        Option.value(
            "format",
            "FORMAT",
            "auto (default), whatsapp, telegram, qq, wechat, discord, slack, line, irc, ndjson or csv"),
        Option.value(
            "zone", "ZONE", "time zone of its times: Asia/Shanghai (default: the community's)"),
        Option.value("date-order", "ORDER", "dmy, mdy or ymd, when the dates leave it open"),
        Option.value("chat", "NAME", "which chat of an export that holds several"),
        Option.value("bots", "FILE", "names of bots, one a line; they are not members"),
        Option.flag("dry-run", "read it, say what is in it, write nothing"),
        Option.value(
            "events", "FILE", "with --dry-run: write what was read, one JSON object a line"));
  }

  @Override
  public int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    if (arguments.operands().isEmpty()) {
      throw new UsageError("FILE is missing.");
    }
    List<Path> paths = arguments.operands().stream().map(Path::of).toList();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new UsageError("There is no file '" + path + "'.");
      }
    }
    if (arguments.has("events") && !arguments.has("dry-run")) {
      throw new UsageError("--events goes with --dry-run.");
    }
    HistoryOptions options = options(arguments);
    try {
      return arguments.has("dry-run")
          ? dryRun(paths, options, arguments.value("events"), terminal)
          : bringIn(paths, arguments, server, terminal);
    } catch (Problem problem) {
      return said(problem.code(), String.valueOf(problem.getMessage()), terminal);
    }
  }

  private static int said(String code, String sentence, Terminal terminal) {
    terminal.fail(code, sentence);
    return QUESTIONS.contains(code) ? ExitCode.UNDECIDED : ExitCode.REFUSED;
  }

  private static HistoryOptions options(Arguments arguments) {
    String format = arguments.value("format", "auto");
    Optional<String> order = arguments.value("date-order").filter(given -> !given.equals("auto"));
    try {
      return new HistoryOptions(
          format.equals("auto") ? null : HistoryFormat.of(format),
          zone(arguments),
          order.map(DateOrder::of).orElse(null),
          arguments.value("chat").orElse(null));
    } catch (Problem unknown) {
      throw new UsageError(String.valueOf(unknown.getMessage()));
    }
  }

  private static ZoneId zone(Arguments arguments) {
    Optional<String> named = arguments.value("zone");
    try {
      return named.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException e) {
      throw new UsageError("There is no time zone '%s'.".formatted(named.orElse("")));
    }
  }

  private static int dryRun(
      List<Path> paths, HistoryOptions options, Optional<String> events, Terminal terminal)
      throws IOException {
    long size = size(paths);
    try (var history =
            History.open(paths, options, done -> terminal.progress("reading", done, size));
        BufferedWriter out =
            events.isPresent() ? Files.newBufferedWriter(Path.of(events.get())) : null) {
      var summary = history.read(event -> write(event, options.zone(), out));
      terminal.progressDone();
      Map<String, Object> shown = HistoryJson.summary(summary, options.zone());
      terminal.result(shown);
      ImportText.say(LINES.valueToTree(shown), terminal);
    }
    return ExitCode.OK;
  }

  private static void write(HistoryEvent event, ZoneId zone, @Nullable BufferedWriter out) {
    if (out == null) {
      return;
    }
    try {
      out.write(LINES.writeValueAsString(HistoryJson.event(event, zone)));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(List<Path> paths) throws IOException {
    long size = 0;
    for (Path path : paths) {
      try (var files = Files.walk(path)) {
        size += files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      }
    }
    return size;
  }

  private static int bringIn(
      List<Path> paths, Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    String group = arguments.required("group");
    try (var upload = new ImportUpload(paths)) {
      upload.field("group_name", group);
      for (String option : List.of("format", "zone", "chat")) {
        arguments.value(option).ifPresent(value -> upload.field(option, value));
      }
      arguments.value("date-order").ifPresent(value -> upload.field("date_order", value));
      Optional<String> bots = arguments.value("bots");
      if (bots.isPresent()) {
        upload.field("bots", Files.readString(Path.of(bots.get())));
      }
      Api api = server.api();
      JsonNode started = api.post("/imports", upload.contentType(), upload.body());
      String id = started.path("id").asString();
      var cancel = new Thread(() -> cancel(id, api, terminal), "cancel-import");
      Runtime.getRuntime().addShutdownHook(cancel);
      try {
        return follow(id, api, terminal);
      } finally {
        forget(cancel);
      }
    }
  }

  /**
   * Ctrl-C means: not this one. A server started for this command alone may be gone already; it
   * leaves nothing either, and the next start says so in the list of imports.
   */
  private static void cancel(String id, Api api, Terminal terminal) {
    try {
      api.delete("/imports/" + id);
      terminal.note("Cancelled; nothing was imported.");
    } catch (ApiFailure over) {
      terminal.note(String.valueOf(over.getMessage()));
    } catch (IOException e) {
      terminal.note("Stopped; an unfinished import leaves nothing.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // it runs already
    }
  }

  /** Until it is over. */
  private static int follow(String id, Api api, Terminal terminal)
      throws IOException, InterruptedException {
    while (true) {
      JsonNode job = api.get("/imports/" + id);
      JsonNode progress = job.path("progress");
      String state = job.path("state").asString("");
      switch (state) {
        case "queued", "reading" ->
            terminal.progress(
                "reading", progress.path("read").asLong(), progress.path("total").asLong());
        case "writing" ->
            terminal.progress(
                "writing", progress.path("written").asLong(), progress.path("events").asLong());
        case "done" -> {
          terminal.progressDone();
          ImportText.say(job.path("summary"), terminal);
          terminal.result(job.path("summary"));
          return ExitCode.OK;
        }
        default -> {
          terminal.progressDone();
          return stopped(job, id, state, api, terminal);
        }
      }
      Thread.sleep(200);
    }
  }

  private static int stopped(JsonNode job, String id, String state, Api api, Terminal terminal)
      throws IOException, InterruptedException {
    if (state.equals("needs_answer")) {
      api.delete("/imports/" + id); // asked here, answered by the next command line
    }
    JsonNode problem = job.path("problem");
    String code = problem.path("code").asString("import_" + state);
    return said(code, problem.path("detail").asString("The import was " + state + "."), terminal);
  }
}
