package io.liana.member;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Words a community remembers its members by. Table {@code member_tag}. */
@Component
public class Tags {
  public static final int LONGEST = 40;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  Tags(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A tag they have already changes nothing. */
  public void add(CommunityId community, MemberId member, String tag) {
    jdbc.update(
        """
        insert into member_tag (community_id, member_id, tag, tagged_at) values (?, ?, ?, ?)
        on conflict do nothing
        """,
        community.value(),
        member.value(),
        tag,
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  public List<String> of(CommunityId community, MemberId member) {
    return jdbc.queryForList(
        "select tag from member_tag where community_id = ? and member_id = ? order by tagged_at, tag",
        String.class,
        community.value(),
        member.value());
  }
}
