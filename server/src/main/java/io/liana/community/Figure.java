package io.liana.community;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.util.Collection;
import java.util.Map;

/**
 * A number that belongs to a later module but is read beside a community or a group. Every bean of
 * this type is asked when one is shown; so the arrows keep pointing down.
 */
public interface Figure {
  enum Name {
    /** Distinct people in the groups now. */
    MEMBERS,
    OPEN_CASES
  }

  Name name();

  /** A community that is absent has none. */
  Map<CommunityId, Integer> ofCommunities(Collection<CommunityId> communities);

  /** A group that is absent has none. */
  default Map<GroupId, Integer> ofGroups(Collection<GroupId> groups) {
    return Map.of();
  }
}
