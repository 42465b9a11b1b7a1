package io.liana.channel.account;

/**
 * This account was switched off or removed: let go of its connection. Published like {@link
 * AccountConnected}.
 */
public record AccountRemoved(String platform, String account) {}
