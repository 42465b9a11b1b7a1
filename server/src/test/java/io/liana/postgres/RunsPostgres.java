package io.liana.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that runs PostgreSQL in a folder until it is killed; started by {@link
 * CrashTest}.
 */
final class RunsPostgres {
  public static void main(String[] folder) throws IOException, InterruptedException {
    var server = EmbeddedPostgres.start(Path.of(folder[0]), List.of("fsync=off"));
    System.out.println(server.pid());
    Thread.currentThread().join();
  }
}
