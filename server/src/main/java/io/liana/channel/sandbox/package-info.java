/**
 * A small chat platform inside the server, named a simulator: rooms, accounts, roles, invitations,
 * recalls, kicks and mutes. What happens in a room reaches us through the same inbox, and what we
 * do there goes through the same outbox, as on any other platform. Tables {@code
 * channel_sandbox_*}.
 */
@NullMarked
package io.liana.channel.sandbox;

import org.jspecify.annotations.NullMarked;
