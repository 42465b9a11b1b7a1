package io.liana.journey;

import io.liana.channel.Command;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A person in every table that takes days, or money, to come about. */
final class RowsOfAPerson {
  private final RunningLiana liana;
  private final JdbcTemplate jdbc;
  private final String key;
  private final String name;
  private final String words;

  private RowsOfAPerson(RunningLiana liana, String key, String name, String words) {
    this.liana = liana;
    this.jdbc = liana.bean(JdbcTemplate.class);
    this.key = key;
    this.name = name;
    this.words = words;
  }

  /**
   * @param key their id on the platform
   * @param words what they said
   */
  static void write(
      RunningLiana liana,
      Riverside riverside,
      MemberId member,
      String key,
      String name,
      String words) {
    new RowsOfAPerson(liana, key, name, words).everywhereElse(riverside, member);
  }

  /** What takes days to come about is written as the modules would write it. */
  private void everywhereElse(Riverside riverside, MemberId member) {
    Instant now = liana.bean(Clock.class).instant();
    CommunityId community = riverside.community();
    GroupId group = riverside.groupId();
    sql(
        "insert into member_tag (community_id, member_id, tag, tagged_at) values (%s, %s, 'met %s', now())",
        community, member, name);
    liana
        .bean(org.springframework.transaction.support.TransactionTemplate.class)
        .executeWithoutResult(
            status ->
                liana
                    .bean(Outbox.class)
                    .enqueue(
                        List.of(
                            new OutboxDraft(
                                "test:erased",
                                community,
                                group,
                                member,
                                Purpose.NOTICE,
                                new Command.SendText("room", "Hello " + name, List.of(key), null),
                                null,
                                now.plus(Duration.ofDays(1))))));
    sql(
        "insert into delivery_call (outbox_id, attempt, platform, account, group_id, person, needs, began_at) values (1, 99, 'onebot', 'a', 1, '%s', 'MUTE', now())",
        key);
    sql(
        "insert into desk_task (key, kind, community_id, member_id, params, due_at, created_at, note) values ('t', 'rule_note', %s, %s, '{\"who\":\"%s\"}', now(), now(), 'asked %s')",
        community, member, key, name);
    sql(
        "insert into onboarding_care (community_id, group_id, member_id, reason, ref, since, found_at, note) values (%s, %s, %s, 'active', 'r', now(), now(), 'talked to %s')",
        community, group, member, name);
    sql(
        "insert into onboarding_customer (community_id, contact_hash, name, orders, spent, last_paid_at, last_order, member_id) values (%s, 'x', '%s', 1, 1, now(), 'o', %s)",
        community, name, member);
    sql(
        "insert into customer_batch (community_id, source, name, made_by, made_at, lines, nobody, refunds, wrong, fresh, known) values (%s, 'csv', 'orders of %s.csv', 'operator:1', now(), 1, 0, 0, 0, 1, 0)",
        community, name);
    sql(
        "insert into customer_person (community_id, contact_hash, member_id) values (%s, convert_to('%s', 'UTF8'), %s)",
        community, name, member);
    sql(
        "insert into customer_movement (community_id, shop, number, kind, batch_id, person_id, currency, amount, at) values (%s, '', '%s', 'paid', (select max(id) from customer_batch), (select max(id) from customer_person), 'CNY', 1, now())",
        community, key);
    sql(
        "insert into customer_told (batch_id, community_id, shop, number, kind, person_id, currency, amount, at) values ((select max(id) from customer_batch), %s, '', '%s', 'paid', (select max(id) from customer_person), 'CNY', 1, now())",
        community, key);
    sql(
        "insert into customer_user (batch_id, person_id, first_seen, invited, traits) values ((select max(id) from customer_batch), (select max(id) from customer_person), current_date, true, '{\"town\":\"%s\"}')",
        name);
    sql(
        "insert into journal_entry (at, actor, kind, member_id, reason) values (now(), 'machine:x', 'case_pardoned', %s, '{\"why\":\"%s is fine\"}')",
        member, name);
    sql(
        "insert into moderation_case (community_id, group_id, member_id, kind, rule_key, rule_name, rule_version, audit, event_id, at, opened_at, worst) values (%s, %s, %s, 'advert', 'k', 'n', 1, false, 1, now(), now(), 'warned')",
        community, group, member);
    String newest = "(select max(id) from moderation_case)";
    sql(
        "insert into moderation_evidence (case_id, seq, rule_key, rule_name, rule_version, findings, counter_before, counter_after) values (%s, 1, 'k', 'n', 1, '[{\"detail\":\"%s\"}]', 0, 1)",
        newest, key);
    sql(
        "insert into moderation_step (case_id, at, act, state, actor, note) values (%s, now(), 'warn', 'done', 'machine:x', 'Hello %s')",
        newest, name);
    sql(
        "insert into moderation_appeal (case_id, text, at, written_by) values (%s, '%s', now(), 'machine:x')",
        newest, words);
    sql(
        "insert into moderation_violation (community_id, group_id, member_id, kind, points, event_id, subject_key, at, audit) values (%s, %s, %s, 'advert', 1, 1, 'm:%s', now(), false)",
        community, group, member, key);
    sql(
        "insert into channel_account_seat (platform, account, external_id, person, role) values ('onebot', 'a', 'g', '%s', 'member')",
        key);
    sql(
        "insert into channel_account_group (platform, account, external_id, name, seen_at, suspects) values ('onebot', 'a', 'g', 'n', now(), array['gone:%s'])",
        key);
    sql(
        "insert into channel_parked (inbox_id, lane, platform, account, group_key, at, body, why, parked_at) values (99999, 0, 'open', '', 'g', now(), '{\"name\":\"Quetzal\\u7fbd\\u86c7\"}', 'x', now())");
    sql(
        "insert into channel_sandbox_event (room_id, key, at, body) values (1, 'k', now(), '{\"name\":\"%s\"}')",
        name);
    sql("insert into sidebar_link (corp, staff, operator_id) values ('c', 'wm%s', 1)", key);
    sql(
        "insert into sidebar_reply (corp, position, title, text) values ('c', 1, 't', 'ask %s')",
        name);
    sql("update admission_request set handle = 'flag of %s' where member_id = %s", key, member);
    gateRows(community, member);
    segmentRows(community, member);
    sql(
        "insert into broadcast_dealt (send, customer, member_id, group_id, arm) values (1, 'wm%s', %s, %s, '7:b')",
        key, member, group);
    sql(
        "insert into broadcast_dealt (send, customer, member_id, group_id, arm, staff) values (1, 'another', 7, %s, '7:b', array['wm%s'])",
        group, key);
    wecomRows();
  }

