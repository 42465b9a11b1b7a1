package io.liana.rule;

import io.liana.kernel.CommunityId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The published rules, compiled once. Versions never change, so a look at the version number is
 * enough to notice what this or another node published.
 */
@Component
class LiveRules {
  private final RuleStore store;
  private final Map<CommunityId, CompiledRules> compiled = new ConcurrentHashMap<>();

  LiveRules(RuleStore store) {
    this.store = store;
  }

  /** Communities without rules are absent. */
  Map<CommunityId, CompiledRules> of(Collection<CommunityId> communities) {
    Map<CommunityId, CompiledRules> live = new HashMap<>();
    store
        .liveVersions(communities)
        .forEach((community, version) -> live.put(community, of(community, version)));
    return live;
  }

  CompiledRules of(CommunityId community, int version) {
    CompiledRules known = compiled.get(community);
    if (known != null && known.version() == version) {
      return known;
    }
    RuleSet rules =
        store
            .find(community, version)
            .map(stored -> RuleReader.read(stored.rules()))
            .orElse(RuleSet.EMPTY);
    CompiledRules fresh = CompiledRules.of(community, version, rules);
    compiled.put(community, fresh);
    return fresh;
  }
}
