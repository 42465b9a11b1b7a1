package io.liana.member;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.util.Collection;
import java.util.Map;

/**
 * How members stand with the house rules. Keeping order is a later module's business; it answers
 * here when members are shown, so that the arrows keep pointing down.
 */
public interface Standing {
  /**
   * @param openCases cases nobody has pardoned or upheld; what was only recorded does not count
   * @param blacklisted kept out of the community
   */
  record Record(int openCases, boolean blacklisted) {
    public static final Record CLEAN = new Record(0, false);
  }

  /** A member with a clean record may be absent. */
  Map<MemberId, Record> of(CommunityId community, Collection<MemberId> members);
}
