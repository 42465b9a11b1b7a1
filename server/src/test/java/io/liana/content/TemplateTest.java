package io.liana.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.kernel.Problem;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void variables_are_filled_in_and_missing_ones_fall_back() {
    var template = Template.parse("欢迎 {name|新朋友} 来到 {group}！", Set.of("name", "group"));
    assertThat(template.render(Map.of("name", "Chen", "group", "Riverside")))
        .isEqualTo("欢迎 Chen 来到 Riverside！");
    assertThat(template.render(Map.of("group", "Riverside"))).isEqualTo("欢迎 新朋友 来到 Riverside！");
  }

  @Test
  void a_name_with_template_syntax_is_only_a_name() {
    assertThat(new Template("hi {name}").render(Map.of("name", "$1 {group}")))
        .isEqualTo("hi $1 {group}");
  }

  @Test
  void an_unknown_variable_is_refused() {
    assertThatThrownBy(() -> Template.parse("{password}", Set.of("name")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("{password}");
  }

  @Test
  void a_name_does_not_turn_our_own_words_around() {
    String name = "\u202Enehc\u2066";
    assertThat(Template.parse("Welcome, {name}!", Set.of("name")).render(Map.of("name", name)))
        .isEqualTo("Welcome, nehc!");
    assertThat(
            Template.parse("Welcome, {name|friend}!", Set.of("name"))
                .render(Map.of("name", "\u202E")))
        .isEqualTo("Welcome, friend!");
  }
}
