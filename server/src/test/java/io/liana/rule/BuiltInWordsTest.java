package io.liana.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltInWordsTest {
  @Test
  void a_word_of_the_built_in_list_is_nobodys_keyword() {
    var court = new Courtroom(LadderTest.rules(List.of(LadderTest.SHOUT.formatted(1))));
    assertThat(court.says(Courtroom.CHEN, "原单高仿，厂家直销", Courtroom.NOON)).isEmpty();
    assertThat(Courtroom.rulesThatFired(court.says(Courtroom.CHEN, "高仿 shout", Courtroom.NOON)))
        .containsExactly("shout");
  }
}
