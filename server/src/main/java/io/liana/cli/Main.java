package io.liana.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.liana.backup.Backup;
import io.liana.postgres.CannotStart;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entry of the command line: finds the command, runs it, turns every failure into one sentence and
 * an exit code.
 */
public final class Main {
  private static final List<Option> EVERYWHERE =
      List.of(
          Option.value("data", "DIR", "data folder (the project's data/, or LIANA_DATA)"),
          Option.value("database-url", "URL", "use this PostgreSQL instead of the built-in one"),
          Option.flag("json", "answer with one JSON document on standard output"),
          Option.flag("help", "show this help"));

  private Main() {}

  public static void main(String[] words) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      // Standard output is for answers. A server, once started, logs to its own file.
      logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }
    System.exit(run(List.of(words), out, err));
  }

  /** Runs one command line to its end and returns the exit code. */
  static int run(List<String> words, PrintStream out, PrintStream err) {
    boolean json = words.contains("--json");
    boolean interactive = Boolean.getBoolean("liana.interactive");
    var terminal = new Terminal(out, err, interactive, json);
    try {
      return dispatch(words, terminal);
    } catch (UsageError e) {
      terminal.fail("usage", e.getMessage() + " See: liana " + helpWords(words));
      return ExitCode.USAGE;
    } catch (CannotStart e) {
      terminal.fail(e.code(), e.sentence());
      return ExitCode.CANNOT_START;
    } catch (ApiFailure e) {
      terminal.fail(e.code(), String.valueOf(e.getMessage()));
      return e.exitCode();
    } catch (Backup.Unusable e) {
      terminal.fail("backup_unusable", String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    } catch (IOException e) {
      terminal.fail("io", sentence(e));
      return ExitCode.FAILED;
    } catch (UncheckedIOException e) {
      terminal.fail("io", sentence(Objects.requireNonNull(e.getCause())));
      return ExitCode.FAILED;
    } catch (InvalidPathException e) {
      terminal.fail("usage", "'" + e.getInput() + "' is no name a file can have.");
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private static String sentence(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "There is no file '%s'.".formatted(missing.getFile());
      case AccessDeniedException closed -> "'%s' may not be opened.".formatted(closed.getFile());
      case FileSystemException other when other.getReason() != null ->
          "'%s': %s.".formatted(other.getFile(), other.getReason());
      case ConnectException gone -> "The server does not answer; is it still running?";
      default -> e.getClass().getSimpleName() + ": " + e.getMessage();
    };
  }

  private static int dispatch(List<String> words, Terminal terminal)
      throws IOException, InterruptedException {
    if (words.isEmpty() || words.getFirst().matches("--help|-h|help")) {
      terminal.print(Help.all(Commands.ALL));
      return ExitCode.OK;
    }
    Command command = named(words.getFirst());
    List<Option> options = Stream.concat(command.options().stream(), EVERYWHERE.stream()).toList();
    List<String> rest = words.subList(1, words.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      terminal.print(Help.of(command, options));
      return ExitCode.OK;
    }
    var arguments = Arguments.parse(rest, options);
    if (command.operands().isEmpty() && !arguments.operands().isEmpty()) {
      throw new UsageError(
          "%s takes no '%s'.".formatted(command.name(), arguments.operands().getFirst()));
    }
    Path data = arguments.value("data").map(Path::of).orElseGet(Main::usualFolder);
    var databaseUrl =
        arguments
            .value("database-url")
            .or(() -> Optional.ofNullable(System.getenv("LIANA_DATABASE_URL")));
    try (var server = new LocalServer(data, databaseUrl.orElse(null), terminal)) {
      return command.run(arguments, server, terminal);
    }
  }

  private static Path usualFolder() {
    String named = System.getenv().getOrDefault("LIANA_DATA", "");
    return named.isEmpty() ? Path.of(System.getProperty("liana.home", ""), "data") : Path.of(named);
  }

  private static Command named(String name) {
    return Commands.ALL.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UsageError("There is no command '" + name + "'."));
  }

  private static String helpWords(List<String> words) {
    boolean known =
        Commands.ALL.stream().anyMatch(command -> command.name().equals(words.getFirst()));
    return known ? words.getFirst() + " --help" : "--help";
  }
}
