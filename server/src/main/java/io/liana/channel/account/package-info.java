/**
 * Accounts an operator connected, and the groups they see. {@link
 * io.liana.channel.account.Accounts} is the door; a connector listens to {@link
 * io.liana.channel.account.AccountConnected}, {@link io.liana.channel.account.AccountChanged} and
 * {@link io.liana.channel.account.AccountRemoved} to open and close its connections. Tables {@code
 * channel_account*}. Secrets are encrypted at rest and leave only towards their platform.
 */
@NullMarked
@NamedInterface("account")
package io.liana.channel.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
