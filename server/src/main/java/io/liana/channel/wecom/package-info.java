/**
 * WeCom (企业微信). Callbacks are verified, decrypted and put into the inbox as they are; {@link
 * io.liana.channel.wecom.Signals} sorts them into errands, and what an errand finds out goes back
 * into the inbox as facts of a group. The platform lets no machine speak or remove in a customer
 * group: that is a task for a human. Tables {@code channel_wecom_*}.
 */
@NullMarked
@NamedInterface("wecom")
package io.liana.channel.wecom;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
