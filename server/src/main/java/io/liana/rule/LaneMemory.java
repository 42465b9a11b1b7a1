package io.liana.rule;

/**
 * What a lane remembers of the last minutes, per group and member: how many messages, how alike.
 * Not thread-safe: a lane has one owner at a time. May be thrown away at any time; it is rebuilt
 * from the archive when a group is met again.
 */
public final class LaneMemory {}
