/**
 * A simulator of the server behind Telegram's Bot API, for tests and for operators who want to try
 * things out: {@code ./liana simulate telegram}. It shares no line with the connector, answers over
 * real HTTP, and misbehaves on demand; {@link io.liana.simulate.telegram.Controls} is how people
 * act in it. It is a simulator: what it does was written down from the documentation and from
 * reports of others, not from the real server.
 */
@NullMarked
package io.liana.simulate.telegram;

import org.jspecify.annotations.NullMarked;
