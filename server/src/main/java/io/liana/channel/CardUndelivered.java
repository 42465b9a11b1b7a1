package io.liana.channel;

/**
 * A card reached nobody: the task is still there, and somebody else has to see to it.
 *
 * @param evidence the platform's own words
 */
public record CardUndelivered(String key, String evidence) {}
