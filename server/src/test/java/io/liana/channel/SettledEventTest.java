package io.liana.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledEventTest {
  @Test
  void an_event_is_exactly_as_old_as_its_row() {
    var event =
        new SettledEvent(
            1,
            new GroupId(1),
            Instant.parse("2026-11-25T03:49:21.364376303Z"),
            EventKind.JOIN,
            new MemberId(1),
            false,
            "",
            List.of(),
            null,
            null,
            "k");
    assertThat(event.at()).isEqualTo(Instant.parse("2026-11-25T03:49:21.364376Z"));
  }
}
