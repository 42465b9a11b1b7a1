package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.util.Map;

/**
 * Who else knows of orders of members. Asked whenever first orders are counted, so that what is
 * taken back there, or becomes known later, needs no word here.
 */
public interface OrdersFromOutside {
  /**
   * The first order each of these members paid at their moment or later, whatever was given back of
   * it; who paid none is absent.
   *
   * @param since by member
   */
  Map<Long, Instant> first(CommunityId community, Map<Long, Instant> since);

  /** Some order is known to be a member's. */
  boolean ofMembers(CommunityId community);
}
