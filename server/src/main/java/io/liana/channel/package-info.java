/**
 * The language of chat. What a platform says becomes an {@link io.liana.channel.InboundEvent}; what
 * we want from it is a {@link io.liana.channel.Command}. Between the two stand the durable inbox
 * (table {@code channel_inbox}) and the settled archive (table {@code channel_event}). One
 * sub-package per platform implements {@link io.liana.channel.Connector}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "journal"})
package io.liana.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
