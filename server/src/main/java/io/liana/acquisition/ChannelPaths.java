package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Channels by the way people write them in a table: {@code 小红书 / 笔记 1}. */
final class ChannelPaths {
  static final int DEEPEST = 6;
  private static final int LONGEST_NAME = 100;

  private record Child(@Nullable Long parent, String name) {}

  private final CommunityId community;
  private final Map<Child, Long> known = new HashMap<>();
  private int made;

  ChannelPaths(CommunityId community, List<Channel> tree) {
    this.community = community;
    tree.forEach(channel -> known.put(new Child(channel.parent(), channel.name()), channel.id()));
  }

  /** Null where there is no such channel. */
  @Nullable Long find(String path) {
    Long at = null;
    for (String name : names(path)) {
      at = known.get(new Child(at, name));
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  /** Makes what is missing on the way. */
  long findOrMake(String path, ChannelStore store, Instant now) {
    Long at = null;
    for (String name : names(path)) {
      Long next = known.get(new Child(at, name));
      if (next == null) {
        next = store.insert(new Channel(0, community, at, name, null, null, null, null), now).id();
        made++;
        known.put(new Child(at, name), next);
      }
      at = next;
    }
    return Objects.requireNonNull(at);
  }

  int made() {
    return made;
  }

  /**
   * @throws io.liana.kernel.Problem 400 for a path that cannot be one
   */
  static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String part : path.split("[/／>]", -1)) {
      names.add(Given.text("channel", part, 1, LONGEST_NAME));
    }
    if (names.size() > DEEPEST) {
      throw Given.wrong("channel", "is too deep: the tree has 6 levels at most");
    }
    return names;
  }
}
