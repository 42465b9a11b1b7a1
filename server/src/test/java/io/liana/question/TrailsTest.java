package io.liana.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.insight.MemberPaths.What;
import io.liana.question.Trails.Direction;
import io.liana.question.Trails.Trail;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailsTest {
  private static final long HOUR = 3_600_000;

  @Test
  void a_path_follows_the_first_time_of_a_visit_and_ends_with_the_visit() {
    Trails after = new Trails(What.JOINED, Direction.AFTER, 2, HOUR);
    tell(after, 1, 0, What.JOINED);
    tell(after, 1, 1, What.SAID);
    tell(after, 1, 2, What.SAID);
    tell(after, 1, 3, What.ASKED);
    tell(after, 1, 4, What.LEFT);
    tell(after, 1, 4 + HOUR, What.JOINED);
    tell(after, 1, 5 + 2 * HOUR, What.SAID);
    tell(after, 2, 0, What.JOINED);
    tell(after, 2, 5, What.SAID);
    tell(after, 2, 6, What.ASKED);
    tell(after, 3, 6, What.SAID);
    after.close();
    // The second join of the first member is an hour later to the millisecond: the same visit.
    assertThat(after.visits()).isEqualTo(2);
    assertThat(after.people()).isEqualTo(2);
    assertThat(after.most(9)).containsExactly(new Trail(List.of(What.SAID, What.ASKED), 2, 2));
  }

  @Test
  void what_came_before_stands_in_the_order_it_happened() {
    Trails before = new Trails(What.LEFT, Direction.BEFORE, 2, HOUR);
    tell(before, 1, 0, What.JOINED);
    tell(before, 1, 1, What.SAID);
    tell(before, 1, 2, What.ASKED);
    tell(before, 1, 3, What.LEFT);
    tell(before, 1, 4 + HOUR, What.LEFT);
    tell(before, 1, 5 + 3 * HOUR, What.LEFT);
    before.close();
    assertThat(before.most(9))
        .containsExactly(
            new Trail(List.of(), 2, 1), new Trail(List.of(What.SAID, What.ASKED), 1, 1));
    assertThat(before.people()).isEqualTo(1);
  }

  @Test
  void a_question_is_something_said_too() {
    Trails after = new Trails(What.SAID, Direction.AFTER, 5, HOUR);
    tell(after, 1, 0, What.ASKED);
    tell(after, 1, 1, What.SAID);
    tell(after, 1, 2, What.REACTED);
    after.close();
    assertThat(after.most(9)).containsExactly(new Trail(List.of(What.SAID, What.REACTED), 1, 1));
  }

  private static void tell(Trails trails, long member, long at, What what) {
    int mask = 1 << Trails.KINDS.indexOf(what);
    if (what == What.ASKED || what == What.SENT_MEDIA) {
      mask |= 1 << Trails.KINDS.indexOf(What.SAID);
    }
    trails.event(1, member, at, mask);
  }
}
