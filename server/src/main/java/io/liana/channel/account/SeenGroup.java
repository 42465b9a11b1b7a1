package io.liana.channel.account;

import io.liana.channel.Person;
import io.liana.kernel.GroupId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group an account is in, as its platform tells.
 *
 * @param members how many; null where the platform does not say
 * @param role of our account there; null where the platform does not say
 */
public record SeenGroup(
    String externalId, String name, @Nullable Integer members, Person.@Nullable Role role) {

  /**
   * What we know of it beside that.
   *
   * @param present our account is in it
   * @param group its place; null while nobody gave it one
   * @param passedBy events that came while it had no place; they were counted and not kept
   * @param comparedAt when what we know was last held against what the platform says; null: never
   * @param drift differences found so far that no event had told
   */
  public record Known(
      SeenGroup group,
      boolean present,
      @Nullable GroupId place,
      Instant seenAt,
      long passedBy,
      @Nullable Instant lastPassedAt,
      @Nullable Instant comparedAt,
      long drift,
      @Nullable Instant driftedAt) {}
}
