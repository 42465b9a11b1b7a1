package io.liana.bench;

import static io.liana.bench.SegmentBench.add;
import static io.liana.bench.SegmentBench.execute;
import static io.liana.bench.SegmentBench.millis;
import static io.liana.bench.SegmentBench.until;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Live segments of a million members, a fifth of whom buy: a full rebuild, what one event and one
 * order take to move somebody, and what doing nothing costs.
 */
final class LiveSegmentBench {
  private static final int MEMBERS = 1_000_000;
  private static final int TALK = 2_000_000;
  private static final int BUYERS = 200_000;
  private static final int SEGMENTS = 50;
  private static final int EVENTS = 150;
  private static final int ORDERS = 40;
  private static final Duration APART = Duration.ofMillis(130); // no multiple of a round
  private static final String BOUGHT =
      "{\"kind\":\"has\",\"list\":\"bought\",\"at_least\":1,\"days\":7}";
  private static final String CHAMPIONS =
      "{\"kind\":\"has\",\"list\":\"rfm\",\"where\":[{\"name\":\"cell\",\"op\":\"is\",\"values\":[\"champion\"]}]}";

  private LiveSegmentBench() {}

  static void run(Figures figures) throws Exception {
    try (var server = BenchServer.start("liana.segment.threads=1")) {
      String community = SegmentBench.world(server);
      System.err.println("Making up " + MEMBERS + " members and " + TALK + " events …");
      talk(server, community);
      String probe = segment(server, community, "probe", said(1, 1));
      String buyers = segment(server, community, "buyers", BOUGHT);
      segment(server, community, "champions", CHAMPIONS);
      for (int i = 3; i < SEGMENTS; i++) {
        segment(server, community, "segment " + i, condition(i));
      }
      server.send(
          "POST",
          "/communities/" + community + "/segments/count",
          "application/json",
          "{\"condition\":" + said(1, 1) + "}"); // the facts are filled: that is another figure
      double rebuild =
          millis(
              () -> {
                execute(server, "update segment_segment set live = true");
                until(
                    () ->
                        server.count("select count(*) from segment_segment where built is null")
                            == 0);
              });
      figures.add("members", MEMBERS, "members");
      figures.add(
          "memberships", server.count("select sum(bit_count(members)) from segment_block"), "");
      figures.add("rebuild_50_segments", rebuild / 1000, "s", 60);
      events(figures, server, probe);
      orders(figures, server, community, buyers);
      idle(figures, server);
    }
  }

  /** One event each of people who said nothing before, while the rounds go on as they do. */
  private static void events(Figures figures, BenchServer server, String probe) throws Exception {
    for (int i = 0; i < EVENTS; i++) {
      int n = MEMBERS - i;
      server.send(
          "POST",
          "/groups/" + (1 + n % SegmentBench.GROUPS) + "/events",
          "application/x-ndjson",
          "{\"id\":\"bench-%d\",\"type\":\"message\",\"at\":\"%s\",\"sender\":{\"id\":\"p%d\",\"name\":\"Member %d\"},\"text\":\"hello\"}"
              .formatted(i, Instant.now(), n, n));
      LockSupport.parkNanos(APART.toNanos());
    }
    until(() -> moved(server, probe) == EVENTS);
    add(
        figures,
        "one_event_moves_one",
        late(
            server,
            """
            select pg_xact_commit_timestamp(m.xmin) - pg_xact_commit_timestamp(e.xmin)
              from segment_move m join channel_event e on e.member_id = m.member_id
             where m.entered and m.cause = 'deed' and m.segment_id = %s
            """
                .formatted(probe)),
        2000);
  }

  /** One order each of people who bought nothing before. */
  private static void orders(Figures figures, BenchServer server, String community, String buyers)
      throws Exception {
    for (int i = 0; i < ORDERS; i++) {
      int n = BUYERS + 1 + i;
      server.send(
          "POST",
          "/communities/" + community + "/purchases/csv?keep=true",
          "text/csv",
          "order,contact,member,at,amount\nbench-%d,b%d,%d,%s,10\n"
              .formatted(i, n, n, Instant.now()));
      LockSupport.parkNanos(APART.toNanos());
    }
    until(() -> moved(server, buyers) == ORDERS);
    add(
        figures,
        "one_order_moves_one",
        late(
            server,
            """
            select pg_xact_commit_timestamp(m.xmin) - pg_xact_commit_timestamp(o.xmin)
              from segment_move m
              join customer_person p on p.member_id = m.member_id
              join customer_movement o on o.person_id = p.id
             where m.entered and m.cause = 'deed' and m.segment_id = %s
            """
                .formatted(buyers)),
        2000);
  }

  private static double moved(BenchServer server, String segment) throws SQLException {
    return server.count(
        "select count(*) from segment_move where entered and cause = 'deed' and segment_id = "
            + segment);
  }

