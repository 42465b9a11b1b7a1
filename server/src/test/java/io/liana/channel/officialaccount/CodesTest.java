package io.liana.channel.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number that docs/connect/official-account.md promises something about. */
class CodesTest {
  private static final Instant NOON_IN_CHINA = Instant.parse("2026-11-22T04:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "45015,officialaccount_window_closed",
    "45047,officialaccount_too_many",
    "43004,officialaccount_not_following",
    "40003,officialaccount_not_following",
    "43019,officialaccount_blacklisted",
    "45002,too_long",
    "99999,refused"
  })
  void some_numbers_refuse_this_message_for_good(int code, String reason) {
    assertThat(outcome(code)).isEqualTo(new Outcome.Rejected(reason, code + " words"));
  }

  @ParameterizedTest
  @ValueSource(ints = {48001, 48004, 48008})
  void some_numbers_ask_a_person(int code) {
    assertThat(outcome(code)).isEqualTo(new Outcome.NeedsHuman("officialaccount_not_authorised"));
  }

  @ParameterizedTest
  @CsvSource({
    "-1,PT2S",
    "45011,PT1M",
    "45009,PT12H",
    "40001,PT1M",
    "40014,PT1M",
    "42001,PT1M",
    "40125,PT1M",
    "40243,PT1M",
    "40013,PT1M",
    "40164,PT1M"
  })
  void some_numbers_pass_and_the_message_waits(int code, Duration wait) {
    assertThat(outcome(code)).isEqualTo(new Outcome.RetryAfter(wait, code + " words"));
  }

  @Test
  void only_what_certainly_never_arrived_is_sent_again() {
    assertThat(Codes.outcome(new Answer.Silence(true, "timeout"), NOON_IN_CHINA))
        .isInstanceOf(Outcome.Unknown.class);
    assertThat(Codes.outcome(new Answer.Silence(false, "unreachable"), NOON_IN_CHINA))
        .isInstanceOf(Outcome.RetryAfter.class);
  }

  private static Outcome outcome(int code) {
    return Codes.outcome(new Answer.Refused(code, code + " words"), NOON_IN_CHINA);
  }
}
