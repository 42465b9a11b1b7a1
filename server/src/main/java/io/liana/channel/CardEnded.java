package io.liana.channel;

/** Nobody needs to answer this card any more; published in the transaction that closes the task. */
public record CardEnded(String key) {}
