package io.liana.broadcast;

import io.liana.channel.wecom.CustomerArms.Dealt;
import io.liana.channel.wecom.CustomerArms.Sent;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class DealtStore {
  private final JdbcTemplate jdbc;

  DealtStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  record Met(MemberId member, GroupId group, String arm, Instant at) {}

  void insert(long send, List<Dealt> dealt) {
    jdbc.batchUpdate(
        "insert into broadcast_dealt (send, customer, member_id, group_id, arm, staff) values (?, ?, ?, ?, ?, ?)",
        dealt,
        1_000,
        (statement, one) -> {
          statement.setLong(1, send);
          statement.setString(2, one.customer());
          statement.setLong(3, one.seat().member().value());
          statement.setLong(4, one.seat().group().value());
          statement.setString(5, one.seat().arm());
          statement.setArray(
              6,
              one.nothing() == null
                  ? null
                  : statement
                      .getConnection()
                      .createArrayOf("text", one.nothing().toArray(String[]::new)));
        });
  }

  /**
   * Whom this was sent to, and who gets nothing from staff that sent it to somebody: they would
   * have been sent it then.
   */
  List<Met> met(long send, List<Sent> sent) {
    return jdbc.query(
        """
        with told as (select * from unnest(?, ?, cast(? as timestamptz[])) as t (customer, staff, at))
        select d.member_id, d.group_id, d.arm, min(t.at) as at
          from broadcast_dealt d
          join told t on case when d.staff is null then t.customer = d.customer else t.staff = any (d.staff) end
         where d.send = ?
         group by d.member_id, d.group_id, d.arm
         order by d.member_id, d.group_id
        """,
        (row, n) ->
            new Met(
                new MemberId(row.getLong(1)),
                new GroupId(row.getLong(2)),
                row.getString(3),
                Objects.requireNonNull(row.getObject(4, OffsetDateTime.class)).toInstant()),
        sent.stream().map(Sent::customer).toArray(String[]::new),
        sent.stream().map(Sent::staff).toArray(String[]::new),
        sent.stream().map(one -> one.at().toString()).toArray(String[]::new),
        send);
  }
}
