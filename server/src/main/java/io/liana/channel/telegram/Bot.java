package io.liana.channel.telegram;

import java.net.URI;

/**
 * A connected account as the API is called for it.
 *
 * @param account the bot's number, as events, groups and commands carry it
 * @param api where the Bot API answers, without a slash at the end
 */
record Bot(String account, BotToken token, URI api) {
  URI method(String name) {
    return URI.create(api + "/bot" + token.secret() + "/" + name);
  }
}
