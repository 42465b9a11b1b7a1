package io.liana.broadcast;

import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.wecom.MassReached;
import io.liana.channel.wecom.MassReached.Counts;
import io.liana.channel.wecom.MassReached.Made;
import io.liana.channel.wecom.MassReached.Place;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import io.liana.member.Members;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Mass sends as one community sees them: how many of its groups, and of the customers who are
 * members in one of them now, they were for. Of others nothing is told.
 */
@Component
public class Sends {
  private static final String WECOM = "wecom";
  private static final int MOST = 100; // of a period: more than anybody reads

  private final MassReached sends;
  private final Accounts accounts;
  private final Groups groups;
  private final Members members;

  Sends(MassReached sends, Accounts accounts, Groups groups, Members members) {
    this.sends = sends;
    this.accounts = accounts;
    this.groups = groups;
    this.members = members;
  }

  /**
   * @param id of the first of its contents
   * @param account null when it is connected no more
   * @param text its first thirty characters
   * @param kind {@code customers} or {@code groups}
   * @param reached sent, waiting and not sent
   */
  public record Send(
      long id,
      @Nullable Long account,
      String text,
      Instant madeAt,
      String kind,
      int reached,
      int sent,
      int waiting) {
    public int notSent() {
      return reached - sent - waiting;
    }
  }

  /**
   * Those of a period that were for somebody here, a hundred at most, and these whenever they were
   * made and whomever they were for; the newest first.
   */
  public List<Send> find(
      CommunityId community, Instant from, Instant until, Collection<Long> also) {
    List<Made> made = sends.find(from, until, also);
    Map<Long, Counts> counts = counts(community, made.stream().map(Made::id).toList());
    Map<String, Long> known =
        accounts.of(WECOM).stream()
            .collect(Collectors.toMap(ConnectedAccount::account, ConnectedAccount::id));
    Set<Long> newest =
        made.stream()
            .map(Made::id)
            .filter(counts::containsKey)
            .filter(id -> !also.contains(id))
            .limit(MOST)
            .collect(Collectors.toSet());
    return made.stream()
        .filter(one -> newest.contains(one.id()) || also.contains(one.id()))
        .map(
            one -> {
              Counts here = counts.getOrDefault(one.id(), Counts.NONE);
              return new Send(
                  one.id(),
                  known.get(one.account()),
                  one.text(),
                  one.at(),
                  one.kind(),
                  here.all(),
                  here.sent(),
                  here.waiting());
            })
        .toList();
  }

  /** Which of these were for somebody here. */
  public Set<Long> reaching(CommunityId community, Collection<Long> ids) {
    return find(community, Instant.EPOCH, Instant.EPOCH, ids).stream()
        .filter(one -> one.reached() > 0)
        .map(Send::id)
        .collect(Collectors.toSet());
  }

  private Map<Long, Counts> counts(CommunityId community, List<Long> made) {
    if (made.isEmpty()) {
      return Map.of();
    }
    List<GroupView> here = groups.of(List.of(community));
    Map<String, Account> known = members.find(WECOM, sends.customers(made));
    Set<MemberId> present =
        members
            .presentIn(
                here.stream().map(GroupView::id).toList(),
                known.values().stream().map(Account::member).toList())
            .keySet();
    return sends.counts(
        made,
        known.values().stream()
            .filter(account -> present.contains(account.member()))
            .map(Account::key)
            .toList(),
        here.stream()
            .filter(group -> group.platform().equals(WECOM))
            .map(group -> new Place(group.account(), group.externalId()))
            .toList());
  }
}
