package io.liana.playbook;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Playbooks and their versions. */
@Repository
class PlaybookStore {
  private static final String PLAYBOOK =
      """
      select p.id, p.community_id, p.name, p.live_version, v.steps, v.made_at, v.made_by,
             (select count(*) from playbook_run r where r.playbook_id = p.id and r.state = 'running') as running,
             (select count(*) from playbook_run r where r.playbook_id = p.id and r.state <> 'running') as ran
        from playbook_playbook p
        join playbook_version v on v.playbook_id = p.id and v.version = p.live_version
      """;

  private final JdbcClient jdbc;
  private final StepReading reading;

  PlaybookStore(JdbcClient jdbc, StepReading reading) {
    this.jdbc = jdbc;
    this.reading = reading;
  }

  List<Playbook> of(CommunityId community, int most) {
    return jdbc.sql(PLAYBOOK + " where p.community_id = :community order by p.name limit :most")
        .param("community", community.value())
        .param("most", most)
        .query(this::playbook)
        .list();
  }

  Optional<Playbook> find(long id) {
    return jdbc.sql(PLAYBOOK + " where p.id = :id")
        .param("id", id)
        .query(this::playbook)
        .optional();
  }

  /** Held until the end of the transaction; the newest version. */
  int hold(long id) {
    return jdbc.sql("select live_version from playbook_playbook where id = :id for update")
        .param("id", id)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  List<Step> steps(long id, int version) {
    return reading.kept(
        jdbc.sql(
                "select steps from playbook_version where playbook_id = :id and version = :version")
            .param("id", id)
            .param("version", version)
            .query(String.class)
            .single());
  }

  long insert(CommunityId community, String name) {
    return jdbc.sql(
            """
            insert into playbook_playbook (community_id, name, live_version) values (:community, :name, 0)
            returning id
            """)
        .param("community", community.value())
        .param("name", name)
        .query(Long.class)
        .single();
  }

  /** The newest from now on. */
  void publish(long id, int version, String name, List<Step> steps, String by, Instant now) {
    jdbc.sql(
            """
            insert into playbook_version (playbook_id, version, steps, made_at, made_by)
            values (:id, :version, cast(:steps as jsonb), :now, :by)
            """)
        .param("id", id)
        .param("version", version)
        .param("steps", reading.write(steps))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by)
        .update();
    jdbc.sql("update playbook_playbook set name = :name, live_version = :version where id = :id")
        .param("id", id)
        .param("name", name)
        .param("version", version)
        .update();
  }

  void drop(long id) {
    jdbc.sql("delete from playbook_playbook where id = :id").param("id", id).update();
  }

  private Playbook playbook(ResultSet row, int n) throws SQLException {
    return new Playbook(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        row.getInt("live_version"),
        reading.kept(row.getString("steps")),
        row.getInt("running"),
        row.getInt("ran"),
        Objects.requireNonNull(row.getObject("made_at", OffsetDateTime.class)).toInstant(),
        row.getString("made_by"));
  }
}
