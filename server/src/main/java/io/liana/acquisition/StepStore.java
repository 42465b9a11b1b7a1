package io.liana.acquisition;

import io.liana.acquisition.Steps.Step;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class StepStore {
  private final JdbcTemplate jdbc;

  StepStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void visitor(Step step, long slug, long visitor, Instant at) {
    jdbc.update(
        """
        insert into acquisition_step (community_id, step, visitor, code_id, at)
        select community_id, ?, ?, id, ? from acquisition_code where slug = ?
        on conflict (community_id, visitor, member_id, step) do nothing
        """,
        code(step),
        visitor,
        time(at),
        slug);
  }

  void member(Step step, CommunityId community, MemberId member, Instant at) {
    jdbc.update(
        """
        insert into acquisition_step (community_id, step, member_id, at) values (?, ?, ?, ?)
        on conflict (community_id, visitor, member_id, step) do nothing
        """,
        community.value(),
        code(step),
        member.value(),
        time(at));
  }

  void known(long slug, long visitor, MemberId member, Instant at) {
    jdbc.update(
        """
        insert into acquisition_touch as t (community_id, member_id, code_id, visitor, first_at, last_at)
        select community_id, ?, id, ?, ?, ? from acquisition_code where slug = ?
        on conflict (community_id, member_id, code_id, visitor) do update set last_at = greatest(t.last_at, excluded.last_at)
        """,
        member.value(),
        visitor,
        time(at),
        time(at),
        slug);
  }

  private static String code(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
