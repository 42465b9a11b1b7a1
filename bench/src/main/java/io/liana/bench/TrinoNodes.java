package io.liana.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A coordinator and two workers of Trino over a lake, as {@code deploy/trino} starts them. */
record TrinoNodes(Process process, String url) implements AutoCloseable {
  static TrinoNodes over(Path lake) throws IOException {
    Process process =
        new ProcessBuilder(
                Figures.home().resolve("deploy/trino").toString(),
                lake.toString(),
                "--port",
                Integer.toString(Programs.freePort()),
                "--heap",
                "3g")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    String url = process.inputReader().readLine();
    if (url == null) {
      throw new IOException("Trino did not start; see above");
    }
    return new TrinoNodes(process, url);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
