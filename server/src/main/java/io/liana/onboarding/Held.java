package io.liana.onboarding;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A newcomer as stored.
 *
 * @param event the join their week began with; what is done in it has keys of its own
 * @param kind the key of their kind in this version
 */
record Held(
    GroupId group,
    MemberId member,
    CommunityId community,
    long event,
    int version,
    String kind,
    @Nullable Long channel,
    @Nullable MemberId buddy,
    Newcomer newcomer) {

  Held with(Newcomer next) {
    return new Held(group, member, community, event, version, kind, channel, buddy, next);
  }

  Held with(MemberId helper) {
    return new Held(group, member, community, event, version, kind, channel, helper, newcomer);
  }

  /** The same step of the same week has the same key, so that it is sent once. */
  String key(String timer) {
    return "onboarding:%d:%s:%s".formatted(event, member, timer);
  }
}
