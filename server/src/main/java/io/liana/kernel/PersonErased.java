package io.liana.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A person is to be forgotten. Whoever keeps tables in which people stand handles this by removing
 * this person from them, in the publisher's transaction; what happened and how often stays, with
 * the member's number. It may come twice.
 *
 * @param accounts what platforms call them
 * @param names all names and handles known for them
 * @param until what was said later was said by a new person
 * @param blind turns a key into one that is no use for finding the person; the same always becomes
 *     the same
 */
public record PersonErased(
    MemberId member,
    List<Known> accounts,
    Set<String> names,
    Instant until,
    UnaryOperator<String> blind) {

  /**
   * @param realm within which the key is theirs; for a connected account, its platform
   */
  public record Known(String realm, String key) {}

  /** What stands where they stood. */
  public String token() {
    return "#" + member;
  }

  public String[] keysOn(String platform) {
    return accounts.stream()
        .filter(account -> account.realm().equals(platform))
        .map(Known::key)
        .toArray(String[]::new);
  }

  public Traces traces() {
    return Traces.of(accounts.stream().map(Known::key).toList(), names);
  }
}
