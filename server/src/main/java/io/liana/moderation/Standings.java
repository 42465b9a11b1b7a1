package io.liana.moderation;

import io.liana.community.Figure;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.member.Standing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Open cases and the blacklist, as they are shown beside communities and members. */
@Component
class Standings implements Figure, Standing {
  private static final String OPEN = "state in ('open', 'appealed') and not audit";

  private final JdbcClient jdbc;

  Standings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Name name() {
    return Name.OPEN_CASES;
  }

  @Override
  public Map<CommunityId, Integer> ofCommunities(Collection<CommunityId> communities) {
    Map<CommunityId, Integer> open = new HashMap<>();
    jdbc.sql(
            """
            select community_id, count(*) as cases
              from moderation_case
             where community_id = any (:communities) and %s
             group by community_id
            """
                .formatted(OPEN))
        .param("communities", communities.stream().map(CommunityId::value).toArray(Long[]::new))
        .query(
            row -> {
              open.put(new CommunityId(row.getLong("community_id")), row.getInt("cases"));
            });
    return open;
  }

  @Override
  public Map<MemberId, Record> of(CommunityId community, Collection<MemberId> members) {
    Map<MemberId, Record> records = new HashMap<>();
    jdbc.sql(
            """
            select m.id,
                   (select count(*) from moderation_case
                     where member_id = m.id and community_id = :community and %s) as cases,
                   exists (select from moderation_blacklist
                            where member_id = m.id and community_id = :community) as blacklisted
              from unnest(:members) as m (id)
            """
                .formatted(OPEN))
        .param("community", community.value())
        .param("members", members.stream().map(MemberId::value).toArray(Long[]::new))
        .query(
            row -> {
              records.put(
                  new MemberId(row.getLong("id")),
                  new Record(row.getInt("cases"), row.getBoolean("blacklisted")));
            });
    return records;
  }
}
