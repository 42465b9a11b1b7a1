package io.liana.channel.wecom;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes a person out of what WeCom told about customers and staff; what was counted stays counted.
 */
@Component
class ErasedFromWeCom {
  private final JdbcTemplate jdbc;

  ErasedFromWeCom(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    String[] keys = erased.keysOn(Corps.PLATFORM);
    jdbc.update("delete from channel_wecom_customer where external_id = any (?)", (Object) keys);
    jdbc.update("delete from channel_wecom_chat_member where user_id = any (?)", (Object) keys);
    jdbc.update("delete from channel_wecom_moment_heard where person = any (?)", (Object) keys);
    for (String key : keys) {
      jdbc.update(
          "delete from channel_wecom_errand where subject = ? or subject like ? or subject like ?",
          key,
          key + "|%",
          "%|" + key);
      rename(key, erased.token());
    }
    forgetMedia(erased.member().value());
    var striking = new Striking(jdbc, erased);
    striking.elements("channel_wecom_chat", "admins", keys);
    striking.elements("channel_wecom_chat_change", "users", keys);
    striking.json("channel_wecom_errand", "body");
    striking.text("channel_wecom_errand", "evidence");
    striking.json("channel_wecom_card", "body");
    striking.text("channel_wecom_card", "evidence");
    striking.elements("channel_wecom_moment", "staff", keys);
    striking.text("channel_wecom_moment", "text");
    striking.json("channel_wecom_moment", "attachments");
    striking.text("channel_wecom_moment", "evidence");
    striking.text("channel_wecom_mass", "text");
    striking.json("channel_wecom_mass", "attachments");
    striking.text("channel_wecom_mass_part", "evidence");
    striking.text("channel_wecom_transfer_item", "evidence");
    striking.json("channel_wecom_way", "plan");
    striking.text("channel_wecom_way", "evidence");
  }

  /** What they sent: its bytes go unless somebody else sent the same. */
  private void forgetMedia(long member) {
    jdbc.update(
        """
        with theirs as (
          select m.id from channel_wecom_archive_media m
           where exists (select from channel_event e where e.member_id = ? and e.message_key = m.message)
        ), pieces as (
          delete from channel_wecom_archive_piece p using theirs t
           where p.media_id = t.id
             and not exists (
                 select from channel_wecom_archive_media o where o.content_id = t.id and o.id not in (select id from theirs))
        )
        update channel_wecom_archive_media
           set name = '', file_id = '', md5 = '', state = 'missing', next_index = '', hash = null, type = null, content_id = null, evidence = null
         where id in (select id from theirs)
        """,
        member);
  }

  /** The number stands in their place, so that quotas, codes and statistics still add up. */
  private void rename(String key, String token) {
    for (String column :
        List.of(
            "channel_wecom_chat.owner",
            "channel_wecom_chat_member.invitor",
            "channel_wecom_customer.staff",
            "channel_wecom_arrival.external_id",
            "channel_wecom_arrival.staff",
            "channel_wecom_mass_part.sender",
            "channel_wecom_mass_target.target",
            "channel_wecom_mass_target.staff",
            "channel_wecom_spent.target",
            "channel_wecom_card.staff",
            "channel_wecom_transfer.from_staff",
            "channel_wecom_transfer.to_staff",
            "channel_wecom_transfer_item.subject",
            "channel_wecom_statistic.owner",
            "channel_wecom_behavior.staff",
            "channel_wecom_moment_staff.staff",
            "channel_wecom_moment_heard.staff",
            "channel_wecom_behavior_staff.staff",
            "channel_wecom_way_join.user_id")) {
      String[] parts = column.split("\\.");
      jdbc.update(
          "update %1$s set %2$s = ? where %2$s = ?".formatted(parts[0], parts[1]), token, key);
    }
    jdbc.update("update channel_wecom_mass_target set name = '' where target = ?", token);
    jdbc.update("update channel_wecom_transfer_item set name = '' where subject = ?", token);
  }
}
