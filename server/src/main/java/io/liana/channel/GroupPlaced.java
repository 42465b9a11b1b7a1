package io.liana.channel;

import io.liana.kernel.GroupId;

/**
 * The group a platform opened has its place now; {@code community}'s answer to {@link RoomOpened},
 * in the same transaction.
 */
public record GroupPlaced(String platform, String account, String externalId, GroupId group) {}
