package io.liana.channel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an account's table of capabilities: what it may do, or why not and what would help.
 *
 * @param reason a code the console translates with {@code params}; null where there is nothing to
 *     explain
 * @param params e.g. {@code groups}: the names of those where the account is no administrator
 * @param remedy the code of what an operator can do about it; null where nobody can
 */
public record Ability(
    Capability capability,
    Extent extent,
    @Nullable String reason,
    Map<String, Object> params,
    @Nullable String remedy) {

  public enum Extent {
    EVERYWHERE,
    SOME_GROUPS,
    NOWHERE
  }

  /** The reason of what the platform gives to nobody; no remedy. */
  public static final String PLATFORM = "platform_forbids";

  public static Ability able(Capability capability) {
    return new Ability(capability, Extent.EVERYWHERE, null, Map.of(), null);
  }

  public static Ability inSomeGroups(
      Capability capability, String reason, Map<String, Object> params, @Nullable String remedy) {
    return new Ability(capability, Extent.SOME_GROUPS, reason, params, remedy);
  }

  public static Ability unable(
      Capability capability, String reason, Map<String, Object> params, @Nullable String remedy) {
    return new Ability(capability, Extent.NOWHERE, reason, params, remedy);
  }

  /** The platform lets no machine do this. */
  public static Ability forbidden(Capability capability) {
    return unable(capability, PLATFORM, Map.of(), null);
  }
}
