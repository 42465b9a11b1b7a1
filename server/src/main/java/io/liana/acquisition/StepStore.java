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

  /** Who uses the browser now: a shared one is the latest's. */
  void known(long slug, long visitor, MemberId member, Instant at) {
    jdbc.update(
        """
        insert into acquisition_visitor (community_id, visitor, member_id, code_id, known_at)
        select community_id, ?, ?, id, ? from acquisition_code where slug = ?
        on conflict (community_id, visitor) do update
          set member_id = excluded.member_id, code_id = excluded.code_id, known_at = excluded.known_at
        """,
        visitor,
        member.value(),
        time(at),
        slug);
  }

  /** Nobody is told by a browser any more; the steps of the browser are of a random number. */
  void forget(MemberId member) {
    jdbc.update("delete from acquisition_visitor where member_id = ?", member.value());
  }

  private static String code(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
