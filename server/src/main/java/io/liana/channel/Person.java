package io.liana.channel;

import org.jspecify.annotations.Nullable;

/**
 * Somebody as a platform names them.
 *
 * @param key the platform's own id; stable
 * @param name the name shown; may change, may be absent
 * @param role what the platform says they are in this group; null where it does not say
 */
public record Person(String key, @Nullable String name, @Nullable Role role, boolean bot) {
  public enum Role {
    OWNER,
    ADMIN,
    MEMBER
  }

  public static Person of(String key, @Nullable String name) {
    return new Person(key, name, null, false);
  }
}
