package io.liana.channel.telegram;

import io.liana.channel.account.AccountChanged;
import io.liana.channel.account.AccountConnected;
import io.liana.channel.account.AccountRemoved;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.telegram.Bots.Connection;
import io.liana.kernel.Problem;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Follows what operators connect, change and remove. */
@Component
class TelegramAccounts {
  private static final Logger log = LoggerFactory.getLogger(TelegramAccounts.class);

  private final Accounts accounts;
  private final Bots bots;
  private final Listening listening;
  private final Hooks hooks;

  TelegramAccounts(Accounts accounts, Bots bots, Listening listening, Hooks hooks) {
    this.accounts = accounts;
    this.bots = bots;
    this.listening = listening;
    this.hooks = hooks;
  }

  @EventListener
  void connected(AccountConnected news) {
    follow(news.account());
  }

  @EventListener
  void changed(AccountChanged news) {
    follow(news.account());
  }

  @EventListener
  void removed(AccountRemoved news) {
    if (news.platform().equals(TelegramConnector.PLATFORM)) {
      bots.remove(news.account())
          .filter(connection -> connection.hook() != null)
          // Telegram would go on bringing what nobody wants.
          .ifPresent(connection -> Thread.startVirtualThread(() -> hooks.remove(connection)));
      listening.forget(news.account());
    }
  }

  private void follow(ConnectedAccount account) {
    if (!account.platform().equals(TelegramConnector.PLATFORM)) {
      return;
    }
    try {
      String given = accounts.secrets(account).getOrDefault(TelegramConnector.TOKEN, "");
      BotToken token = BotToken.parse(given).orElseThrow();
      String api = account.setting(TelegramConnector.API_URL, TelegramConnector.API);
      var bot = new Bot(account.account(), token, URI.create(api.replaceAll("/+$", "")));
      bots.put(new Connection(bot, hook(account), account.version()));
      listening.forget(account.account());
    } catch (Problem unreadable) {
      log.warn("Bot {} is not listened to: {}", account.account(), unreadable.code());
    }
  }

  private static @Nullable String hook(ConnectedAccount account) {
    boolean webhook =
        account
            .setting(TelegramConnector.MODE, TelegramConnector.POLLING)
            .equals(TelegramConnector.WEBHOOK);
    return webhook
        ? account.setting(TelegramConnector.PUBLIC_URL, "").replaceAll("/+$", "")
            + "/api/v1/hooks/telegram/"
            + account.account()
        : null;
  }
}
