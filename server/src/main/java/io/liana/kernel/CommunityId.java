package io.liana.kernel;

/** Identity of a community: groups that share a charter, rules and a time zone. */
public record CommunityId(long value) {
  public static CommunityId parse(String text) {
    return new CommunityId(Problem.parseId(text));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
