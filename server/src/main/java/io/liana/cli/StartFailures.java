package io.liana.cli;

import io.liana.postgres.CannotStart;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.web.server.PortInUseException;

/** One sentence for whatever kept the application from starting. */
final class StartFailures {
  private static final String DISK_FULL = "53100"; // PostgreSQL's own code

  private StartFailures() {}

  static CannotStart explain(Exception failure, Server.Wanted wanted) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException) {
        return portTaken(wanted.port(), cause);
      }
      boolean full =
          cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())
              || String.valueOf(cause.getMessage()).contains("No space left on device");
      if (full) {
        return new CannotStart(
            "disk_full",
            "The disk of %s is full; make room and start again. Nothing was lost."
                .formatted(wanted.data()),
            failure);
      }
      if (cause instanceof FlywayException) {
        return new CannotStart(
            "database_wrong_version",
            "The tables in this data folder do not fit this Liana (%s); use the Liana that made them, or `backup` there and `restore` here."
                .formatted(firstLine(cause)),
            failure);
      }
    }
    return new CannotStart(
        "internal",
        "The server could not start for a reason nobody foresaw (%s); %s has the details."
            .formatted(firstLine(root(failure)), wanted.data().resolve("liana.log")),
        failure);
  }

  static CannotStart portTaken(int port, Throwable cause) {
    return new CannotStart(
        "port_taken",
        "Port %d is taken by another program; stop it, or choose another port with --port."
            .formatted(port),
        cause);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse(failure.getClass().getSimpleName());
  }
}
