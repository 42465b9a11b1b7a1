package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.Result;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What others sent; what we sent is written with its result, see {@link MassStore#results}. */
@Repository
class MassSpentStore {
  private final JdbcClient jdbc;

  MassSpentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether somebody is known to have been sent something by this task. */
  boolean counted(String corp, String msgid) {
    return jdbc.sql(
            "select exists (select from channel_wecom_spent where corp = :corp and msgid = :msgid)")
        .param("corp", corp)
        .param("msgid", msgid)
        .query(Boolean.class)
        .single();
  }

  /** What somebody else in the corporation sent: WeCom counts it too. */
  void add(String corp, Kind kind, String msgid, List<Result> results, Instant now) {
    jdbc.sql(
            """
            insert into channel_wecom_spent (corp, kind, target, msgid, at)
            select :corp, :kind, t.target, :msgid, coalesce(t.at, :now)
              from unnest(:targets, cast(:ats as timestamptz[])) as t (target, at)
            on conflict do nothing
            """)
        .param("corp", corp)
        .param("kind", kind.code())
        .param("msgid", msgid)
        .param("targets", results.stream().map(Result::target).toArray(String[]::new))
        .param(
            "ats",
            results.stream()
                .map(each -> each.at() == null ? null : each.at().toString())
                .toArray(String[]::new))
        .param("now", MassStore.at(now))
        .update();
  }
}
