package io.liana.broadcast;

import io.liana.channel.wecom.CustomerArms;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.experiment.Exposure;
import io.liana.experiment.Places;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import io.liana.member.Members;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Deals the arms of an experiment to customers who are members, and writes down who met them. */
@Component
class TriedSends implements CustomerArms {
  private static final String WECOM = "wecom";

  private final Experiments experiments;
  private final Places places;
  private final Members members;
  private final Groups groups;
  private final DealtStore store;

  TriedSends(
      Experiments experiments, Places places, Members members, Groups groups, DealtStore store) {
    this.experiments = experiments;
    this.places = places;
    this.members = members;
    this.groups = groups;
    this.store = store;
  }

  @Override
  public Map<String, Seat> of(String name, Set<String> arms, Collection<String> customers) {
    Experiment experiment = places.running(Places.Kind.BROADCAST, new Places.Use("", name, arms));
    List<GroupId> theirs =
        groups.of(List.of(experiment.community())).stream().map(GroupView::id).toList();
    Map<String, Account> known = members.find(WECOM, customers);
    Map<MemberId, GroupId> in =
        members.presentIn(theirs, known.values().stream().map(Account::member).toList());
    Map<String, Seat> seats = new HashMap<>();
    known.forEach(
        (customer, account) -> {
          GroupId group = in.get(account.member());
          String arm = group == null ? null : experiment.codeOf(group, account.member(), null);
          if (group != null && arm != null) {
            seats.put(customer, new Seat(account.member(), group, arm));
          }
        });
    return seats;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void made(long send, String name, Set<String> arms, List<Dealt> dealt) {
    Experiment experiment = places.running(Places.Kind.BROADCAST, new Places.Use("", name, arms));
    // A number says which it is, and names nobody: the words of a send may.
    places.named(
        experiment.community(),
        Places.Kind.BROADCAST,
        send,
        List.of(new Places.Use("", "#" + send, arms)));
    store.insert(send, dealt);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void sent(long send, List<Sent> sent) {
    experiments.expose(
        store.met(send, sent).stream()
            .map(one -> Exposure.to(one.arm(), one.group(), one.member(), one.at()))
            .toList());
  }
}
