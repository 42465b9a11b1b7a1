package io.liana.customer;

import io.liana.acquisition.Yields;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.customer.Lifetime.Worth;
import io.liana.customer.Slices.Kind;
import io.liana.customer.Slices.Part;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.Ref;
import io.liana.member.Presences;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * By which channel a customer came, and in which groups they are or were, as far as they are
 * members.
 */
@Component
class Belonging {
  private final Yields yields;
  private final Groups groups;
  private final Presences presences;

  Belonging(Yields yields, Groups groups, Presences presences) {
    this.yields = yields;
    this.groups = groups;
    this.presences = presences;
  }

  /**
   * @param came the channel at the top, by member; 0 for a code of none
   * @param in groups somebody was in, by member
   */
  record Known(
      Map<Long, Long> came,
      Map<Long, String> channels,
      Map<Long, List<GroupId>> in,
      Map<Long, String> groups) {

    List<Part> channel(Worth one) {
      if (one.member() == null) {
        return List.of(new Part(Kind.NO_MEMBER, 0));
      }
      Long by = came.get(one.member());
      return List.of(
          by == null
              ? new Part(Kind.UNEXPLAINED, 0)
              : by == 0 ? new Part(Kind.NO_CHANNEL, 0) : new Part(Kind.CHANNEL, by));
    }

    List<Part> groups(Worth one) {
      if (one.member() == null) {
        return List.of(new Part(Kind.NO_MEMBER, 0));
      }
      List<GroupId> theirs = in.getOrDefault(one.member(), List.of());
      return theirs.isEmpty()
          ? List.of(new Part(Kind.NO_GROUP, 0))
          : theirs.stream().map(group -> new Part(Kind.GROUP, group.value())).toList();
    }

    /** Null where the kind says all. */
    @Nullable Ref name(Part part) {
      String name =
          switch (part.kind()) {
            case CHANNEL -> channels.get(part.id());
            case GROUP -> groups.get(part.id());
            case NO_CHANNEL, UNEXPLAINED, NO_GROUP, NO_MEMBER -> null;
          };
      return name == null ? null : new Ref(Long.toString(part.id()), name);
    }
  }

  /** As it is known now, whatever day the models know until. */
  Known now(CommunityId community, Caller caller) {
    List<GroupView> seen = groups.visibleTo(caller, community);
    return new Known(
        yields.came(community),
        yields.names(community),
        presences.groups(seen.stream().map(GroupView::id).toList()),
        seen.stream().collect(Collectors.toMap(one -> one.id().value(), GroupView::name)));
  }
}
