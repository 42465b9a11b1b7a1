package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.LeftOut;
import io.liana.channel.wecom.MassSend.Reach;
import io.liana.channel.wecom.MassSend.Reason;
import io.liana.channel.wecom.MassSend.Target;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom a mass send reaches and whom not, from our own books: WeCom is not asked. */
@Component
class MassAudience {
  record Staff(String id, int customers, int groups) {}

  record Tag(String id, String name, String group, int customers) {}

  record Group(String id, String name, String owner) {}

  private record FoundGroup(String id, String name, String owner, boolean dismissed) {}

  private final JdbcClient jdbc;

  MassAudience(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those whose quota is used up are left out, and named. */
  Reach of(String corp, MassWish wish, MassQuota quota, Instant now) {
    Reach wanted =
        switch (wish.kind()) {
          case CUSTOMERS -> customers(corp, wish);
          case GROUPS -> groups(corp, wish);
        };
    Map<String, Integer> used = used(corp, wish.kind(), wanted.reached(), quota.since(now));
    int most = quota.most(now);
    List<Target> reached = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>(wanted.leftOut());
    for (Target target : wanted.reached()) {
      if (used.getOrDefault(target.id(), 0) < most) {
        reached.add(target);
      } else {
        leftOut.add(new LeftOut(target.id(), target.name(), Reason.OVER_QUOTA));
      }
    }
    return new Reach(reached, leftOut);
  }

  /** What belongs to a member of staff, whatever its quota. */
  List<Target> belonging(String corp, MassWish wish) {
    return switch (wish.kind()) {
      case CUSTOMERS -> customers(corp, wish).reached();
      case GROUPS -> groups(corp, wish).reached();
    };
  }

  /** Whose customers these are. */
  Map<String, List<String>> staff(String corp, Set<String> customers) {
    Map<String, List<String>> staff = new HashMap<>();
    jdbc.sql(
            """
            select external_id, staff from channel_wecom_customer
             where corp = :corp and ended_at is null and external_id = any (:customers)
             order by external_id, staff
            """)
        .param("corp", corp)
        .param("customers", customers.toArray(String[]::new))
        .query(
            row -> {
              staff
                  .computeIfAbsent(row.getString("external_id"), id -> new ArrayList<>())
                  .add(row.getString("staff"));
            });
    return staff;
  }

  /** Owners of groups that are still there, whether or not they still work here. */
  List<String> owners(String corp) {
    return jdbc.sql(
            """
            select distinct owner from channel_wecom_chat
             where corp = :corp and dismissed_at is null and owner <> '' order by owner
            """)
        .param("corp", corp)
        .query(String.class)
        .list();
  }

  /** How many of these groups each owner has. */
  Map<String, Integer> owners(String corp, List<String> chats) {
    Map<String, Integer> owners = new HashMap<>();
    jdbc.sql(
            """
            select owner, count(*) as n from channel_wecom_chat
             where corp = :corp and chat_id = any (:chats) and owner <> '' group by owner
            """)
        .param("corp", corp)
        .param("chats", chats.toArray(String[]::new))
        .query((row, n) -> owners.put(row.getString("owner"), row.getInt("n")))
        .list();
    return owners;
  }

  private Reach customers(String corp, MassWish wish) {
    var sql =
        new StringBuilder(
            """
            select external_id, coalesce(max(name), '') as name from channel_wecom_customer
             where corp = :corp and ended_at is null
            """);
    Map<String, Object> params = new HashMap<>();
    params.put("corp", corp);
    if (wish.sender() != null) {
      sql.append(" and staff = :sender");
      params.put("sender", wish.sender());
    }
    if (!wish.people().isEmpty()) {
      sql.append(" and external_id = any (:people)");
      params.put("people", wish.people().toArray(String[]::new));
    }
    for (int i = 0; i < wish.tags().size(); i++) {
      sql.append(" and tags && cast(:tags").append(i).append(" as text[])");
      params.put("tags" + i, wish.tags().get(i).toArray(String[]::new));
    }
    List<Target> reached =
        jdbc.sql(sql.append(" group by external_id order by external_id").toString())
            .params(params)
            .query(
                (row, n) ->
                    new Target(row.getString("external_id"), row.getString("name"), wish.sender()))
            .list();
    Set<String> found = new HashSet<>(reached.stream().map(Target::id).toList());
    return new Reach(
        reached,
        wish.people().stream()
            .filter(person -> !found.contains(person))
            .map(person -> new LeftOut(person, "", Reason.NOT_CUSTOMER))
            .toList());
  }

  private Reach groups(String corp, MassWish wish) {
    boolean all = wish.groups().isEmpty();
    List<FoundGroup> found =
        jdbc.sql(
                """
                select chat_id, name, owner, dismissed_at is not null as dismissed from channel_wecom_chat
                 where corp = :corp and (:all or chat_id = any (:chats)) order by owner, chat_id
                """)
            .param("corp", corp)
            .param("all", all)
            .param("chats", wish.groups().toArray(String[]::new))
            .query(
                (row, n) ->
                    new FoundGroup(
                        row.getString("chat_id"),
                        row.getString("name"),
                        row.getString("owner"),
                        row.getBoolean("dismissed")))
            .list();
    List<Target> reached = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (FoundGroup group : found) {
      Reason reason = hindrance(group, wish.sender());
      if (reason == null) {
        reached.add(new Target(group.id(), group.name(), group.owner()));
      } else if (!all) {
        leftOut.add(new LeftOut(group.id(), group.name(), reason));
      }
    }
    Set<String> known = new HashSet<>(found.stream().map(FoundGroup::id).toList());
    wish.groups().stream()
        .filter(chat -> !known.contains(chat))
        .forEach(chat -> leftOut.add(new LeftOut(chat, "", Reason.GONE)));
    return new Reach(reached, leftOut);
  }

  private static @Nullable Reason hindrance(FoundGroup group, @Nullable String sender) {
    if (group.dismissed()) {
      return Reason.GONE;
    }
    if (group.owner().isEmpty()) {
      return Reason.NO_OWNER;
    }
    return sender == null || sender.equals(group.owner()) ? null : Reason.OTHER_OWNER;
  }

  /** What was sent since, and what waits for a tap: that will count when it comes. */
  private Map<String, Integer> used(String corp, Kind kind, List<Target> targets, Instant since) {
    Map<String, Integer> used = new HashMap<>();
    jdbc.sql(
            """
            select wanted.id, count(*) as n from unnest(:ids) as wanted (id) cross join lateral (
              select 1 from channel_wecom_spent where corp = :corp and kind = :kind and target = wanted.id and at >= :since
              union all
              select 1 from channel_wecom_mass_target where corp = :corp and kind = :kind and target = wanted.id and state = 'waiting'
            ) spent group by wanted.id
            """)
        .param("corp", corp)
        .param("kind", kind.code())
        .param("ids", targets.stream().map(Target::id).toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query((row, n) -> used.put(row.getString("id"), row.getInt("n")))
        .list();
    return used;
  }

  // ---------------------------------------------------------------- what can be chosen

  List<Staff> staff(String corp) {
    return jdbc.sql(
            """
            select staff, sum(customers) as customers, sum(chats) as chats from (
              select staff, count(*) as customers, 0 as chats from channel_wecom_customer
               where corp = :corp and ended_at is null group by staff
              union all
              select owner, 0, count(*) from channel_wecom_chat
               where corp = :corp and dismissed_at is null and owner <> '' group by owner
            ) each group by staff order by staff
            """)
        .param("corp", corp)
        .query(
            (row, n) ->
                new Staff(row.getString("staff"), row.getInt("customers"), row.getInt("chats")))
        .list();
  }

  List<Tag> tags(String corp) {
    return jdbc.sql(
            """
            select marked.id, coalesce(t.name, marked.id) as name, coalesce(g.name, '') as group_name, marked.customers
              from (select tag as id, count(distinct external_id) as customers from channel_wecom_customer cross join unnest(tags) as tag
                     where corp = :corp and ended_at is null group by tag) marked
              left join channel_wecom_tag t on t.corp = :corp and t.id = marked.id
              left join channel_wecom_tag_group g on g.corp = t.corp and g.id = t.group_id
             order by marked.customers desc, name, marked.id
            """)
        .param("corp", corp)
        .query(
            (row, n) ->
                new Tag(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("group_name"),
                    row.getInt("customers")))
        .list();
  }

  List<Group> groups(String corp) {
    return jdbc.sql(
            """
            select chat_id, name, owner from channel_wecom_chat
             where corp = :corp and dismissed_at is null order by name, chat_id
            """)
        .param("corp", corp)
        .query(
            (row, n) ->
                new Group(row.getString("chat_id"), row.getString("name"), row.getString("owner")))
        .list();
  }
}
