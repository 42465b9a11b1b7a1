package io.liana.analyst;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.FactTables;
import io.liana.kernel.CommunityId;
import io.liana.kernel.PersonErased;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The facts of a community, each in a file of its own: a statement cannot reach what is not there.
 * Made when somebody asks, made anew when the facts changed, gone when nobody asks any more.
 */
@Component
@EnableConfigurationProperties(AnalystSettings.class)
class Copies implements DisposableBean {
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final int MOST = 4;

  /** Clocks of phones are wrong by less. */
  private static final Duration AHEAD = Duration.ofDays(366);

  private final FactTables facts;
  private final Communities communities;
  private final Groups groups;
  private final AnalystSettings settings;
  private final Clock clock;
  private final Path folder;
  private final Cache<CommunityId, Copy> copies =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(IDLE)
          .scheduler(Scheduler.systemScheduler())
          .executor(Runnable::run)
          .<CommunityId, Copy>removalListener((community, copy, why) -> retire(copy))
          .build();

  Copies(
      FactTables facts,
      Communities communities,
      Groups groups,
      AnalystSettings settings,
      Clock clock,
      @Value("${liana.data:}") String data) {
    this.facts = facts;
    this.communities = communities;
    this.groups = groups;
    this.settings = settings;
    this.clock = clock;
    this.folder = fresh(data);
  }

  /** The facts of now, or of a moment ago where copying them takes long; to be closed after use. */
  Copy of(CommunityId community) {
    ZoneId zone = communities.get(community).zone();
    List<GroupView> places = groups.of(List.of(community));
    facts.catchUp();
    return copies
        .asMap()
        .compute(
            community,
            (id, old) -> {
              Copy copy =
                  old != null && good(old, zone, places) ? old : make(community, zone, places);
              copy.use();
              return copy;
            });
  }

  private boolean good(Copy copy, ZoneId zone, List<GroupView> places) {
    return copy.zone().equals(zone)
        && copy.places().equals(places)
        && (copy.taken() == facts.taken()
            || System.nanoTime() - copy.madeNanos() < settings.worth() * copy.tookNanos());
  }

  private Copy make(CommunityId community, ZoneId zone, List<GroupView> places) {
    long begun = System.nanoTime();
    long taken = facts.taken();
    Instant asOf = clock.instant();
    try {
      Path file = Files.createTempFile(folder, "facts-", ".duckdb");
      Files.delete(file); // DuckDB makes it: an empty file is none of its own
      facts.read(
          from -> {
            copy(from, file, community, zone, places, asOf.plus(AHEAD));
            return true;
          });
      return new Copy(
          file,
          settings.memoryLimit(),
          settings.atOnce(),
          taken,
          zone,
          places,
          asOf,
          begun,
          System.nanoTime() - begun);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("The facts of one community could not be opened", e);
    }
  }

  private static void copy(
      Connection from,
      Path file,
      CommunityId community,
      ZoneId zone,
      List<GroupView> places,
      Instant until)
      throws SQLException {
    String into = "analyst_" + community.value();
    execute(from, "attach '%s' as %s".formatted(file.toString().replace("'", "''"), into));
    try {
      from.setAutoCommit(false);
      String ids =
          places.isEmpty()
              ? "null"
              : places.stream()
                  .map(one -> Long.toString(one.id().value()))
                  .collect(Collectors.joining(","));
      String moment = moment(zone, until);
      for (FactView view : FactView.values()) {
        if (view.facts.isEmpty()) {
          execute(
              from,
              "create table %s.%s (%s)"
                  .formatted(
                      into,
                      view.code(),
                      view.columns.stream()
                          .map(one -> one.name() + " " + one.type())
                          .collect(Collectors.joining(", "))));
        } else {
          execute(
              from,
              "create table %s.%s as select %s from %s"
                  .formatted(
                      into,
                      view.code(),
                      view.columns.stream()
                          .map(one -> "%s as %s".formatted(one.from(), one.name()))
                          .collect(Collectors.joining(", "))
                          .formatted(moment),
                      view.facts.formatted(moment, ids, community.value())));
        }
      }
      try (var insert =
          from.prepareStatement("insert into %s.groups values (?, ?)".formatted(into))) {
        for (GroupView place : places) {
          insert.setLong(1, place.id().value());
          insert.setString(2, place.name());
          insert.execute();
        }
      }
      from.commit();
    } finally {
      from.rollback(); // nothing is left of it after a commit
      from.setAutoCommit(true);
      execute(from, "detach " + into);
    }
  }

  /** Wall time of the community: the offset is another between each two changes of its clocks. */
  private static String moment(ZoneId zone, Instant until) {
    ZoneRules rules = zone.getRules();
    var offset = new StringBuilder();
    long before = millis(rules, Instant.EPOCH);
    for (ZoneOffsetTransition change = rules.nextTransition(Instant.EPOCH);
        change != null && change.getInstant().isBefore(until);
        change = rules.nextTransition(change.getInstant())) {
      offset.append(
          " when at_ms < %d then %d".formatted(change.getInstant().toEpochMilli(), before));
      before = millis(rules, change.getInstant());
    }
    return "make_timestamp((at_ms + %s) * 1000)"
        .formatted(offset.isEmpty() ? before : "case" + offset + " else " + before + " end");
  }

  private static long millis(ZoneRules rules, Instant at) {
    return rules.getOffset(at).getTotalSeconds() * 1000L;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** They are struck from the facts; a copy of before must not be asked any more. */
  @EventListener
  void on(PersonErased erased) {
    copies.invalidateAll();
  }

  @Override
  public void destroy() {
    copies.invalidateAll();
  }

  private static void retire(@Nullable Copy copy) {
    if (copy != null) {
      copy.retire();
    }
  }

  private static Path fresh(String data) {
    try {
      if (data.isEmpty()) {
        return Files.createTempDirectory("liana-analyst");
      }
      Path folder = Files.createDirectories(Path.of(data).resolve("analyst.tmp"));
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.deleteIfExists(file); // of a server that was killed
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
