package io.liana.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final List<Option> KNOWN =
      List.of(
          Option.value("group", "NAME", ""),
          Option.value("port", "N", ""),
          Option.flag("dry-run", ""));

  @Test
  void options_and_operands_may_be_mixed() {
    var arguments = parse("a.txt", "--group", "Riverside", "--dry-run", "b.txt", "--port=80");

    assertThat(arguments.operands()).containsExactly("a.txt", "b.txt");
    assertThat(arguments.value("group")).contains("Riverside");
    assertThat(arguments.number("port", 8080, 0, 65535)).isEqualTo(80);
    assertThat(arguments.has("dry-run")).isTrue();
  }

  @Test
  void after_two_dashes_everything_is_an_operand() {
    assertThat(parse("--", "--odd-name.txt").operands()).containsExactly("--odd-name.txt");
  }

  @Test
  void the_last_of_a_repeated_option_wins() {
    assertThat(parse("--port", "1", "--port", "2").value("port")).contains("2");
  }

  @Test
  void wrong_words_are_named() {
    assertThatThrownBy(() -> parse("--grupo", "x"))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--grupo");
    assertThatThrownBy(() -> parse("--group")).hasMessageContaining("--group NAME");
    assertThatThrownBy(() -> parse("--group", "--dry-run")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> parse("--dry-run=yes")).hasMessageContaining("takes no value");
    assertThatThrownBy(() -> parse("--port", "99999").number("port", 1, 0, 65535))
        .hasMessageContaining("from 0 to 65535");
    assertThatThrownBy(() -> parse().operand("FILE")).hasMessageContaining("FILE is missing");
  }

  private static Arguments parse(String... words) {
    return Arguments.parse(List.of(words), KNOWN);
  }
}
