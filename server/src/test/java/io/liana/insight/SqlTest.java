package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.GroupId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SqlTest {
  @Test
  void groups_made_one_after_the_other_are_a_range() {
    assertThat(Sql.of(List.of())).isEqualTo("false");
    assertThat(Sql.of(groups(7))).isEqualTo("(group_id between 7 and 7)");
    assertThat(Sql.of(groups(9, 4, 5, 6, 5)))
        .isEqualTo("(group_id between 4 and 6 or group_id between 9 and 9)");
    assertThat(Sql.of(groups(1, 3, 5, 7, 9, 11, 13, 15, 17)))
        .isEqualTo("group_id in (1,3,5,7,9,11,13,15,17)");
  }

  private static List<GroupId> groups(long... ids) {
    return LongStream.of(ids).mapToObj(GroupId::new).toList();
  }
}
