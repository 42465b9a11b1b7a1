package io.liana.identity;

import io.liana.kernel.OperatorId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What operators are called, for screens of other modules. */
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
}
