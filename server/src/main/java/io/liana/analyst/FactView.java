package io.liana.analyst;

import java.util.List;
import java.util.Locale;

/**
 * What can be asked of. Names of columns and their order are a promise to statements that were
 * saved; the console says in words what each means.
 */
enum FactView {
  EVENT(
      List.of(
          new Column("group_id", "bigint", "group_id"),
          new Column("member_id", "bigint", "member_id"),
          new Column("happened_at", "timestamp", "%1$s"),
          new Column("day", "date", "cast(%1$s as date)"),
          new Column("hour", "integer", "cast(extract('hour' from %1$s) as integer)"),
          new Column("kind", "varchar", "kind"),
          new Column("said", "boolean", "kind in ('message', 'media', 'action') and not bot"),
          new Column("bot", "boolean", "bot"),
          new Column("characters", "integer", "text_length"),
          new Column("question", "boolean", "question"),
          new Column("seq", "bigint", "seq")),
      "fact_event where group_id in (%2$s)"),
  REPLY(
      List.of(
          new Column("group_id", "bigint", "group_id"),
          new Column("from_member", "bigint", "from_member"),
          new Column("to_member", "bigint", "to_member"),
          new Column("happened_at", "timestamp", "%1$s"),
          new Column("day", "date", "cast(%1$s as date)"),
          new Column("seq", "bigint", "seq")),
      "fact_directed where group_id in (%2$s)"),
  DEED(
      List.of(
          new Column("source", "varchar", "source"),
          new Column("group_id", "bigint", "group_id"),
          new Column("member_id", "bigint", "member_id"),
          new Column("outsider", "bigint", "outsider"),
          new Column("subject", "bigint", "subject"),
          new Column("code", "varchar", "code"),
          new Column("amount", "bigint", "amount"),
          new Column("happened_at", "timestamp", "%1$s"),
          new Column("day", "date", "cast(%1$s as date)"),
          new Column("seq", "bigint", "seq")),
      "fact_deed where community_id = %3$d"),
  GROUPS(
      List.of(new Column("group_id", "bigint", ""), new Column("name", "varchar", "")),
      ""); // written row by row: facts know no names

  /**
   * @param from how it comes from the facts; %1$s is the moment in the community's zone
   */
  record Column(String name, String type, String from) {}

  final List<Column> columns;

  /** Which facts: %2$s the groups, %3$d the community. */
  final String facts;

  FactView(List<Column> columns, String facts) {
    this.columns = columns;
    this.facts = facts;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
