package io.liana.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  @Test
  void reads_whatever_time_can_be_written() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Instant at =
          Instant.ofEpochSecond(
              random.nextLong(-5_000_000_000L, 8_000_000_000L),
              switch (i % 4) {
                case 0 -> 0;
                case 1 -> random.nextInt(1000) * 1_000_000;
                case 2 -> random.nextInt(1_000_000) * 1000;
                default -> random.nextInt(1_000_000_000);
              });
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
      assertThat(IsoTime.parse(at.atOffset(zone).toString())).isEqualTo(at);
      assertThat(IsoTime.parse(at.toString())).isEqualTo(at);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T10:00Z",
        "2026-11-22T10:00:00+08",
        "2026-11-22T10:00:00+08:00:30",
        "2026-11-22T10:00:00.1234567890Z",
        "2026-11-22T10:00:00.Z",
        "2026-11-22T10:00:00z",
        "2026-11-22t10:00:00Z",
        "2024-02-29T23:59:59.5-18:00",
        "2025-02-29T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:60:00Z",
        "2026-11-22T10:00:60Z",
        "2026-11-22T10:00:00+19:00",
        "2026-11-22T10:00:00+08:60",
        "2026-11-22T10:00:00",
        "2026-11-22T10:00:00+0800",
        "2026-11-22 10:00:00Z",
        "２０２６-11-22T10:00:00Z",
        "2026-11-22T10:00:00Z ",
        "2026-11-22T10:00:00.5",
        "tomorrow",
        ""
      })
  void agrees_with_java_time_about_odd_ones(String text) {
    Instant expected;
    try {
      expected = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException refused) {
      assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeException.class);
      return;
    }
    assertThat(IsoTime.parse(text)).isEqualTo(expected);
  }
}
