package io.liana.identity;

import io.liana.kernel.CommunityId;
import io.liana.kernel.OperatorId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Operators as other modules know them: what they are called, and who may do what. */
@Component
public class OperatorNames {
  private final JdbcClient sql;

  OperatorNames(JdbcClient sql) {
    this.sql = sql;
  }

  /** An operator nobody knows is absent. */
  public Map<OperatorId, String> of(Collection<OperatorId> operators) {
    Map<OperatorId, String> names = new HashMap<>();
    if (!operators.isEmpty()) {
      sql.sql("select id, name from identity_operator where id = any (:ids)")
          .param("ids", operators.stream().map(OperatorId::value).toArray(Long[]::new))
          .query(
              row -> {
                names.put(new OperatorId(row.getLong("id")), row.getString("name"));
              });
    }
    return names;
  }

  /** Operators who may do this in this community. */
  public List<OperatorId> allowed(String permission, CommunityId community) {
    String[] roles =
        Arrays.stream(Role.values())
            .filter(role -> role.permissions().contains(permission))
            .map(Role::code)
            .toArray(String[]::new);
    return sql.sql(
            """
            select id from identity_operator
             where role = any (:roles) and disabled_at is null and (communities is null or :community = any (communities))
             order by id
            """)
        .param("roles", roles)
        .param("community", community.value())
        .query((row, n) -> new OperatorId(row.getLong("id")))
        .list();
  }
}
