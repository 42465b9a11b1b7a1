package io.liana.rule;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.moderation.Sanction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A draft and the live rules, run side by side over what was said in a group.
 *
 * @param to last day, inclusive
 * @param presentVersion the live version it is compared with; null for none
 */
record Rehearsal(
    long id,
    CommunityId community,
    GroupId group,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    JsonNode draft,
    @Nullable Integer presentVersion,
    State state,
    long read,
    long total,
    @Nullable Result result,
    @Nullable String problem,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** How a member fares under the draft, compared with the present rules. */
  enum Change {
    NEW,
    HARSHER,
    SAME,
    MILDER,
    GONE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Change between(Sanction present, Sanction draft) {
      if (present == Sanction.NONE) {
        return NEW;
      }
      if (draft == Sanction.NONE) {
        return GONE;
      }
      int step = draft.compareTo(present);
      return step > 0 ? HARSHER : step < 0 ? MILDER : SAME;
    }
  }

  /**
   * @param changes members by change
   */
  record Result(RehearsalCounts draft, RehearsalCounts present, Map<String, Integer> changes) {}

  /** One member either side would have acted on. */
  record Row(
      MemberId member,
      String change,
      int gravity,
      String draftWorst,
      List<RehearsedAct> draftActs,
      String presentWorst,
      List<RehearsedAct> presentActs) {}
}
