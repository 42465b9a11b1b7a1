package io.liana.intake;

import io.liana.intake.HistoryImport.Options;
import io.liana.intake.HistoryImport.State;
import io.liana.intake.HistoryImport.UploadedFile;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every statement about {@code intake_import}. */
@Repository
class HistoryImportStore {
  private final JdbcTemplate jdbc;
  private final JsonMapper json;
  private final Clock clock;

  HistoryImportStore(JdbcTemplate jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** What is asked for. */
  record Asked(
      boolean dryRun,
      @Nullable GroupId group,
      String groupName,
      @Nullable CommunityId community,
      String actor,
      String folder,
      List<UploadedFile> files,
      Options options) {}

  long create(Asked asked) {
    Long id =
        jdbc.queryForObject(
            """
            insert into intake_import (state, dry_run, group_id, group_name, community_id, actor, created_at, folder, files, options, bytes_total)
            values ('queued', ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?) returning id
            """,
            Long.class,
            asked.dryRun(),
            asked.group() == null ? null : asked.group().value(),
            asked.groupName(),
            asked.community() == null ? null : asked.community().value(),
            asked.actor(),
            now(),
            asked.folder(),
            json.writeValueAsString(asked.files()),
            json.writeValueAsString(asked.options()),
            asked.files().stream().mapToLong(UploadedFile::bytes).sum());
    return id == null ? 0 : id;
  }

  Optional<HistoryImport> find(long id) {
    return jdbc.query("select * from intake_import where id = ?", this::row, id).stream()
        .findFirst();
  }

  /** Newest first; those of communities out of scope are left out, as if they were not there. */
  List<HistoryImport> list(
      Long @Nullable [] scope,
      @Nullable Long group,
      @Nullable Long community,
      @Nullable Long before,
      int limit) {
    return jdbc.query(
        """
        select * from intake_import
         where (cast(? as bigint[]) is null or community_id = any(?))
           and (cast(? as bigint) is null or group_id = ?)
           and (cast(? as bigint) is null or community_id = ?)
           and (cast(? as bigint) is null or id < ?)
         order by id desc limit ?
        """,
        this::row,
        scope,
        scope,
        group,
        group,
        community,
        community,
        before,
        before,
        limit);
  }

  List<HistoryImport> in(State... states) {
    return jdbc.query(
        "select * from intake_import where state = any(?) order by id",
        this::row,
        (Object) java.util.Arrays.stream(states).map(State::code).toArray(String[]::new));
  }

  List<HistoryImport> waitingLongerThan(Duration time) {
    return jdbc.query(
        "select * from intake_import where state in ('previewed', 'needs_answer') and finished_at < ?",
        this::row,
        clock.instant().minus(time).atOffset(ZoneOffset.UTC));
  }

  /** Where the files of all imports that are not over lie. */
  Set<String> folders() {
    return Set.copyOf(
        jdbc.queryForList(
            "select folder from intake_import where finished_at is null or state in ('previewed', 'needs_answer')",
            String.class));
  }

  /** From one of these states to another; false when it was in none of them. */
  boolean move(long id, State to, State... from) {
    return jdbc.update(
            "update intake_import set state = ?, finished_at = ? where id = ? and state = any(?)",
            to.code(),
            to.isOver() || to.waits() ? now() : null,
            id,
            java.util.Arrays.stream(from).map(State::code).toArray(String[]::new))
        > 0;
  }

  /** Starts it over with other answers. */
  boolean again(long id, boolean dryRun, Options options) {
    return jdbc.update(
            """
            update intake_import
               set state = 'queued', dry_run = ?, options = ?::jsonb, bytes_read = 0, events = 0, written = 0,
                   question = null, problem = null, finished_at = null
             where id = ? and state in ('previewed', 'needs_answer')
            """,
            dryRun,
            json.writeValueAsString(options),
            id)
        > 0;
  }

  /**
   * False when it was cancelled meanwhile. Outside the caller's transaction: its rows stay
   * invisible, how far it is does not.
   */
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  boolean progress(long id, long read, long events, long written) {
    return jdbc.update(
            """
            update intake_import set bytes_read = greatest(bytes_read, least(?, bytes_total)), events = ?, written = ?
             where id = ? and state in ('reading', 'writing')
            """,
            read,
            events,
            written,
            id)
        > 0;
  }

  /** The first lines may show somebody who was erased. */
  void forgetPreview(long id) {
    jdbc.update("update intake_import set preview = '[]', unreadable = '[]' where id = ?", id);
  }

  void found(long id, Object summary, Object preview, Object unreadable, long unreadableCount) {
    jdbc.update(
        """
        update intake_import set summary = ?::jsonb, preview = ?::jsonb, unreadable = ?::jsonb, unreadable_count = ?
         where id = ?
        """,
        json.writeValueAsString(summary),
        json.writeValueAsString(preview),
        json.writeValueAsString(unreadable),
        unreadableCount,
        id);
  }

  /** Only when nobody cancelled it; in the transaction that settles its events. */
  boolean done(long id, GroupId group, CommunityId community, long events, Object summary) {
    return jdbc.update(
            """
            update intake_import
               set state = 'done', finished_at = ?, group_id = ?, community_id = ?, events = ?, written = ?, bytes_read = bytes_total, summary = ?::jsonb
             where id = ? and state = 'writing'
            """,
            now(),
            group.value(),
            community.value(),
            events,
            events,
            json.writeValueAsString(summary),
            id)
        > 0;
  }

  void stopped(long id, State state, @Nullable Object question, @Nullable Object problem) {
    jdbc.update(
        """
        update intake_import set state = ?, finished_at = ?, question = ?::jsonb, problem = ?::jsonb
         where id = ? and state in ('queued', 'reading', 'writing')
        """,
        state.code(),
        now(),
        question == null ? null : json.writeValueAsString(question),
        problem == null ? null : json.writeValueAsString(problem),
        id);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private HistoryImport row(ResultSet row, int n) throws SQLException {
    long group = row.getLong("group_id");
    boolean noGroup = row.wasNull();
    long community = row.getLong("community_id");
    boolean noCommunity = row.wasNull();
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    return new HistoryImport(
        row.getLong("id"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getBoolean("dry_run"),
        noGroup ? null : new GroupId(group),
        row.getString("group_name"),
        noCommunity ? null : new CommunityId(community),
        row.getString("actor"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getString("folder"),
        List.of(json.readValue(row.getString("files"), UploadedFile[].class)),
        json.readValue(row.getString("options"), Options.class),
        row.getLong("bytes_read"),
        row.getLong("bytes_total"),
        row.getLong("events"),
        row.getLong("written"),
        tree(row.getString("summary")),
        json.readTree(row.getString("preview")),
        json.readTree(row.getString("unreadable")),
        row.getLong("unreadable_count"),
        tree(row.getString("question")),
        tree(row.getString("problem")));
  }

  private @Nullable JsonNode tree(@Nullable String text) {
    return text == null ? null : json.readTree(text);
  }
}