  /** An answer of theirs, and one of somebody else who writes of them. */
  private void gateRows(CommunityId community, MemberId member) {
    sql(
        "insert into gate_page (community_id, name, version, created_at) values (%s, 'p', 1, now())",
        community);
    for (String of : List.of(member.toString(), "null")) {
      sql(
          "insert into gate_visit (page_id, visitor, code, member_id, returning_visitor, seen_at) values ((select max(id) from gate_page), %s, 'c', %s, false, now())",
          of.equals("null") ? "2" : "1", of);
      sql(
          "insert into gate_answer (visit_id, page_id, gate, version, answers, state, submitted_at, words) select id, page_id, 'form', 1, '{\"who\":[\"%s\"]}', 'refused', now(), 'ask %s' from gate_visit order by id desc limit 1",
          name, name);
      sql(
          "insert into gate_upload (answer_id, question, name, type, size, bytes) values ((select max(id) from gate_answer), 'q', '%s.png', 'image/png', 1, convert_to('x', 'UTF8'))",
          name);
    }
  }

  private void segmentRows(CommunityId community, MemberId member) {
    sql(
        "insert into segment_segment (community_id, name, condition, made_at, changed_at) values (%s, 's', '{\"kind\":\"all\",\"of\":[]}', now(), now())",
        community);
    sql(
        "insert into segment_move (segment_id, member_id, at, entered, cause) values ((select max(id) from segment_segment), %s, now(), true, 'deed')",
        member);
  }

