package io.liana.action;

import io.liana.channel.Capability;
import io.liana.channel.Connector;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import io.liana.member.Members;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who the acts of a batch reach, and by which name a platform knows them. */
@Component
class People {
  private final Groups groups;
  private final Members members;
  private final Map<String, Connector> connectors = new HashMap<>();

  People(Groups groups, Members members, List<Connector> connectors) {
    this.groups = groups;
    this.members = members;
    connectors.forEach(connector -> this.connectors.put(connector.platform(), connector));
  }

  /** Everybody a batch speaks of, loaded with one query per realm. */
  Known know(List<Act> acts) {
    Map<String, Set<MemberId>> byRealm = new HashMap<>();
    for (Act act : acts) {
      byRealm
          .computeIfAbsent(group(act).realm(), realm -> new HashSet<>())
          .add(act.decision().subject());
    }
    Map<String, Map<MemberId, Account>> known = new HashMap<>();
    byRealm.forEach((realm, who) -> known.put(realm, members.accounts(realm, who)));
    return new Known(known);
  }

  GroupView group(Act act) {
    return groups.get(act.decision().event().group());
  }

  boolean reachableInPrivate(GroupView group, Account account) {
    Connector connector = connectors.get(group.platform());
    return connector != null
        && connector
            .capabilities(group.account(), group.externalId())
            .contains(Capability.SEND_DIRECT)
        && connector.writesTo(group.account(), account.key());
  }

  GroupView group(GroupId id) {
    return groups.get(id);
  }

  /** Accounts by realm and member. */
  record Known(Map<String, Map<MemberId, Account>> accounts) {
    @Nullable Account account(GroupView group, MemberId member) {
      return accounts.getOrDefault(group.realm(), Map.of()).get(member);
    }
  }
}
