package io.liana.moderation;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.util.HashMap;
import java.util.Map;

/** The records a batch works on, by community and member; one not loaded is a clean sheet. */
public final class MemberRecords {
  /** Whose record: violations count in every group of a community. */
  public record Key(CommunityId community, MemberId member) {}

  private final Map<Key, MemberRecord> records = new HashMap<>();

  public MemberRecord of(CommunityId community, MemberId member) {
    return records.computeIfAbsent(new Key(community, member), key -> new MemberRecord());
  }
}