  /** From one commit to the other, as PostgreSQL has them; in milliseconds. */
  private static double[] late(BenchServer server, String sql) throws SQLException {
    List<Double> late = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select extract(epoch from late) * 1000 from (" + sql + ") l (late)")) {
      while (rows.next()) {
        late.add(rows.getDouble(1));
      }
    }
    return late.stream().mapToDouble(one -> one).toArray();
  }

  /** What following costs while nothing happens: with windows something turns all the time. */
  private static void idle(Figures figures, BenchServer server) throws Exception {
    double clock = cpuOfIdling(Duration.ofSeconds(15));
    execute(server, "update segment_segment set live = false");
    double without = cpuOfIdling(Duration.ofSeconds(15));
    execute(
        server,
        "update segment_segment set live = true, built = null, condition = '{\"kind\":\"trait\",\"name\":\"role\",\"op\":\"is\",\"values\":[\"admin\"]}'");
    until(() -> server.count("select count(*) from segment_segment where built is null") == 0);
    double idle = cpuOfIdling(Duration.ofSeconds(30));
    figures.add("cpu_while_only_the_clock_moves_people", clock, "ms/s", without);
    figures.add("cpu_while_nothing_happens", idle, "ms/s", without);
  }

  private static double cpuOfIdling(Duration time) {
    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    double before = cpu();
    LockSupport.parkNanos(time.toNanos());
    return (cpu() - before) / time.toSeconds();
  }

  private static double cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }

  private static void talk(BenchServer server, String community) throws SQLException {
    execute(
        server,
        "insert into member_member (id, created_at) select n, now() from generate_series(1, %d) n"
            .formatted(MEMBERS));
    execute(server, "select setval('member_member_id', %d)".formatted(MEMBERS + 1));
    execute(
        server,
        "insert into member_account (platform, external_id, member_id, name) select 'open:%s', 'p' || n, n, 'Member ' || n from generate_series(1, %d) n"
            .formatted(community, MEMBERS));
    execute(
        server,
        """
        insert into member_membership (group_id, member_id, first_seen_at, joined_at)
        select 1 + n %% %d, n, now() - n %% 700 * interval '1 day', now() - n %% 700 * interval '1 day' from generate_series(1, %d) n
        """
            .formatted(SegmentBench.GROUPS, MEMBERS));
    execute(
        server,
        """
        insert into member_tag (community_id, member_id, tag, tagged_at)
        select %s, n, 'tag ' || n %% 40, now() from generate_series(1, %d, 3) n
        """
            .formatted(community, MEMBERS));
    execute(
        server,
        """
        insert into channel_event (group_id, at, kind, member_id, text, text_length, event_key)
        select 1 + member %% %d, now() - 60 * random() * interval '1 day', 'message', member, 'hello', 5, 'made-' || n
          from (select n, 1 + floor(%d * power(random(), 3))::bigint as member from generate_series(1, %d) n) e
        """
            .formatted(SegmentBench.GROUPS, MEMBERS - 1000, TALK));
    shop(server, community);
  }

  /** A year of orders of some of them, two each on the average. */
  private static void shop(BenchServer server, String community) throws SQLException {
    execute(
        server,
        "insert into customer_batch (community_id, source, name, made_by, made_at, lines, nobody, refunds, wrong, fresh, known) values (%s, 'csv', 'made up', 'machine:bench', now(), 0, 0, 0, 0, 0, 0)"
            .formatted(community));
    execute(
        server,
        "insert into customer_person (community_id, contact_hash, member_id) select %s, int8send(n), n from generate_series(1, %d) n"
            .formatted(community, BUYERS));
    execute(
        server,
        """
        insert into customer_movement (community_id, shop, number, kind, batch_id, person_id, currency, amount, at)
        select %s, '', 'made-' || n, 'paid', 1, 1 + floor(%d * random())::bigint, 'CNY', 100 + floor(50000 * random()), now() - (30 + 335 * random()) * interval '1 day'
          from generate_series(1, %d) n
        """
            .formatted(community, BUYERS, 2 * BUYERS));
  }

  private static String said(int atLeast, int days) {
    return "{\"kind\":\"has\",\"list\":\"said\",\"at_least\":%d,\"days\":%d}"
        .formatted(atLeast, days);
  }

  private static String condition(int i) {
    String tag =
        "{\"kind\":\"has\",\"list\":\"tagged\",\"where\":[{\"name\":\"tag\",\"op\":\"is\",\"values\":[\"tag %d\"]}]}"
            .formatted(i % 40);
    return "{\"kind\":\"all\",\"of\":[{\"kind\":\"any\",\"of\":[%s,%s]},{\"kind\":\"none\",\"of\":[%s,{\"kind\":\"trait\",\"name\":\"joined\",\"op\":\"within\",\"values\":[%d]}]}]}"
        .formatted(tag, said(1 + i % 3, 7 + i), said(5, 3 + i % 10), 1 + i);
  }

  private static String segment(BenchServer server, String community, String name, String condition)
      throws Exception {
    return server
        .send(
            "POST",
            "/communities/" + community + "/segments",
            "application/json",
            "{\"name\":\"%s\",\"condition\":%s}".formatted(name, condition))
        .path("id")
        .asString();
  }
}
