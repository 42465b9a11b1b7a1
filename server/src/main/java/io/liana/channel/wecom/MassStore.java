package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.LeftOut;
import io.liana.channel.wecom.MassSend.Part;
import io.liana.channel.wecom.MassSend.Result;
import io.liana.channel.wecom.MassSend.State;
import io.liana.channel.wecom.MassSend.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Mass sends, their parts and targets, and what everybody was sent. */
@Repository
class MassStore {
  static final String MASS = "id, corp, kind, text, attachments, command, created_at, trial, arms";
  private static final String PART =
      "id, mass_id, sender, state, msgid, asked_at, read_at, reminded_at, evidence";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  MassStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Two who count the same quotas at once do it one after the other; in the caller's transaction.
   */
  void lock(String corp) {
    jdbc.sql("select corp from channel_wecom_corp where corp = :corp for update")
        .param("corp", corp)
        .query(String.class)
        .optional();
  }

  Optional<Long> find(String corp, String key) {
    return jdbc.sql("select id from channel_wecom_mass where corp = :corp and key = :key")
        .param("corp", corp)
        .param("key", key)
        .query(Long.class)
        .optional();
  }

  /**
   * @param trial the first made of its contents; null for the first, see {@link #first}
   */
  long insert(
      String corp,
      String key,
      Kind kind,
      MassVariant content,
      @Nullable Long trial,
      @Nullable String command,
      String by,
      Instant now) {
    return jdbc.sql(
            """
            insert into channel_wecom_mass (corp, key, kind, text, attachments, command, created_by, created_at, trial, arms)
            values (:corp, :key, :kind, :text, cast(:attachments as jsonb), :command, :by, :now, :trial, :arms)
            returning id
            """)
        .param("corp", corp)
        .param("key", key)
        .param("kind", kind.code())
        .param("text", content.text())
        .param(
            "attachments",
            json.writeValueAsString(content.attachments().toArray(Attachment[]::new)))
        .param("command", command)
        .param("by", by)
        .param("now", at(now))
        .param("trial", trial)
        .param("arms", content.arms().stream().sorted().toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /** It tries something, and was made first. */
  void first(long mass) {
    jdbc.sql("update channel_wecom_mass set trial = id where id = :mass")
        .param("mass", mass)
        .update();
  }

  /** The other contents of what is tried. */
  List<MassSend> others(MassSend mass) {
    return mass.trial() == null
        ? List.of()
        : jdbc.sql(
                "select "
                    + MASS
                    + " from channel_wecom_mass where trial = :trial and id <> :id order by id")
            .param("trial", mass.trial())
            .param("id", mass.id())
            .query(this::mass)
            .list();
  }

  long insertPart(long mass, String corp, @Nullable String sender) {
    return jdbc.sql(
            "insert into channel_wecom_mass_part (mass_id, corp, sender) values (:mass, :corp, :sender) returning id")
        .param("mass", mass)
        .param("corp", corp)
        .param("sender", sender)
        .query(Long.class)
        .single();
  }

  void insertTargets(long mass, long part, String corp, Kind kind, List<Target> targets) {
    jdbc.sql(
            """
            insert into channel_wecom_mass_target (mass_id, part_id, corp, kind, target, name, state, staff)
            select :mass, :part, :corp, :kind, t.id, t.name, 'waiting', t.sender
              from unnest(:ids, :names, cast(:senders as text[])) as t (id, name, sender)
            """)
        .param("mass", mass)
        .param("part", part)
        .param("corp", corp)
        .param("kind", kind.code())
        .param("ids", targets.stream().map(Target::id).toArray(String[]::new))
        .param("names", targets.stream().map(Target::name).toArray(String[]::new))
        .param("senders", targets.stream().map(Target::sender).toArray(String[]::new))
        .update();
  }

  void insertLeftOut(long mass, String corp, Kind kind, List<LeftOut> leftOut) {
    jdbc.sql(
            """
            insert into channel_wecom_mass_target (mass_id, corp, kind, target, name, state, reason)
            select :mass, :corp, :kind, t.id, t.name, 'left_out', t.reason
              from unnest(:ids, :names, :reasons) as t (id, name, reason)
            """)
        .param("mass", mass)
        .param("corp", corp)
        .param("kind", kind.code())
        .param("ids", leftOut.stream().map(LeftOut::id).toArray(String[]::new))
        .param("names", leftOut.stream().map(LeftOut::name).toArray(String[]::new))
        .param("reasons", leftOut.stream().map(each -> each.reason().code()).toArray(String[]::new))
        .update();
  }

  MassSend get(long mass) {
    return jdbc.sql("select " + MASS + " from channel_wecom_mass where id = :id")
        .param("id", mass)
        .query(this::mass)
        .single();
  }

  MassSend mass(ResultSet row, int n) throws SQLException {
    return new MassSend(
        row.getLong("id"),
        row.getString("corp"),
        Kind.of(row.getString("kind")),
        row.getString("text"),
        List.of(json.readValue(row.getString("attachments"), Attachment[].class)),
        row.getString("command"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("trial", Long.class),
        List.of((String[]) row.getArray("arms").getArray()));
  }

  Optional<Part> part(String corp, long part) {
    return jdbc.sql(
            "select " + PART + " from channel_wecom_mass_part where id = :id and corp = :corp")
        .param("id", part)
        .param("corp", corp)
        .query(MassStore::part)
        .optional();
  }

  List<Part> parts(long mass) {
    return jdbc.sql(
            "select " + PART + " from channel_wecom_mass_part where mass_id = :mass order by id")
        .param("mass", mass)
        .query(MassStore::part)
        .list();
  }

  static Part part(ResultSet row, int n) throws SQLException {
    OffsetDateTime asked = row.getObject("asked_at", OffsetDateTime.class);
    OffsetDateTime read = row.getObject("read_at", OffsetDateTime.class);
    return new Part(
        row.getLong("id"),
        row.getLong("mass_id"),
        row.getString("sender"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("msgid"),
        asked == null ? null : asked.toInstant(),
        read == null ? null : read.toInstant(),
        Arrays.stream((java.sql.Timestamp[]) row.getArray("reminded_at").getArray())
            .map(java.sql.Timestamp::toInstant)
            .toList(),
        row.getString("evidence"));
  }

  List<String> targets(long part) {
    return jdbc.sql(
            "select target from channel_wecom_mass_target where part_id = :part and state = 'waiting' order by target")
        .param("part", part)
        .query(String.class)
        .list();
  }

  // ---------------------------------------------------------------- steps of a part

  /** True for the one who moved it on; whoever comes second finds it moved. */
  boolean move(Part part, State from, State to, @Nullable String evidence) {
    return jdbc.sql(
                "update channel_wecom_mass_part set state = :to, evidence = :evidence where id = :id and state = :from")
            .param("id", part.id())
            .param("from", from.code())
            .param("to", to.code())
            .param("evidence", evidence)
            .update()
        == 1;
  }

  /** Written down before the call. */
  boolean asking(Part part, Instant now) {
    return jdbc.sql(
                "update channel_wecom_mass_part set state = 'asked', asked_at = :now, evidence = null where id = :id and state = 'due'")
            .param("id", part.id())
            .param("now", at(now))
            .update()
        == 1;
  }

  boolean waiting(Part part, String msgid) {
    return jdbc.sql(
                "update channel_wecom_mass_part set state = 'waiting', msgid = :msgid, evidence = null where id = :id and state in ('asked', 'doubt', 'absent')")
            .param("id", part.id())
            .param("msgid", msgid)
            .update()
        == 1;
  }

  boolean knows(String corp, String msgid) {
    return jdbc.sql(
            "select exists (select from channel_wecom_mass_part where corp = :corp and msgid = :msgid)")
        .param("corp", corp)
        .param("msgid", msgid)
        .query(Boolean.class)
        .single();
  }

  void reminded(Part part, Instant now) {
    jdbc.sql(
            "update channel_wecom_mass_part set reminded_at = reminded_at || cast(:now as timestamptz) where id = :id")
        .param("id", part.id())
        .param("now", at(now))
        .update();
  }

  /** What still waits of a part will not come: everybody of these, or all for null. */
  void endTargets(Part part, @Nullable List<String> targets, String state) {
    jdbc.sql(
            """
            update channel_wecom_mass_target set state = :state
             where part_id = :part and state = 'waiting' and (cast(:targets as text[]) is null or target = any (:targets))
            """)
        .param("part", part.id())
        .param("state", state)
        .param("targets", targets == null ? null : targets.toArray(String[]::new))
        .update();
  }

  /**
   * What WeCom told of a part. What it says to be sent was sent, even where we had ended it.
   *
   * @return those of it that were not known to be sent before
   */
  List<CustomerArms.Sent> results(Part part, List<Result> results, Instant now) {
    return jdbc.sql(
            """
            with told as (
              select * from unnest(:targets, :staff, :fates, cast(:ats as timestamptz[])) as t (target, staff, fate, at)
            ), changed as (
              update channel_wecom_mass_target m set state = told.fate, staff = told.staff, at = told.at from told
               where m.part_id = :part and m.target = told.target and m.state <> 'sent' and m.state <> told.fate
                 and (m.state = 'waiting' or told.fate = 'sent')
              returning m.corp, m.kind, m.target, m.state, m.staff, m.at
            ), counted as (
              insert into channel_wecom_spent (corp, kind, target, msgid, at)
              select corp, kind, target, :msgid, coalesce(at, :now) from changed where state = 'sent'
              on conflict do nothing
            )
            select target, staff, coalesce(at, :now) as at from changed where state = 'sent' order by target
            """)
        .param("part", part.id())
        .param("msgid", part.msgid())
        .param("targets", results.stream().map(Result::target).toArray(String[]::new))
        .param("staff", results.stream().map(Result::staff).toArray(String[]::new))
        .param("fates", results.stream().map(each -> each.fate().code()).toArray(String[]::new))
        .param(
            "ats",
            results.stream()
                .map(each -> each.at() == null ? null : each.at().toString())
                .toArray(String[]::new))
        .param("now", at(now))
        .query(
            (row, n) ->
                new CustomerArms.Sent(
                    row.getString("target"),
                    row.getString("staff"),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  void read(Part part, Instant now) {
    jdbc.sql(
            """
            update channel_wecom_mass_part p
               set read_at = :now,
                   state = case when state = 'waiting'
                                 and not exists (select from channel_wecom_mass_target where part_id = p.id and state = 'waiting')
                                then 'over' else state end
             where id = :id
            """)
        .param("id", part.id())
        .param("now", at(now))
        .update();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
