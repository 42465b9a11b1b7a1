package io.liana.experiment;

import io.liana.experiment.Experiment.Arm;
import io.liana.experiment.Experiment.State;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class ExperimentStore {
  private static final TypeReference<List<Arm>> ARMS = new TypeReference<>() {};
  private static final String COLUMNS =
      """
      id, community_id, name, hypothesis, unit, arms, holdout, metric, guardrails, days, planned, state, started_at,
      stopped_at, stopped_why, settled_arm
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ExperimentStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** How many met which arm: members and the groups they met it in, or visitors. */
  record Met(String arm, long members, long groups, long visitors) {}

  long insert(Experiment draft, Instant now) {
    return plan(
            jdbc.sql(
                """
                insert into experiment_experiment
                  (community_id, name, hypothesis, unit, arms, holdout, metric, guardrails, days, planned, created_at)
                values (:community, :name, :hypothesis, :unit, cast(:arms as jsonb), :holdout, :metric, :guardrails, :days,
                        :planned, :now)
                returning id
                """),
            draft)
        .param("community", draft.community().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** False when it is no draft any more. */
  boolean replace(Experiment draft) {
    return plan(
                jdbc.sql(
                    """
                    update experiment_experiment
                       set name = :name, hypothesis = :hypothesis, unit = :unit, arms = cast(:arms as jsonb), holdout = :holdout,
                           metric = :metric, guardrails = :guardrails, days = :days, planned = :planned
                     where id = :id and state = 'draft'
                    """),
                draft)
            .param("id", draft.id())
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec plan(JdbcClient.StatementSpec statement, Experiment draft) {
    return statement
        .param("name", draft.name())
        .param("hypothesis", draft.hypothesis())
        .param("unit", draft.unit().code())
        .param("arms", json.writeValueAsString(draft.arms()))
        .param("holdout", draft.holdout())
        .param("metric", draft.metric().code())
        .param(
            "guardrails",
            draft.guardrails().stream().map(Metric::code).sorted().toArray(String[]::new))
        .param("days", draft.days())
        .param("planned", draft.planned());
  }

  boolean start(long id, Instant now) {
    return jdbc.sql(
                "update experiment_experiment set state = 'running', started_at = :now where id = :id and state = 'draft'")
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("id", id)
            .update()
        == 1;
  }

  boolean stop(long id, String why, @Nullable String arm, Instant now) {
    return jdbc.sql(
                """
                update experiment_experiment set state = 'stopped', stopped_at = :now, stopped_why = :why, settled_arm = :arm
                 where id = :id and state = 'running'
                """)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("why", why)
            .param("arm", arm, Types.VARCHAR)
            .param("id", id)
            .update()
        == 1;
  }

  boolean drop(long id) {
    return jdbc.sql("delete from experiment_experiment where id = :id and state = 'draft'")
            .param("id", id)
            .update()
        == 1;
  }

  Optional<Experiment> find(long id) {
    return jdbc.sql("select " + COLUMNS + " from experiment_experiment where id = :id")
        .param("id", id)
        .query(this::experiment)
        .optional();
  }

  /** The newest first. */
  List<Experiment> of(CommunityId community, long before, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from experiment_experiment where community_id = :community and id < :before order by id desc limit :most")
        .param("community", community.value())
        .param("before", before)
        .param("most", most)
        .query(this::experiment)
        .list();
  }

  /** Those that run, and those that were settled for an arm. */
  List<Experiment> deciding(Collection<CommunityId> communities) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from experiment_experiment
                where community_id = any (:communities) and (state = 'running' or settled_arm is not null)
                """)
        .param("communities", communities.stream().map(CommunityId::value).toArray(Long[]::new))
        .query(this::experiment)
        .list();
  }

  /**
   * The first time counts, of several at once as well; again changes nothing, nor what is told
   * after the end. In one order, so that two who write at once do not lock each other out.
   */
  void expose(List<Exposure> exposures) {
    jdbc.sql(
            """
            insert into experiment_exposure (experiment_id, member_id, group_id, arm, at)
            select n.* from unnest(:experiments, :members, :groups, :arms, cast(:at as timestamptz[]))
                     as n (experiment_id, member_id, group_id, arm, at)
              join experiment_experiment e on e.id = n.experiment_id
             where e.state = 'running' and e.unit <> 'visitor'
             order by 1, 2, 3, 5
            on conflict do nothing
            """)
        .param("experiments", column(exposures, Exposure::experiment))
        .param("members", column(exposures, one -> one.member().value()))
        .param("groups", column(exposures, one -> one.group().value()))
        .param("arms", exposures.stream().map(Exposure::arm).toArray(String[]::new))
        .param("at", exposures.stream().map(one -> one.at().toString()).toArray(String[]::new))
        .update();
  }

  /**
   * Like {@link #expose}; in the order of the keys, so that two who write do not lock each other.
   */
  void meet(Collection<Meeting> meetings) {
    jdbc.sql(
            """
            insert into experiment_visitor (experiment_id, visitor, arm, at)
            select n.* from unnest(:experiments, :visitors, :arms, cast(:at as timestamptz[]))
                     as n (experiment_id, visitor, arm, at)
              join experiment_experiment e on e.id = n.experiment_id
             where e.state = 'running' and e.unit = 'visitor'
             order by 1, 2, 4
            on conflict do nothing
            """)
        .param("experiments", column(meetings, Meeting::experiment))
        .param("visitors", column(meetings, Meeting::visitor))
        .param("arms", meetings.stream().map(Meeting::arm).toArray(String[]::new))
        .param("at", meetings.stream().map(one -> one.at().toString()).toArray(String[]::new))
        .update();
  }

  private static <T> Long[] column(Collection<T> rows, Function<T, Long> value) {
    return rows.stream().map(value).toArray(Long[]::new);
  }

  Map<Long, List<Met>> met(Collection<Long> experiments) {
    record Row(long experiment, Met met) {}
    return jdbc
        .sql(
            """
            select experiment_id, arm, count(distinct member_id), count(distinct group_id), 0
              from experiment_exposure where experiment_id = any (:experiments) group by 1, 2
            union all
            select experiment_id, arm, 0, 0, count(*)
              from experiment_visitor where experiment_id = any (:experiments) group by 1, 2
            order by 1, 2
            """)
        .param("experiments", experiments.toArray(Long[]::new))
        .query(
            (row, n) ->
                new Row(
                    row.getLong(1),
                    new Met(row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::experiment, HashMap::new, Collectors.mapping(Row::met, Collectors.toList())));
  }

  /** In the order of the members. */
  List<Exposure> exposures(long experiment) {
    return jdbc.sql(
            """
            select member_id, group_id, arm, at from experiment_exposure
             where experiment_id = :experiment order by member_id, at, group_id
            """)
        .param("experiment", experiment)
        .query(
            (row, n) ->
                new Exposure(
                    experiment,
                    row.getString("arm"),
                    new io.liana.kernel.GroupId(row.getLong("group_id")),
                    new MemberId(row.getLong("member_id")),
                    at(row, "at")))
        .list();
  }

  /** In the order of the visitors. */
  List<Meeting> meetings(long experiment) {
    return jdbc.sql(
            "select visitor, arm, at from experiment_visitor where experiment_id = :experiment order by visitor")
        .param("experiment", experiment)
        .query(
            (row, n) ->
                new Meeting(
                    experiment, row.getString("arm"), row.getLong("visitor"), at(row, "at")))
        .list();
  }

  /** What they met is deleted; that it was is a fact, for whoever follows these tables. */
  void forget(Collection<Long> visitors, Instant now) {
    jdbc.sql(
            """
            with gone as (
              delete from experiment_visitor where visitor = any (:visitors) returning experiment_id, visitor)
            insert into experiment_forgotten (experiment_id, visitor, at) select experiment_id, visitor, :now from gone
            on conflict (experiment_id, visitor) do update set at = excluded.at, xid = pg_current_xact_id()
            """)
        .param("visitors", visitors.toArray(Long[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void forget(MemberId member) {
    jdbc.sql("delete from experiment_exposure where member_id = :member")
        .param("member", member.value())
        .update();
  }

  private Experiment experiment(ResultSet row, int n) throws SQLException {
    return new Experiment(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        row.getString("hypothesis"),
        Unit.of(row.getString("unit")),
        json.readValue(row.getString("arms"), ARMS),
        row.getDouble("holdout"),
        Metric.of(row.getString("metric")),
        Arrays.stream((String[]) row.getArray("guardrails").getArray())
            .map(Metric::of)
            .collect(Collectors.toSet()),
        row.getInt("days"),
        row.getObject("planned", Long.class),
        state(row));
  }

  private static State state(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return switch (state) {
      case "draft" -> new State.Draft();
      case "running" -> new State.Running(at(row, "started_at"));
      case "stopped" ->
          new State.Stopped(
              at(row, "started_at"),
              at(row, "stopped_at"),
              text(row.getString("stopped_why")),
              row.getString("settled_arm"));
      default -> throw new IllegalStateException("state " + state);
    };
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
