package io.liana.cli;

import io.liana.Liana;
import io.liana.cli.DataFolder.Door;
import io.liana.identity.FirstOperator;
import io.liana.postgres.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole server in this process: folder, database, application; stopped in the reverse order.
 */
final class Server implements AutoCloseable {
  /**
   * What is asked for.
   *
   * @param port 0 takes any free one
   * @param temporary the folder is deleted when the server stops
   * @param databaseUrl null for the built-in database
   * @param allowPrivate as {@link io.liana.channel.OutgoingAddresses} reads it
   */
  record Wanted(
      Path data,
      String address,
      int port,
      boolean demo,
      boolean temporary,
      @Nullable String databaseUrl,
      String allowPrivate) {}

  private final DataFolder folder;
  private final Database database;
  private final ConfigurableApplicationContext application;
  private final Door door;
  private final boolean temporary;
  private final Thread atExit = new Thread(this::close, "liana-stop");
  private boolean closed;

  private Server(
      DataFolder folder,
      Database database,
      ConfigurableApplicationContext application,
      Door door,
      boolean temporary) {
    this.temporary = temporary;
    this.folder = folder;
    this.database = database;
    this.application = application;
    this.door = door;
  }

  static Server start(Wanted wanted) throws IOException, InterruptedException {
    DataFolder folder = DataFolder.own(wanted.data());
    Database database = null;
    try {
      mustBeFree(wanted.address(), wanted.port());
      database =
          wanted.databaseUrl() == null
              ? Database.inFolder(folder.path(), () -> endBecauseLost(folder))
              : Database.at(wanted.databaseUrl());
      String token = randomToken();
      var application = application(wanted, folder, database, token);
      var door = door(url(wanted, application), token, application);
      var server = new Server(folder, database, application, door, wanted.temporary());
      Runtime.getRuntime().addShutdownHook(server.atExit);
      return server;
    } catch (CannotStart | InterruptedException e) {
      giveBack(folder, database);
      throw e;
    } catch (IOException | RuntimeException e) {
      giveBack(folder, database);
      throw StartFailures.explain(e, wanted);
    }
  }

  private static void giveBack(DataFolder folder, @Nullable Database database) throws IOException {
    if (database != null) {
      database.close();
    }
    folder.close();
  }

  /** Lets other commands in: writes the token file. */
  void openDoor() throws IOException {
    folder.openDoor(door);
  }

  Door door() {
    return door;
  }

  Api api() {
    return new Api(door.url(), door.token());
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    application.close();
    database.close();
    try {
      folder.close();
      if (temporary) {
        DataFolder.delete(folder.path());
      }
    } catch (IOException e) {
      // the kernel drops the lock with the process
    }
    if (Thread.currentThread() != atExit) {
      forgetHook();
    }
  }

  private static void endBecauseLost(DataFolder folder) {
    System.err.println(
        "liana: The database died again and again and is not started any more; %s has the details."
            .formatted(folder.path().resolve("postgres/postgres.log")));
    System.exit(ExitCode.FAILED);
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the process is ending already; the hook finds the server closed
    }
  }

  private static ConfigurableApplicationContext application(
      Wanted wanted, DataFolder folder, Database database, String token) {
    List<String> settings = new ArrayList<>();
    settings.add("--server.port=" + wanted.port());
    settings.add("--server.address=" + wanted.address());
    settings.add("--spring.datasource.url=" + database.url());
    settings.add("--spring.datasource.username=" + database.user());
    settings.add("--spring.datasource.password=" + database.password());
    settings.add("--liana.data=" + folder.path());
    settings.add("--liana.local-token=" + token);
    settings.add("--liana.outgoing.allow=" + wanted.allowPrivate());
    settings.add("--liana.demo=" + wanted.demo());
    settings.add("--spring.lifecycle.timeout-per-shutdown-phase=3s");
    if (!"console".equals(System.getenv("LIANA_LOG"))) {
      settings.add("--logging.file.name=" + folder.path().resolve("liana.log"));
      settings.add("--logging.threshold.console=OFF");
    }
    return new SpringApplicationBuilder(Liana.class)
        .web(WebApplicationType.SERVLET)
        .registerShutdownHook(false) // our own hook stops the application before its database
        .run(settings.toArray(String[]::new));
  }

  private static Door door(String url, String token, ConfigurableApplicationContext application) {
    String setUpLink =
        application
            .getBean(FirstOperator.class)
            .token()
            .map(secret -> url + "/setup?token=" + secret)
            .orElse(null);
    return new Door(url, token, ProcessHandle.current().pid(), setUpLink);
  }

  private static String url(Wanted wanted, ConfigurableApplicationContext application) {
    int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    boolean everywhere = wanted.address().equals("0.0.0.0") || wanted.address().equals("127.0.0.1");
    return "http://%s:%d".formatted(everywhere ? "localhost" : wanted.address(), port);
  }

  private static void mustBeFree(String address, int port) throws CannotStart {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    } catch (IOException e) {
      throw StartFailures.portTaken(port, e);
    }
  }

  private static String randomToken() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return "lia_local_" + HexFormat.of().formatHex(secret);
  }
}
