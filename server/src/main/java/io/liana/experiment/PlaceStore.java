package io.liana.experiment;

import io.liana.kernel.CommunityId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PlaceStore {
  private final JdbcClient jdbc;

  PlaceStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param place the plan, the page; of a first week and of rules the community
   */
  record Named(String kind, String place, String name) {}

  void clear(String kind, long place) {
    jdbc.sql("delete from experiment_place where kind = :kind and place = :place")
        .param("kind", kind)
        .param("place", place)
        .update();
  }

  void insert(long experiment, CommunityId community, String kind, long place, Places.Use use) {
    jdbc.sql(
            """
            insert into experiment_place (experiment_id, community_id, kind, place, part, name)
            values (:experiment, :community, :kind, :place, :part, :name)
            """)
        .param("experiment", experiment)
        .param("community", community.value())
        .param("kind", kind)
        .param("place", place)
        .param("part", use.part())
        .param("name", use.name())
        .update();
  }

  Map<Long, List<Named>> of(Collection<Long> experiments) {
    record Row(long experiment, Named named) {}
    return jdbc
        .sql(
            """
            select experiment_id, kind, place, name from experiment_place
             where experiment_id = any (:experiments) order by kind, name, place, part
            """)
        .param("experiments", experiments.toArray(Long[]::new))
        .query(
            (row, n) ->
                new Row(
                    row.getLong(1),
                    new Named(row.getString(2), Long.toString(row.getLong(3)), row.getString(4))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::experiment,
                HashMap::new,
                Collectors.mapping(Row::named, Collectors.toList())));
  }
}
