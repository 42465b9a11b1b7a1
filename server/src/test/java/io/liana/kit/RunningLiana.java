package io.liana.kit;

import io.liana.Liana;
import io.liana.channel.Connector;
import io.liana.delivery.DeliveryWorker;
import io.liana.intake.IntakeWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole application on a random port and a database of its own. */
public final class RunningLiana implements AutoCloseable {
  private static final String LOCAL_TOKEN = "lia_local_for_tests";
  private static RunningLiana shared;

  // Not final: classes of tests live to the end, and with them what their fields hold.
  private ConfigurableApplicationContext application;
  private final String database;
  private final List<Connector> platforms;

  private RunningLiana(
      ConfigurableApplicationContext application, String database, List<Connector> platforms) {
    this.application = application;
    this.database = database;
    this.platforms = platforms;
  }

  /** One for all tests that only add to it; never closed before the JVM ends. */
  public static synchronized RunningLiana shared() {
    if (shared == null) {
      shared = fresh(Clock.systemUTC());
      TestPostgres.beforeStop(shared::close);
    }
    return shared;
  }

  /**
   * One for this test alone.
   *
   * @param clock the application's clock, e.g. a {@link TurnableClock}
   * @param settings {@code name=value}, stronger than application.yaml
   */
  public static RunningLiana fresh(Clock clock, String... settings) {
    return fresh(clock, List.of(), settings);
  }

  /**
   * With beans that exist in tests only, e.g. {@link Pigeon}.
   *
   * @param beans their classes; the constructor's arguments are the application's
   */
  public static RunningLiana fresh(Clock clock, List<Class<?>> beans, String... settings) {
    return start(
        clock, TestPostgres.freshDatabase(), List.of(), beans, temporaryFolder(), settings);
  }

  /** With a platform that exists in tests only and that the test keeps in its hand. */
  public static RunningLiana freshWith(Connector platform, Clock clock, String... settings) {
    return start(
        clock,
        TestPostgres.freshDatabase(),
        List.of(platform),
        List.of(),
        temporaryFolder(),
        settings);
  }

  /** On a database that is there already and stays. */
  public static RunningLiana on(String database, Clock clock, String... settings) {
    return start(clock, database, List.of(), List.of(), temporaryFolder(), settings);
  }

  /** A second node on the same database, with the same clock and platforms. */
  public RunningLiana another(String... settings) {
    return another(List.of(), settings);
  }

  public RunningLiana another(List<Class<?>> beans, String... settings) {
    return start(bean(Clock.class), database, platforms, beans, withSameKey(), settings);
  }

  private static RunningLiana start(
      Clock clock,
      String database,
      List<Connector> platforms,
      List<Class<?>> beans,
      Path data,
      String... settings) {
    List<String> all = new ArrayList<>();
    all.add("--server.port=0");
    all.add("--spring.datasource.url=" + database);
    all.add("--spring.datasource.username=" + TestPostgres.user());
    all.add("--spring.datasource.password=" + TestPostgres.password());
    all.add("--spring.datasource.hikari.minimum-idle=0");
    all.add("--liana.local-token=" + LOCAL_TOKEN);
    all.add("--liana.outgoing.allow=127.0.0.1,::1"); // where the simulators are
    all.add("--liana.data=" + data);
    all.add("--liana.insight.stale-at-most=0s"); // a test asks right after the deed
    all.add("--liana.segment.stale-at-most=0s");
    for (String setting : settings) {
      all.add("--" + setting);
    }
    return new RunningLiana(
        new SpringApplicationBuilder(Liana.class)
            // the shared application ends before its database does, see TestPostgres.beforeStop
            .registerShutdownHook(false)
            .initializers(
                context -> beans.forEach(((GenericApplicationContext) context)::registerBean),
                context ->
                    platforms.forEach(
                        platform ->
                            ((GenericApplicationContext) context)
                                .registerBean(
                                    platform.platform(), Connector.class, () -> platform)),
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(
                            "turnableClock",
                            Clock.class,
                            () -> clock,
                            definition -> definition.setPrimary(true)))
            .run(all.toArray(String[]::new)),
        database,
        platforms);
  }

  /**
   * Lets the workers do everything that is due, until nothing is left; for an application without
   * worker threads.
   */
  public void work() {
    int settled;
    do {
      settled = bean(IntakeWorker.class).runDue() + bean(DeliveryWorker.class).runDue();
    } while (settled > 0);
  }

  public String url() {
    return "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
  }

  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  /** Nobody in particular. */
  public Visitor visitor() {
    return new Visitor(url(), Map.of());
  }

  /** A script that may do everything. */
  public Visitor script() {
    return script(LOCAL_TOKEN);
  }

  public Visitor script(String token) {
    return visitor().with("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    application.close();
    application = null;
  }

  /** A data folder for a second node: the key of the secrets is the one thing they share. */
  private Path withSameKey() {
    Path own = Path.of(application.getEnvironment().getRequiredProperty("liana.data"));
    Path other = temporaryFolder();
    try {
      Files.copy(own.resolve("secrets.key"), other.resolve("secrets.key"));
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("liana-test-data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
