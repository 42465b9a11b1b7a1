package io.liana.identity;

import io.liana.kernel.CommunityId;
import io.liana.kernel.OperatorId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everything that reads or writes {@code identity_operator}. */
@Repository
class OperatorStore {
  private static final String SELECT =
      """
      select o.id, o.login, o.name, o.role, o.language, o.communities, o.created_at, o.disabled_at,
             (select max(s.last_seen_at) from identity_session s where s.operator_id = o.id) last_seen_at
        from identity_operator o
      """;

  private final JdbcClient sql;

  OperatorStore(JdbcClient sql) {
    this.sql = sql;
  }

  boolean isEmpty() {
    return sql.sql("select not exists (select from identity_operator)")
        .query(Boolean.class)
        .single();
  }

  /**
   * Two people opening the set-up link at once make one owner: the second waits here, then sees it.
   */
  void lockSetUp() {
    sql.sql("lock table identity_operator in share row exclusive mode").update();
  }

  OperatorId insert(
      String login,
      String name,
      Role role,
      String language,
      String passwordHash,
      @Nullable Set<CommunityId> communities,
      Instant at) {
    return new OperatorId(
        sql.sql(
                """
                insert into identity_operator (login, name, role, language, password_hash, communities, created_at)
                values (:login, :name, :role, :language, :hash, cast(:communities as bigint[]), :at)
                returning id
                """)
            .param("login", login)
            .param("name", name)
            .param("role", role.code())
            .param("language", language)
            .param("hash", passwordHash)
            .param("communities", literal(communities))
            .param("at", Timestamp.from(at))
            .query(Long.class)
            .single());
  }

  void update(Operator operator, Instant at) {
    sql.sql(
            """
            update identity_operator
               set name = :name, role = :role, language = :language,
                   communities = cast(:communities as bigint[]),
                   disabled_at = case when :disabled then coalesce(disabled_at, :at) end
             where id = :id
            """)
        .param("id", operator.id().value())
        .param("name", operator.name())
        .param("role", operator.role().code())
        .param("language", operator.language())
        .param("communities", literal(operator.communities()))
        .param("disabled", operator.disabled())
        .param("at", Timestamp.from(at))
        .update();
  }

  void updatePassword(OperatorId id, String hash) {
    sql.sql("update identity_operator set password_hash = :hash where id = :id")
        .param("id", id.value())
        .param("hash", hash)
        .update();
  }

  List<Operator> findAll() {
    return sql.sql(SELECT + " order by o.id").query(OperatorStore::operator).list();
  }

  Optional<Operator> find(OperatorId id) {
    return sql.sql(SELECT + " where o.id = :id")
        .param("id", id.value())
        .query(OperatorStore::operator)
        .optional();
  }

  Optional<Operator> find(String login) {
    return sql.sql(SELECT + " where o.login = :login")
        .param("login", login)
        .query(OperatorStore::operator)
        .optional();
  }

  /** The password's hash of somebody who may sign in. */
  Optional<String> findHash(String login) {
    return sql.sql(
            "select password_hash from identity_operator where login = :login and disabled_at is null")
        .param("login", login)
        .query(String.class)
        .optional();
  }

  long countActiveOwners() {
    return sql.sql(
            "select count(*) from identity_operator where role = 'owner' and disabled_at is null")
        .query(Long.class)
        .single();
  }

  static Operator operator(ResultSet row, int number) throws SQLException {
    return new Operator(
        new OperatorId(row.getLong("id")),
        row.getString("login"),
        row.getString("name"),
        Role.of(row.getString("role")),
        row.getString("language"),
        communities(row.getArray("communities")),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("last_seen_at")),
        row.getTimestamp("disabled_at") != null);
  }

  static @Nullable Instant instant(@Nullable Timestamp stamp) {
    return stamp == null ? null : stamp.toInstant();
  }

  private static @Nullable Set<CommunityId> communities(@Nullable Array array) throws SQLException {
    return array == null
        ? null
        : Arrays.stream((Long[]) array.getArray())
            .map(CommunityId::new)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable String literal(@Nullable Set<CommunityId> communities) {
    return communities == null
        ? null
        : communities.stream()
            .map(CommunityId::toString)
            .collect(Collectors.joining(",", "{", "}"));
  }
}
