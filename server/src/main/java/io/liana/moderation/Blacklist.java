package io.liana.moderation;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Who is kept out of a community. Table {@code moderation_blacklist}. */
@Component
public class Blacklist {
  private final JdbcTemplate jdbc;
  private final Clock clock;

  Blacklist(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Somebody listed already stays listed for the first reason. */
  public void add(CommunityId community, MemberId member, @Nullable Long caseId) {
    jdbc.update(
        """
        insert into moderation_blacklist (community_id, member_id, case_id, at) values (?, ?, ?, ?)
        on conflict do nothing
        """,
        community.value(),
        member.value(),
        caseId,
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  /** True when they were listed. */
  public boolean lift(CommunityId community, MemberId member) {
    return jdbc.update(
            "delete from moderation_blacklist where community_id = ? and member_id = ?",
            community.value(),
            member.value())
        > 0;
  }

  public boolean holds(CommunityId community, MemberId member) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from moderation_blacklist where community_id = ? and member_id = ?)",
            Boolean.class,
            community.value(),
            member.value()));
  }
}
