/**
 * Telegram, through its Bot API. Updates come by long polling or by webhook, never by both; the
 * facts a platform's update leaves out (who is an administrator, whose {@code @name} it is, which
 * chat a supergroup was before) are kept in {@code channel_telegram_*} and written beside the
 * update into the inbox, so that {@code read} stays pure. Set-up, limits and what Telegram forbids:
 * docs/connect/telegram.md.
 */
@NullMarked
@NamedInterface("telegram")
package io.liana.channel.telegram;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
