package io.liana.delivery;

import java.util.List;

/** Commands that came to their end together; published in the transaction that writes it down. */
public record CommandsSettled(List<CommandSettled> commands) {}
