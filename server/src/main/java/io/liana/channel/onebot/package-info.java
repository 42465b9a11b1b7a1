/**
 * QQ through OneBot 11 (NapCat, Lagrange, go-cqhttp …). We connect to the bot, the bot connects to
 * us, or both speak plain HTTP. {@link io.liana.channel.onebot.OneBotAccounts} holds the
 * connections, {@link io.liana.channel.onebot.OneBotDoor} brings what is heard to the inbox, {@link
 * io.liana.channel.onebot.OneBotConnector} reads and acts. docs/connect/onebot.md tells an operator
 * how.
 */
@NullMarked
@NamedInterface("onebot")
package io.liana.channel.onebot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
