package io.liana.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real Trino, a coordinator and two workers, over a lake: {@code deploy/trino} starts it. */
public final class Trino implements AutoCloseable {
  private static final int WORKERS = 2;

  public final String url;
  private final Process process;

  private Trino(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  public static Trino over(Path lake) throws IOException {
    Path project = Path.of("..").toAbsolutePath().normalize();
    Process process =
        new ProcessBuilder(
                project.resolve("deploy/trino").toString(),
                lake.toString(),
                "--port",
                Integer.toString(freePorts()),
                "--workers",
                Integer.toString(WORKERS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    String url = process.inputReader().readLine();
    if (url == null) {
      throw new IOException("Trino did not start; see above");
    }
    return new Trino(process, url);
  }

  /** One after the other, the first of them. */
  private static int freePorts() throws IOException {
    for (int first = 20_000; first < 30_000; first += 10) {
      List<ServerSocket> held = new ArrayList<>();
      try {
        for (int port = first; port <= first + WORKERS; port++) {
          held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        }
        return first;
      } catch (IOException taken) {
        continue;
      } finally {
        for (ServerSocket one : held) {
          one.close();
        }
      }
    }
    throw new IOException("no free ports");
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
