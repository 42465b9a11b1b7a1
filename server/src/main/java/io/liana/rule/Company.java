package io.liana.rule;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Membership;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who somebody is in a group. */
@FunctionalInterface
interface Company {
  /** Null when nobody has seen them there. */
  @Nullable Membership of(GroupId group, MemberId member);

  static Company of(Collection<Membership> memberships) {
    record Place(GroupId group, MemberId member) {}
    Map<Place, Membership> known = new HashMap<>();
    for (Membership membership : memberships) {
      known.put(new Place(membership.group(), membership.member()), membership);
    }
    return (group, member) -> known.get(new Place(group, member));
  }
}
