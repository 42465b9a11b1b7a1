package io.liana.channel.wecom;

import io.liana.channel.wecom.GroupWelcome.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Texts in WeCom's library that greet newcomers of groups. */
@Repository
class GroupWelcomeStore {
  private static final String ALL =
      """
      select id, corp, text, attachment, announces, state, template_id, evidence, created_at
        from channel_wecom_group_welcome where corp = :corp
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  GroupWelcomeStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Empty when the key is known already. */
  Optional<Long> insert(
      String corp,
      String key,
      String text,
      @Nullable Attachment attachment,
      boolean announces,
      Instant now) {
    return jdbc.sql(
            """
            insert into channel_wecom_group_welcome (corp, key, text, attachment, announces, created_at)
            values (:corp, :key, :text, cast(:attachment as jsonb), :announces, :now)
            on conflict do nothing returning id
            """)
        .param("corp", corp)
        .param("key", key)
        .param("text", text)
        .param("attachment", attachment == null ? null : json.writeValueAsString(attachment))
        .param("announces", announces)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional();
  }

  Optional<GroupWelcome> byKey(String corp, String key) {
    return jdbc.sql(ALL + " and key = :key")
        .param("corp", corp)
        .param("key", key)
        .query(this::welcome)
        .optional();
  }

  Optional<GroupWelcome> find(String corp, long id) {
    return jdbc.sql(ALL + " and id = :id")
        .param("corp", corp)
        .param("id", id)
        .query(this::welcome)
        .optional();
  }

  /** Those there are or may be, the newest first: a hundred at most are WeCom's own. */
  List<GroupWelcome> living(String corp) {
    return jdbc.sql(ALL + " and state <> 'closed' order by id desc")
        .param("corp", corp)
        .query(this::welcome)
        .list();
  }

  /** Who was cut off while asking will never hear the answer. */
  void cutOff(String corp, Instant before) {
    jdbc.sql(
            "update channel_wecom_group_welcome set state = 'doubt' where corp = :corp and state = 'asked' and created_at < :before")
        .param("corp", corp)
        .param("before", before.atOffset(ZoneOffset.UTC))
        .update();
  }

  void made(long id, String template) {
    jdbc.sql(
            "update channel_wecom_group_welcome set state = 'made', template_id = :template, evidence = null where id = :id")
        .param("id", id)
        .param("template", template)
        .update();
  }

  void changed(long id, String text, @Nullable Attachment attachment) {
    jdbc.sql(
            "update channel_wecom_group_welcome set text = :text, attachment = cast(:attachment as jsonb), evidence = null where id = :id")
        .param("id", id)
        .param("text", text)
        .param("attachment", attachment == null ? null : json.writeValueAsString(attachment))
        .update();
  }

  void state(long id, State state, @Nullable String evidence) {
    jdbc.sql(
            "update channel_wecom_group_welcome set state = :state, evidence = :evidence where id = :id")
        .param("id", id)
        .param("state", state.code())
        .param("evidence", evidence)
        .update();
  }

  /** WeCom refused it: there is none. */
  void forget(long id) {
    jdbc.sql("delete from channel_wecom_group_welcome where id = :id").param("id", id).update();
  }

  private GroupWelcome welcome(ResultSet row, int n) throws SQLException {
    String attachment = row.getString("attachment");
    return new GroupWelcome(
        row.getLong("id"),
        row.getString("corp"),
        row.getString("text"),
        attachment == null ? null : json.readValue(attachment, Attachment.class),
        row.getBoolean("announces"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("template_id"),
        row.getString("evidence"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
