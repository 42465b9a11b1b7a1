package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.member.Tags;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a community calls the member whose browser this is, where it is known. */
@Component
class VisitorTags {
  private final JdbcTemplate jdbc;
  private final Tags tags;

  VisitorTags(JdbcTemplate jdbc, Tags tags) {
    this.jdbc = jdbc;
    this.tags = tags;
  }

  Set<String> of(CommunityId community, long visitor) {
    Set<String> found = new TreeSet<>();
    for (Long member :
        jdbc.queryForList(
            """
            select member_id from acquisition_arrival where community_id = ? and visitor = ? and how <> 'likely'
            union select member_id from acquisition_touch where community_id = ? and visitor = ?
            """,
            Long.class,
            community.value(),
            visitor,
            community.value(),
            visitor)) {
      found.addAll(tags.of(community, new MemberId(member)));
    }
    return found;
  }
}
