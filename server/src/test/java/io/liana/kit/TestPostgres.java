package io.liana.kit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.liana.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One real PostgreSQL per test run; every caller gets a database of its own, copied from a migrated
 * template.
 */
public final class TestPostgres {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final List<Runnable> BEFORE_STOP = new CopyOnWriteArrayList<>();
  private static final EmbeddedPostgres SERVER = startServer();

  static {
    execute("postgres", "create database liana_template");
    Flyway.configure()
        .dataSource(SERVER.jdbcUrl("liana_template"), SERVER.user(), SERVER.password())
        .schemas("liana")
        .defaultSchema("liana")
        .load()
        .migrate();
  }

  private TestPostgres() {}

  /** For what must end before its database does. */
  public static void beforeStop(Runnable last) {
    BEFORE_STOP.add(last);
  }

  /** JDBC URL of a fresh, migrated database. */
  public static synchronized String freshDatabase() {
    String name = "test_" + COUNTER.incrementAndGet();
    execute("postgres", "create database " + name + " template liana_template");
    return SERVER.jdbcUrl(name) + "?currentSchema=liana";
  }

  /** JDBC URL of a fresh database without a single table. */
  public static synchronized String emptyDatabase() {
    String name = "test_" + COUNTER.incrementAndGet();
    execute("postgres", "create database " + name);
    return SERVER.jdbcUrl(name);
  }

  /** The same database as a command line is told of it, {@code --database-url}. */
  public static String address(String url) {
    String credentials = user() + ":" + URLEncoder.encode(password(), StandardCharsets.UTF_8);
    return url.replace("jdbc:postgresql://", "postgresql://" + credentials + "@");
  }

  /** Plain connections to a database, one per statement. */
  public static DataSource dataSource(String url) {
    return new DriverManagerDataSource(url, user(), password());
  }

  /** A small pool on a fresh, migrated database. */
  public static HikariDataSource freshDataSource() {
    var config = new HikariConfig();
    config.setJdbcUrl(freshDatabase());
    config.setUsername(user());
    config.setPassword(password());
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  public static String user() {
    return SERVER.user();
  }

  public static String password() {
    return SERVER.password();
  }

  private static void execute(String database, String sql) {
    try (var connection =
            DriverManager.getConnection(
                SERVER.jdbcUrl(database), SERVER.user(), SERVER.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static EmbeddedPostgres startServer() {
    try {
      Path folder = Files.createTempDirectory("liana-test-postgres");
      var server =
          EmbeddedPostgres.start(
              folder, List.of("fsync=off", "max_connections=200", "shared_buffers=64MB"));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    BEFORE_STOP.forEach(Runnable::run);
                    server.close();
                    deleteTree(folder);
                  }));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void deleteTree(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
