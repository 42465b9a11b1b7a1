package io.liana.cli;

import io.liana.cli.DataFolder.Door;
import io.liana.postgres.CannotStart;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks at everything the server needs; says for each what it found and what to do. */
final class DoctorCommand implements Command {
  private static final int JAVA = 25;
  private static final int NODE = 20;
  private static final long LEAST_MEMORY_KB = 1 << 20;

  private final Clock clock = Clock.systemUTC();

  /**
   * @param advice what to do; empty when all is well
   */
  record Finding(String about, boolean ok, String found, String advice) {
    static Finding good(String about, String found) {
      return new Finding(about, true, found, "");
    }

    static Finding bad(String about, String found, String advice) {
      return new Finding(about, false, found, advice);
    }
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "is this machine fit, is this installation well?";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.value("port", "N", "the port `up` would use (8080)"));
  }

  @Override
  public int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    Optional<Door> running =
        DataFolder.isOwned(server.data()) ? DataFolder.door(server.data()) : Optional.empty();
    var findings = new ArrayList<Finding>();
    findings.add(java());
    findings.add(node());
    findings.add(memory());
    findings.add(disk(server.data()));
    findings.add(port(arguments.number("port", 8080, 1, 65535), running.orElse(null)));
    findings.add(time());
    findings.add(fonts());
    findings.add(tokenFile(server.data(), running.orElse(null)));
    findings.addAll(database(server));
    if (running.isPresent()) {
      findings.addAll(accounts(server, running.get()));
    }
    for (Finding finding : findings) {
      terminal.say(
          "%s %-10s %s%s"
              .formatted(
                  finding.ok() ? "ok  " : "BAD ",
                  finding.about(),
                  finding.found(),
                  finding.ok() ? "" : "\n     → " + finding.advice()));
    }
    boolean well = findings.stream().allMatch(Finding::ok);
    terminal.result(Map.of("ok", well, "findings", findings));
    return well ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Finding java() {
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= JAVA
        ? Finding.good("java", found)
        : Finding.bad(
            "java", found, "Install a JDK " + JAVA + " or newer and point JAVA_HOME at it.");
  }

  private static Finding node() throws InterruptedException {
    String advice = "Only building needs it: install Node " + NODE + " or newer from nodejs.org.";
    String version = output("node", "--version").strip();
    if (!version.matches("v\\d+\\..*")) {
      return Finding.bad("node", "not found", advice);
    }
    int major = Integer.parseInt(version.substring(1, version.indexOf('.')));
    return major >= NODE ? Finding.good("node", version) : Finding.bad("node", version, advice);
  }

  private static Finding memory() throws IOException {
    Path file = Path.of("/proc/meminfo");
    if (!Files.exists(file)) {
      return Finding.good("memory", "not measured on this system");
    }
    Function<String, Long> kilobytes =
        field -> {
          try (var lines = Files.lines(file)) {
            return lines
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0L);
          } catch (IOException e) {
            return 0L;
          }
        };
    long available = kilobytes.apply("MemAvailable");
    String found =
        "%d MB available of %d".formatted(available >> 10, kilobytes.apply("MemTotal") >> 10);
    return available >= LEAST_MEMORY_KB
        ? Finding.good("memory", found)
        : Finding.bad("memory", found, "Liana wants 1 GB to itself; end something or add memory.");
  }

  private static Finding disk(Path data) throws IOException {
    Path there = data.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    long free = Files.getFileStore(there).getUsableSpace();
    String found = "%s, %d MB free".formatted(data.toAbsolutePath().normalize(), free >> 20);
    if (!Files.isWritable(there)) {
      return Finding.bad(
          "disk", found, "The folder cannot be written; choose another with --data.");
    }
    return free >= 5 * DataFolder.LEAST_FREE_BYTES
        ? Finding.good("disk", found)
        : Finding.bad("disk", found, "Make room; at least 1 GB should be free.");
  }

  private static Finding port(int port, @Nullable Door running) {
    if (running != null) {
      return Finding.good("port", "the server answers at " + running.url());
    }
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress("127.0.0.1", port));
      return Finding.good("port", port + " is free");
    } catch (IOException e) {
      return Finding.bad(
          "port", port + " is taken by another program", "Stop it, or start with `up --port N`.");
    }
  }

  /** A clock before the day this program was built is certainly wrong. */
  private Finding time() throws IOException {
    var now = clock.instant();
    Path jar = Path.of(System.getProperty("liana.home", "."), ".liana", "built");
    boolean plausible =
        !Files.exists(jar) || now.isAfter(Files.getLastModifiedTime(jar).toInstant());
    String found =
        "%s, zone %s".formatted(now.truncatedTo(ChronoUnit.SECONDS), ZoneId.systemDefault());
    return plausible
        ? Finding.good("clock", found)
        : Finding.bad(
            "clock", found, "The clock is behind; set it (for example with timedatectl).");
  }

  private static Finding fonts() throws InterruptedException {
    String families = output("fc-list", ":lang=zh", "family");
    return families.isBlank()
        ? Finding.bad(
            "fonts",
            "no Chinese font found",
            "Pictures would show boxes: install one, for example 'apt-get install fontconfig fonts-noto-cjk'.")
        : Finding.good("fonts", families.lines().findFirst().orElse(""));
  }

  private static Finding tokenFile(Path data, @Nullable Door running) throws IOException {
    Path file = data.resolve("server.json");
    if (running == null || !Files.exists(file)) {
      return Finding.good("token file", "none; no server is running on this folder");
    }
    String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    return rights.equals("rw-------")
        ? Finding.good("token file", rights)
        : Finding.bad("token file", rights, "Others could read it: chmod 600 " + file);
  }

  private static List<Finding> database(LocalServer server) throws InterruptedException {
    boolean anything =
        server.databaseUrl() != null || Files.exists(server.data().resolve("postgres/data"));
    if (!anything) {
      return List.of(Finding.good("database", "none yet; `up` makes it"));
    }
    try {
      JsonNode facts = server.api().get("/settings").path("server");
      return List.of(
          Finding.good("database", facts.path("database").asString("")),
          Finding.good("migrations", "up to " + facts.path("schema_version").asString("")));
    } catch (CannotStart e) {
      return List.of(Finding.bad("database", e.code(), e.sentence()));
    } catch (IOException | ApiFailure e) {
      return List.of(
          Finding.bad(
              "database",
              "the server does not answer: " + e.getMessage(),
              "Stop it and start it again; liana.log in the data folder has the details."));
    }
  }

  /** Every connected account that is on, check by check, in the order they have to be put right. */
  private static List<Finding> accounts(LocalServer server, Door running)
      throws InterruptedException {
    var findings = new ArrayList<Finding>();
    try {
      for (JsonNode account : server.api().get("/accounts").path("items")) {
        if (account.path("on").asBoolean(false)) {
          String id = account.path("id").asString("");
          String page = "%s/accounts/%s says how".formatted(running.url(), id);
          findings.addAll(account(account, server.api().get("/accounts/" + id + "/health"), page));
        }
      }
    } catch (IOException | ApiFailure e) {
      findings.add(
          Finding.bad("accounts", "cannot be looked at: " + e.getMessage(), "See liana.log."));
    }
    return findings;
  }

  /** What nobody can tell, mostly because an earlier check failed, is no finding. */
  private static List<Finding> account(JsonNode account, JsonNode health, String page) {
    var findings = new ArrayList<Finding>();
    String name =
        "%s %s"
            .formatted(account.path("platform").asString(""), account.path("account").asString(""));
    for (JsonNode check : health.path("checks")) {
      String found = name + ": " + words(check, "code");
      switch (check.path("state").asString("")) {
        case "ok" -> findings.add(Finding.good("account", found));
        case "failed" ->
            findings.add(
                Finding.bad(
                    "account",
                    "%s failed %s".formatted(found, check.path("params")),
                    "%s; %s".formatted(words(check, "remedy"), page)));
        default -> {}
      }
    }
    String silent = account.path("silent_since").asString("");
    if (!silent.isEmpty()) {
      findings.add(
          Finding.bad(
              "account",
              "%s: silent since %s".formatted(name, silent),
              "Say something in one of its groups; if that is not heard, " + page));
    }
    return findings;
  }

  private static String words(JsonNode check, String field) {
    return check.path(field).asString("").replace('_', ' ');
  }

  private static String output(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text : "";
    } catch (IOException e) {
      return ""; // not installed
    }
  }
}
