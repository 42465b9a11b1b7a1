package io.liana.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How much somebody said in one group; an action or a picture is a message too. */
public record MessageCount(
    int messages, int activeDays, @Nullable Instant first, @Nullable Instant last) {
  public static final MessageCount NONE = new MessageCount(0, 0, null, null);
}
