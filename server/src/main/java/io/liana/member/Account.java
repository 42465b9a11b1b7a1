package io.liana.member;

import io.liana.kernel.MemberId;

/** A member as one realm (platform) knows them. */
public record Account(MemberId member, String key, String name, boolean bot) {}
