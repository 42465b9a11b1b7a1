package io.liana.insight;

import java.util.List;

/**
 * The tables of facts and how their rows come from the archive; docs/facts.md says what each column
 * means. The same tables stand in the analytics file and, as Parquet, in the lake.
 */
enum FactKind {
  EVENT(
      "fact_event",
      "group_id, at_ms, seq",
      List.of("member_id"),
      """
      group_id bigint not null, at_ms bigint not null, seq bigint not null, day integer not null,
      hour integer not null, kind varchar not null, bot boolean not null, member_id bigint, text_length integer not null,
      question boolean not null
      """,
      """
      'group_id': 'bigint', 'at_ms': 'bigint', 'seq': 'bigint', 'kind': 'varchar', 'bot': 'boolean',
      'member_id': 'bigint', 'text_length': 'integer', 'question': 'boolean'
      """,
      "group_id, at_ms, seq, %1$s as day, %2$s as hour, kind, bot, member_id, text_length, question",
      """
      select group_id, (extract(epoch from at) * 1000)::bigint, id, kind, bot, member_id, text_length,
             kind = 'message' and right(rtrim(text), 1) in ('?', '？')
        from channel_event
       where xid >= '%1$d'::xid8 and xid < '%2$d'::xid8
         and (member_id is null or member_id not in (select member_id from insight_erased))
      """),

  // A reply is directed at the author of what it answers, whether or not the platform also mentions
  // them.
  DIRECTED(
      "fact_directed",
      "group_id, at_ms, seq",
      List.of("from_member", "to_member"),
      """
      group_id bigint not null, at_ms bigint not null, seq bigint not null, day integer not null,
      from_member bigint not null, to_member bigint not null
      """,
      """
      'group_id': 'bigint', 'at_ms': 'bigint', 'seq': 'bigint', 'from_member': 'bigint', 'to_member': 'bigint'
      """,
      "group_id, at_ms, seq, %1$s as day, from_member, to_member",
      """
      select e.group_id, (extract(epoch from e.at) * 1000)::bigint, e.id, e.member_id, t.member_id
        from channel_event e
       cross join lateral (
         select unnest(e.target_member_ids) as member_id
         union
         select r.member_id from channel_event r
          where e.reply_to is not null and r.group_id = e.group_id and r.message_key = e.reply_to
            and r.kind in ('message', 'media', 'action') and not r.bot
       ) t
       where e.xid >= '%1$d'::xid8 and e.xid < '%2$d'::xid8
         and (e.target_member_ids <> '{}' or e.reply_to is not null)
         and e.kind in ('message', 'media', 'action') and not e.bot and e.member_id <> t.member_id
         and e.member_id not in (select member_id from insight_erased)
         and t.member_id not in (select member_id from insight_erased)
      """),

  /** What modules say of themselves in their views {@code <module>_fact}. */
  DEED(
      "fact_deed",
      "community_id, source, at_ms, seq",
      List.of("member_id"),
      """
      source varchar not null, seq bigint not null, at_ms bigint not null, community_id bigint not null,
      group_id bigint, member_id bigint, outsider bigint, subject bigint, code varchar, amount bigint
      """,
      """
      'source': 'varchar', 'seq': 'bigint', 'at_ms': 'bigint', 'community_id': 'bigint', 'group_id': 'bigint',
      'member_id': 'bigint', 'outsider': 'bigint', 'subject': 'bigint', 'code': 'varchar', 'amount': 'bigint'
      """,
      "source, seq, at_ms, community_id, group_id, member_id, outsider, subject, code, amount",
      """
      select source, seq, (extract(epoch from at) * 1000)::bigint, community_id, group_id, member_id, outsider, subject, code, amount
        from %3$s
       where xid >= '%1$d'::xid8 and xid < '%2$d'::xid8
         and (member_id is null or member_id not in (select member_id from insight_erased))
      """);

  final String table;

  /** In which order rows lie: what is asked together lies together. */
  final String order;

  /** The columns that name a member. */
  final List<String> people;

  final String columns;
  final String staged;
  final String kept;

  /** From the archive: %1$d the first transaction, %2$d the one it ends before, %3$s the view. */
  final String select;

  FactKind(
      String table,
      String order,
      List<String> people,
      String columns,
      String staged,
      String kept,
      String select) {
    this.table = table;
    this.order = order;
    this.people = people;
    this.columns = columns;
    this.staged = staged;
    this.kept = kept;
    this.select = select;
  }

  /** Rows that name one of these members. */
  String naming(String members) {
    return String.join(
        " or ", people.stream().map(one -> "%s in (%s)".formatted(one, members)).toList());
  }
}
