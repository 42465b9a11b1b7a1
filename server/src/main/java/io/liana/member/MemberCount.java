package io.liana.member;

import io.liana.community.Figure;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many people are in a group, and in a community: somebody in two of its groups is one. */
@Component
class MemberCount implements Figure {
  private final MemberListing listing;
  private final Groups groups;

  MemberCount(MemberListing listing, Groups groups) {
    this.listing = listing;
    this.groups = groups;
  }

  @Override
  public Name name() {
    return Name.MEMBERS;
  }

  @Override
  public Map<CommunityId, Integer> ofCommunities(Collection<CommunityId> communities) {
    List<GroupView> all = groups.of(communities);
    Map<CommunityId, Integer> counts = new HashMap<>();
    listing
        .people(
            all.stream().map(group -> group.community().value()).toArray(Long[]::new),
            all.stream().map(group -> group.id().value()).toArray(Long[]::new))
        .forEach((community, people) -> counts.put(new CommunityId(community), people));
    return counts;
  }

  @Override
  public Map<GroupId, Integer> ofGroups(Collection<GroupId> of) {
    Long[] ids = of.stream().map(GroupId::value).toArray(Long[]::new);
    Map<GroupId, Integer> counts = new HashMap<>();
    listing.people(ids, ids).forEach((group, people) -> counts.put(new GroupId(group), people));
    return counts;
  }
}
