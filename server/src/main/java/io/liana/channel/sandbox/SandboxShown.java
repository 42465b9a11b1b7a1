package io.liana.channel.sandbox;

import io.liana.channel.OpenFormat;
import java.time.Instant;

/** Something happened in a room; published in its transaction, for the bots that sit there. */
record SandboxShown(long room, Instant at, OpenFormat.Line line) {}
