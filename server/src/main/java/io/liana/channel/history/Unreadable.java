package io.liana.channel.history;

/** A line that could not be read, and why. Lines count from 1. */
public record Unreadable(String file, long line, String why) {}
