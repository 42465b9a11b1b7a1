package io.liana.channel.account;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account somebody connected. Its secrets are not here: {@link Accounts#secrets}.
 *
 * @param account the key that events, groups and commands carry
 * @param on false while an operator wants nothing heard or said through it
 * @param settings what was given that is no secret, by field
 * @param secretsSet which secrets there are
 * @param community where its groups go by themselves; null for nowhere
 * @param version grows with every change
 * @param silentSince the last event before a silence that is too long for this time of day; null
 *     while all is well
 */
public record ConnectedAccount(
    long id,
    String platform,
    String account,
    String name,
    boolean on,
    Map<String, String> settings,
    Set<String> secretsSet,
    @Nullable CommunityId community,
    long version,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant silentSince) {

  /** The setting, or {@code otherwise} where nothing was given. */
  public String setting(String field, String otherwise) {
    return settings.getOrDefault(field, otherwise);
  }
}
