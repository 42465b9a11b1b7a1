package io.liana.member;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** Members without tags are absent. */
  public Map<MemberId, Set<String>> of(CommunityId community, Collection<MemberId> members) {
    Map<MemberId, Set<String>> tags = new HashMap<>();
    if (!members.isEmpty()) {
      jdbc.query(
          "select member_id, tag from member_tag where community_id = ? and member_id = any (?)",
          row -> {
            tags.computeIfAbsent(new MemberId(row.getLong(1)), member -> new TreeSet<>())
                .add(row.getString(2));
          },
          community.value(),
          members.stream().map(MemberId::value).toArray(Long[]::new));
    }
    return tags;
  }

  /** Who was given one of these tags since then, and when first. */
  public Map<MemberId, Instant> tagged(
      CommunityId community, Collection<String> tags, Instant since) {
    Map<MemberId, Instant> tagged = new HashMap<>();
    jdbc.query(
        "select member_id, min(tagged_at) as at from member_tag where community_id = ? and tag = any (?) group by member_id having min(tagged_at) >= ?",
        row -> {
          tagged.put(
              new MemberId(row.getLong("member_id")),
              row.getObject("at", OffsetDateTime.class).toInstant());
        },
        community.value(),
        tags.toArray(String[]::new),
        since.atOffset(ZoneOffset.UTC));
    return tagged;
  }
}
