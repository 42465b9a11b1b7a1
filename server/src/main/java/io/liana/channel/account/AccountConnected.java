package io.liana.channel.account;

/**
 * This account is on and wants a connection: at every start of every node, and when somebody
 * connected it or switched it on. Published outside any transaction, after the commit; the listener
 * must not block.
 */
public record AccountConnected(ConnectedAccount account) {}
