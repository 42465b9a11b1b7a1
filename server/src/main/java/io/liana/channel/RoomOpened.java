package io.liana.channel;

import io.liana.kernel.CommunityId;

/**
 * A platform opened a new group on our request; {@code community} gives it a place in the same
 * transaction.
 */
public record RoomOpened(
    CommunityId community, String platform, String account, String externalId, String name) {}
