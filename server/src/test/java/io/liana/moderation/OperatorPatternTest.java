package io.liana.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorPatternTest {
  private static final Duration FAR_BELOW_A_STALL = Duration.ofSeconds(5); // a stall takes years

  @Test
  void a_match_points_at_the_members_own_characters() {
    Finding finding = find("出.{0,3}号", "我出个小号吧").orElseThrow();
    assertThat(finding.matched()).isEqualTo("出个小号");
    assertThat(finding.start()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"we*w", "ＷＥＷ", "W-E-W", "ⓦⓔⓦ"})
  void a_pattern_reads_through_disguises(String text) {
    assertThat(find("wew", text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(a+)+$", "(a|aa)+$", "(.*a){20}", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"})
  void a_pattern_that_stalls_other_engines_does_not_stall_this_one(String pattern) {
    String hostile = "a".repeat(100_000) + "!";
    Assertions.assertTimeoutPreemptively(FAR_BELOW_A_STALL, () -> find(pattern, hostile));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "(?=a)b",
        "(a)\\1",
        "(a{100}){100}",
        "((a{30}){30}){30}",
        "a{1000}{1000}",
        "\\Q[\\E(a{900}){900}"
      })
  void a_pattern_that_is_none_or_unfolds_too_far_is_refused(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> OperatorPattern.compile(pattern, "own"));
  }

  @Test
  void a_pattern_over_two_hundred_and_fifty_characters_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OperatorPattern.compile("a".repeat(251), "own"))
        .withMessageContaining("251");
  }

  @Test
  void a_pattern_that_matches_nothing_at_all_finds_nothing() {
    assertThat(find("x*", "abc")).isEmpty();
  }

  private static java.util.Optional<Finding> find(String pattern, String text) {
    return OperatorPattern.compile(pattern, "own").find(TextNormaliser.fold(text));
  }
}
