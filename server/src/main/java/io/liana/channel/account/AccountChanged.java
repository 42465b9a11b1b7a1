package io.liana.channel.account;

/**
 * What this connected account was given has changed, on whichever node; published like {@link
 * AccountConnected}.
 */
public record AccountChanged(ConnectedAccount account) {}
