package io.liana.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Where we are root, a user namespace makes us nobody in its
 * eyes while the files stay root's; where the kernel forbids namespaces (some containers), it runs
 * as the user nobody and its files belong to that user.
 */
enum OrdinaryUser {
  /** We are an ordinary user already. */
  OURSELVES(List.of()),
  NAMESPACE(List.of("unshare", "-U")),
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  private final List<String> prefix;

  OrdinaryUser(List<String> prefix) {
    this.prefix = prefix;
  }

  static OrdinaryUser find() throws IOException, InterruptedException {
    String named = System.getProperty("liana.postgres.as", "");
    if (!named.isEmpty()) {
      return valueOf(named);
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      return OURSELVES;
    }
    for (OrdinaryUser way : List.of(NAMESPACE, NOBODY)) {
      if (works(way.command("true"))) {
        return way;
      }
    }
    throw new CannotStart(
        "root_not_possible",
        "PostgreSQL does not run as root and this machine offers no way around (unshare, setpriv); start Liana as an ordinary user.");
  }

  /**
   * The command line that runs the program so, in a session of its own: Ctrl-C is for us, not for
   * it.
   */
  List<String> command(String... program) {
    var words = new ArrayList<String>(prefix);
    if (!System.getProperty("os.name").startsWith("Mac")) {
      words.add("setsid");
    }
    words.addAll(List.of(program));
    return words;
  }

  /** Where its programs can be read by the user they run as. */
  Path programFolder() {
    return this == NOBODY
        ? Path.of("/var/cache/liana")
        : Path.of(System.getProperty("user.home"), ".cache", "liana");
  }

  /** Makes the folder and what is in it belong to the user PostgreSQL runs as. */
  void handOver(Path folder) throws IOException {
    if (this != NOBODY) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Files.setAttribute(each, "unix:uid", 65534);
        Files.setAttribute(each, "unix:gid", 65534);
      }
    }
  }

  private static boolean works(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // the program is not installed
    }
  }
}
