package io.liana.channel.telegram;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param longPoll how long Telegram may hold a getUpdates call open until something happens
 * @param threads 0 leaves the work to {@link Listening#runDue}, for tests
 */
@ConfigurationProperties("liana.telegram")
record TelegramSettings(@DefaultValue("25s") Duration longPoll, @DefaultValue("1") int threads) {}
