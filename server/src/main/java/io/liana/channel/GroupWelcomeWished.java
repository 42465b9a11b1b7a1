package io.liana.channel;

/**
 * The owner of a group should choose this text for whoever joins; the platform lets nobody else.
 *
 * @param group as the platform names it
 * @param welcome our number of the text
 */
public record GroupWelcomeWished(
    String platform, String account, String group, long welcome, String text) {}
