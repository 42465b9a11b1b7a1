package io.liana.channel.wecom;

import io.liana.channel.wecom.CustomerArms.Dealt;
import io.liana.channel.wecom.CustomerArms.Seat;
import io.liana.channel.wecom.MassSend.Reach;
import io.liana.channel.wecom.MassSend.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who of a mass send gets which content: the arm of the member a customer is decides. */
@Component
class MassContents {
  private final CustomerArms arms;
  private final MassAudience audience;

  MassContents(CustomerArms arms, MassAudience audience) {
    this.arms = arms;
    this.audience = audience;
  }

  /**
   * @param variant what this is; everybody else's has no arms
   */
  record Content(MassVariant variant, List<Target> targets) {}

  /**
   * @param contents everybody else's first, then the variants as they were given
   * @param seats of customers the experiment knows
   */
  record Split(List<Content> contents, Map<String, Seat> seats) {
    /** Whom anything is sent to. */
    List<Target> reached() {
      return contents.stream()
          .filter(one -> !one.variant.nothing())
          .flatMap(one -> one.targets.stream())
          .toList();
    }
  }

  /** Quotas are counted before: who has none left gets neither, whatever their arm. */
  Split split(MassWish wish, Reach reach) {
    if (wish.variants().isEmpty()) {
      return new Split(List.of(new Content(wish.rest(), reach.reached())), Map.of());
    }
    Map<String, Seat> seats =
        arms.of(wish.name(), wish.arms(), reach.reached().stream().map(Target::id).toList());
    Map<String, MassVariant> byArm = new HashMap<>();
    wish.variants().forEach(one -> one.arms().forEach(arm -> byArm.put(arm, one)));
    MassVariant rest = wish.rest();
    Map<MassVariant, List<Target>> targets =
        reach.reached().stream()
            .collect(
                Collectors.groupingBy(
                    target -> {
                      Seat seat = seats.get(target.id());
                      return seat == null ? rest : byArm.getOrDefault(seat.arm(), rest);
                    }));
    List<Content> contents = new ArrayList<>();
    contents.add(new Content(rest, targets.getOrDefault(rest, List.of())));
    wish.variants()
        .forEach(one -> contents.add(new Content(one, targets.getOrDefault(one, List.of()))));
    return new Split(contents, seats);
  }

  /** In the caller's transaction. */
  void made(Corp corp, long send, MassWish wish, Split split) {
    Set<String> silent =
        split.contents().stream()
            .filter(one -> one.variant().nothing())
            .flatMap(one -> one.targets().stream())
            .map(Target::id)
            .filter(split.seats()::containsKey)
            .collect(Collectors.toSet());
    Map<String, List<String>> staff =
        wish.sender() == null
            ? audience.staff(corp.id(), silent)
            : silent.stream().collect(Collectors.toMap(id -> id, id -> List.of(wish.sender())));
    List<Dealt> dealt = new ArrayList<>();
    split
        .seats()
        .forEach(
            (customer, seat) ->
                dealt.add(
                    new Dealt(
                        customer,
                        seat,
                        silent.contains(customer)
                            ? staff.getOrDefault(customer, List.of())
                            : null)));
    arms.made(send, wish.name(), wish.arms(), dealt);
  }

  /** In the caller's transaction. */
  void sent(long send, List<CustomerArms.Sent> sent) {
    arms.sent(send, sent);
  }
}
