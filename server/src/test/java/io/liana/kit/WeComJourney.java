package io.liana.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How every journey with WeCom begins: one simulator and one server for the class, whose clock only
 * the test turns and whose workers only the test runs, and a fresh corporation for every test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WeComJourney {
  protected static final String CHEN = "wmChen0000000000000000000001";
  protected static final String DANA = "wmDana0000000000000000000002";
  protected static final String EVE = "wmEve00000000000000000000003";

  protected final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  protected Simulation simulation;
  protected RunningLiana liana;
  protected JdbcTemplate jdbc;
  protected WeCom wecom;

  @BeforeAll
  void start() {
    simulation = Simulation.of("wecom");
    liana =
        RunningLiana.fresh(
            clock,
            beans(),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.wecom.threads=0",
            "liana.acquisition.threads=0");
    jdbc = liana.bean(JdbcTemplate.class);
  }

  @AfterAll
  void stop() {
    liana.close();
    simulation.close();
  }

  /** Beans the class needs beside the application's. */
  protected List<Class<?>> beans() {
    return List.of();
  }

  /** The corporation of this test: Ana and Bo work there. */
  protected void connect(Map<String, String> more) {
    wecom = WeCom.connect(liana, simulation, more);
  }

  /** The same; Chen is Ana's customer, Dana is Bo's. */
  protected void connectWithCustomers(Map<String, String> more) {
    connect(more);
    wecom.act("follow", "external", CHEN, "name", "Chen", "staff", "ana");
    wecom.act("follow", "external", DANA, "name", "Dana", "staff", "bo");
    wecom.work();
  }

  /** An address below the account's. */
  protected String account(String more) {
    return "/accounts/" + wecom.account() + more;
  }

  /** Both clocks are turned, and what is due by then is done. */
  protected void later(Duration length) {
    wecom.wait(clock, length);
    wecom.work();
  }
}
