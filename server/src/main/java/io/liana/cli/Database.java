package io.liana.cli;

import io.liana.postgres.CannotStart;
import io.liana.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the tables are: in PostgreSQL inside the data folder, or in a server somebody else runs.
 *
 * @param embedded ours, stopped by {@link #close}; null for somebody else's
 */
record Database(String url, String user, String password, @Nullable EmbeddedPostgres embedded)
    implements AutoCloseable {
  /** The oldest PostgreSQL the migrations are tested on. */
  static final int OLDEST_MAJOR = 15;

  private static final String NAME = "liana";

  /**
   * @param whenLost called when the database dies and cannot be started again
   */
  static Database inFolder(Path folder, Runnable whenLost)
      throws IOException, InterruptedException {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            folder.resolve("postgres"), EmbeddedPostgres.SERVER_SETTINGS, whenLost);
    try {
      var database = new Database(server.jdbcUrl(NAME), server.user(), server.password(), server);
      database.createIfMissing(server.jdbcUrl("postgres"));
      return database;
    } catch (CannotStart e) {
      server.close();
      throw e;
    }
  }

  /** {@code postgresql://user:password@host:5432/name}, with or without {@code jdbc:} in front. */
  static Database at(String address) throws CannotStart {
    URI uri;
    try {
      uri = URI.create(address.startsWith("jdbc:") ? address.substring(5) : address);
    } catch (IllegalArgumentException e) {
      throw badAddress(address);
    }
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw badAddress(address);
    }
    String[] credentials =
        uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    String user = credentials.length > 0 ? credentials[0] : environment("PGUSER", "liana");
    String password = credentials.length > 1 ? credentials[1] : environment("PGPASSWORD", "");
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int port = uri.getPort() < 0 ? 5432 : uri.getPort();
    var database =
        new Database(
            "jdbc:postgresql://%s:%d%s%s".formatted(uri.getHost(), port, uri.getRawPath(), query),
            user,
            password,
            null);
    database.mustBeUsable();
    return database;
  }

  Connection connect() throws SQLException {
    return connect(url);
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }

  private void createIfMissing(String maintenanceUrl) throws CannotStart {
    try (Connection ignored = connect()) {
      return;
    } catch (SQLException e) {
      if (!"3D000".equals(e.getSQLState())) {
        throw unusable(e);
      }
    }
    try (Connection connection = connect(maintenanceUrl);
        var statement = connection.createStatement()) {
      statement.execute("create database " + NAME);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private void mustBeUsable() throws CannotStart {
    try (Connection connection = connect()) {
      mustBeRecent(connection.getMetaData().getDatabaseMajorVersion());
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  static void mustBeRecent(int major) throws CannotStart {
    if (major < OLDEST_MAJOR) {
      throw new CannotStart(
          "database_too_old",
          "The database is PostgreSQL %d and Liana needs %d or newer; upgrade it, or leave --database-url out to use the built-in one."
              .formatted(major, OLDEST_MAJOR));
    }
  }

  private CannotStart unusable(SQLException e) {
    String place = url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*", "");
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28")) {
      return new CannotStart(
          "database_refused",
          "The database at %s refuses user '%s'; check name and password.".formatted(place, user),
          e);
    }
    if (state.equals("3D000")) {
      return new CannotStart(
          "database_missing",
          "There is no database at %s; create it first (create database …).".formatted(place),
          e);
    }
    if (state.equals("53100")) {
      return new CannotStart("disk_full", "The database's disk is full; make room.", e);
    }
    return new CannotStart(
        "database_unreachable",
        "The database at %s does not answer; check that it runs and that the address is right."
            .formatted(place),
        e);
  }

  private Connection connect(String to) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "10");
    return DriverManager.getConnection(to, properties);
  }

  private static CannotStart badAddress(String address) {
    return new CannotStart(
        "database_url_wrong",
        "'%s' is not a database address; it looks like postgresql://user:password@host:5432/liana."
            .formatted(address.replaceFirst("//[^@/]*@", "//…@")));
  }

  private static String environment(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
