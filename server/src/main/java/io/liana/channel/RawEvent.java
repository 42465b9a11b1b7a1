package io.liana.channel;

import java.time.Instant;

/**
 * One event as it arrived, before anybody interpreted it.
 *
 * @param key platform, account, group, member, kind and the platform's id or a hash of the body;
 *     never time alone
 * @param at the platform's own time; decides the inbox partition, so a redelivery meets its first
 *     copy
 * @param body what the connector's {@code read} understands, at most 64 KiB
 */
public record RawEvent(
    String platform, String account, String group, String key, Instant at, String body) {
  public static final int MAX_BODY = 65_536;
}
