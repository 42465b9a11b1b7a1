package io.liana.kernel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking over HTTP or the command line, and how far they see. Controllers take one as a
 * parameter; {@code identity} provides it.
 *
 * @param communities the communities this caller may see; null means all of them
 */
public record Caller(Actor actor, Set<String> permissions, @Nullable Set<CommunityId> communities) {

  public boolean may(String permission) {
    return permissions.contains("*") || permissions.contains(permission);
  }

  public boolean sees(CommunityId community) {
    return communities == null || communities.contains(community);
  }

  /**
   * What is out of sight does not exist: the answer is the same as for an id nobody ever gave out.
   */
  public void mustSee(CommunityId community) {
    if (!sees(community)) {
      throw Problem.missing("community", community);
    }
  }

  /** For {@code (cast(:scope as bigint[]) is null or community_id = any(:scope))} in a query. */
  public Long @Nullable [] scope() {
    return communities == null
        ? null
        : communities.stream().map(CommunityId::value).toArray(Long[]::new);
  }
}
