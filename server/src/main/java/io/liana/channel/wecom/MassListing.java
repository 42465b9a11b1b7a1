package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Part;
import io.liana.kernel.Cursor;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads mass sends the way screens show them. */
@Component
class MassListing {
  private static final String MASS =
      "select " + MassStore.MASS + " from channel_wecom_mass where corp = :corp";

  /**
   * @param counts how many targets by state
   * @param sizes how many targets by part
   * @param others the other contents of what is tried
   */
  record Row(
      MassSend mass,
      List<Part> parts,
      Map<String, Integer> counts,
      Map<Long, Integer> sizes,
      List<MassSend> others) {}

  record TargetRow(
      String id,
      String name,
      String state,
      @Nullable String reason,
      @Nullable String staff,
      @Nullable Instant at) {}

  private final JdbcClient jdbc;
  private final MassStore store;

  MassListing(JdbcClient jdbc, MassStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  Page<Row> page(String corp, Paging paging) {
    Cursor after = paging.after();
    List<MassSend> found =
        jdbc.sql(MASS + " and id < :before order by id desc limit :most")
            .param("corp", corp)
            .param("before", after == null ? Long.MAX_VALUE : after.number(0))
            .param("most", paging.size() + 1)
            .query(store::mass)
            .list();
    Page<MassSend> page = Page.of(found, paging.size(), mass -> Cursor.after(mass.id()));
    return new Page<>(page.items().stream().map(this::row).toList(), page.nextCursor());
  }

  Optional<Row> find(String corp, long id) {
    return jdbc.sql(MASS + " and id = :id")
        .param("corp", corp)
        .param("id", id)
        .query(store::mass)
        .optional()
        .map(this::row);
  }

  private Row row(MassSend mass) {
    Map<String, Integer> counts = new HashMap<>();
    Map<Long, Integer> sizes = new HashMap<>();
    jdbc.sql(
            "select part_id, state, count(*) as n from channel_wecom_mass_target where mass_id = :mass group by part_id, state")
        .param("mass", mass.id())
        .query(
            (row, n) -> {
              int count = row.getInt("n");
              counts.merge(row.getString("state"), count, Integer::sum);
              sizes.merge(row.getLong("part_id"), count, Integer::sum);
              return count;
            })
        .list();
    return new Row(mass, store.parts(mass.id()), counts, sizes, store.others(mass));
  }

  Page<TargetRow> targets(long mass, @Nullable String state, Paging paging) {
    Cursor after = paging.after();
    return Page.of(
        jdbc.sql(
                """
                select target, name, state, reason, staff, at from channel_wecom_mass_target
                 where mass_id = :mass and (cast(:state as text) is null or state = :state) and target > :after
                 order by target limit :most
                """)
            .param("mass", mass)
            .param("state", state)
            .param("after", after == null ? "" : after.text(0))
            .param("most", paging.size() + 1)
            .query(
                (row, n) -> {
                  OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
                  return new TargetRow(
                      row.getString("target"),
                      row.getString("name"),
                      row.getString("state"),
                      row.getString("reason"),
                      row.getString("staff"),
                      at == null ? null : at.toInstant());
                })
            .list(),
        paging.size(),
        target -> Cursor.after(target.id()));
  }
}
