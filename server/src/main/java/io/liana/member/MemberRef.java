package io.liana.member;

import io.liana.kernel.MemberId;

/** A member as shown beside something else. */
public record MemberRef(String id, String name, boolean bot) {
  /** Somebody whose name is not known any more. */
  static MemberRef nameless(MemberId member) {
    return new MemberRef(member.toString(), "#" + member, false);
  }
}
