package io.liana.channel.wecom;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment gives customers. Here nobody knows who is a member; whoever does, deals the
 * arms, and hears what was sent.
 */
public interface CustomerArms {
  /**
   * @param group where what they do is looked at
   * @param arm as conditions name it: {@code 7:b}
   */
  record Seat(MemberId member, GroupId group, String arm) {}

  /**
   * @param nothing whose customer they are, where they get nothing; null where they are sent
   *     something
   */
  record Dealt(String customer, Seat seat, @Nullable List<String> nothing) {}

  /** Whom WeCom says it was sent to, by whom. */
  record Sent(String customer, String staff, Instant at) {}

  /**
   * What each of these has of the one running experiment the arms are of. Who is no member there is
   * absent. To ask meets nothing.
   *
   * @param name of the send, for who is told what is wrong with it
   * @throws io.liana.kernel.Problem 400 for what is no arm, 409 {@code experiment_not_running},
   *     {@code experiment_unit_wrong}, {@code place_tried_twice}
   */
  Map<String, Seat> of(String name, Set<String> arms, Collection<String> customers);

  /** In the caller's transaction: it is made and nobody was sent anything. Throws as above. */
  void made(long send, String name, Set<String> arms, List<Dealt> dealt);

  /** In the caller's transaction: these were sent what they had been dealt. */
  void sent(long send, List<Sent> sent);
}