  private void wecomRows() {
    String who = "wm" + key;
    sql(
        "insert into channel_wecom_errand (corp, kind, subject, body, due_at) values ('c', 'tag', 'ana|%s', '{\"x\":\"%s\"}', now() + interval '9 years')",
        who, who);
    sql(
        "insert into channel_wecom_chat (corp, chat_id, owner, admins) values ('c', 'g', '%s', array['%s'])",
        who, who);
    sql(
        "insert into channel_wecom_chat_member (corp, chat_id, user_id, staff, name, joined_at, invitor) values ('c', 'g', '%s', false, '%s', now(), '%s')",
        who, name, who);
    sql(
        "insert into channel_wecom_chat_change (id, corp, chat_id, at, change, users) values (1, 'c', 'g', now(), 'create', array['%s'])",
        who);
    sql(
        "insert into channel_wecom_mass (corp, key, kind, text, created_by, created_at) values ('c', 'k', 'customers', 'Dear %s', 'operator:1', now())",
        name);
    sql(
        "insert into channel_wecom_mass_part (mass_id, corp, sender) values ((select max(id) from channel_wecom_mass), 'c', '%s')",
        who);
    sql(
        "insert into channel_wecom_mass_target (mass_id, corp, kind, target, name, state, staff) values ((select max(id) from channel_wecom_mass), 'c', 'customers', '%s', '%s', 'sent', 'ana')",
        who, name);
    sql(
        "insert into channel_wecom_archive_media (corp, message, kind, name, file_id, size, at, state) select 'c', max(message_key), 'file', '%s.pdf', 'f', 1, now(), 'kept' from channel_event e join member_account a on a.member_id = e.member_id and a.external_id = '%s'",
        name, key);
    sql(
        "insert into channel_wecom_archive_piece (media_id, n, bytes) values ((select max(id) from channel_wecom_archive_media), 0, convert_to('%s', 'UTF8'))",
        words);
    sql(
        "insert into channel_wecom_behavior (corp, day, staff, chats, messages, lost, applied, added) values ('c', current_date, '%s', 1, 1, 0, 0, 0)",
        who);
    sql(
        "insert into channel_wecom_behavior_staff (corp, staff, read_to) values ('c', '%s', current_date)",
        who);
    sql(
        "insert into channel_wecom_moment (corp, key, text, attachments, staff, tags, created_by, created_at) values ('c', 'k', 'of %s', '[]', array['%s'], '{}', 'operator:1', now())",
        name, who);
    sql(
        "insert into channel_wecom_moment_staff (moment_id, staff, published) values ((select max(id) from channel_wecom_moment), '%s', true)",
        who);
    sql(
        "insert into channel_wecom_moment_heard (moment_id, staff, kind, person) values ((select max(id) from channel_wecom_moment), '%s', 'like', '%s')",
        who, who);
    sql(
        "insert into channel_wecom_spent (corp, kind, target, msgid, at) values ('c', 'customers', '%s', 'm', now())",
        who);
    sql(
        "insert into channel_wecom_card (corp, key, staff, body, created_at) values ('c', 'k', '%s', '{\"title\":\"%s\"}', now())",
        who, name);
    sql(
        "insert into channel_wecom_transfer (corp, key, kind, resigned, from_staff, to_staff, created_by, created_at) values ('c', 'k', 'customers', true, '%s', 'bo', 'operator:1', now())",
        who);
    sql(
        "insert into channel_wecom_transfer_item (transfer_id, corp, kind, subject, name, state) values ((select max(id) from channel_wecom_transfer), 'c', 'customers', '%s', '%s', 'done')",
        who, name);
    sql(
        "insert into channel_wecom_statistic (corp, day, owner, new_groups, groups, groups_with_messages, new_members, members, members_with_messages, messages) values ('c', current_date, '%s', 1, 1, 1, 1, 1, 1, 7)",
        who);
    sql(
        "insert into channel_wecom_way (corp, kind, name, code, plan, created_by, created_at) values ('c', 'staff', 'n', 'code', '{\"staff\":[\"%s\"]}', 'operator:1', now())",
        who);
    sql(
        "insert into payment_merchant (kind, name, settings, secrets, changed_at) values ('wechatpay', 'm', '{}', '', now())");
    sql(
        "insert into payment_payment (community_id, purpose, amount, description, due_at, state, state_at, created_at) values (1, 'of %s', 1, 'for %s', now(), 'asked', now(), now())",
        name, name);
    sql(
        "insert into payment_order (payment_id, merchant_id, number, way, payer, state, created_at) select max(p.id), max(m.id), 'n', 'jsapi', '%s', 'closed', now() from payment_payment p, payment_merchant m",
        key);
    sql(
        "insert into payment_refund (order_id, number, amount, reason, asked_by, state, created_at) select max(id), 'r', 1, '%s', 'operator:1', 'closed', now() from payment_order",
        name);
    sql(
        "insert into channel_wecom_way_join (corp, code, chat_id, user_id, joined_at) values ('c', 'code', 'g', '%s', now())",
        who);
  }

  private void sql(String text, Object... values) {
    jdbc.update(text.formatted(values));
  }
}
