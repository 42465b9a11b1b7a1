package io.liana.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SharedCasesTest {
  static Stream<JsonNode> wordPreparation() {
    return ModerationCases.rows("word_preparation");
  }

  static Stream<JsonNode> inviteLinks() {
    return ModerationCases.rows("invite_links");
  }

  static Stream<JsonNode> jaroWinkler() {
    return ModerationCases.rows("jaro_winkler");
  }

  static Stream<JsonNode> mentionLimit() {
    return ModerationCases.rows("mention_limit");
  }

  @ParameterizedTest
  @MethodSource("wordPreparation")
  void a_text_is_read_spaced_closed_and_as_it_stands(JsonNode row) {
    FoldedText folded = TextNormaliser.fold(row.get("in").stringValue());
    assertThat(folded.everyReading()).isEqualTo(row.get("out").stringValue());
  }

  @ParameterizedTest
  @MethodSource("inviteLinks")
  void an_invitation_is_told_from_other_links(JsonNode row) {
    List<String> ids =
        ContactPatterns.scan(TextNormaliser.fold(row.get("in").stringValue())).stream()
            .filter(contact -> contact.kind() == Finding.Kind.INVITE)
            .map(Contact::value)
            .toList();
    JsonNode id = row.get("id");
    assertThat(ids).isEqualTo(id.isNull() ? List.of() : List.of(id.stringValue()));
  }

  @ParameterizedTest
  @MethodSource("jaroWinkler")
  void likeness_is_that_of_jaro_and_winkler(JsonNode row) {
    double similarity = Similarity.of(row.get("a").stringValue(), row.get("b").stringValue());
    assertThat(similarity).isCloseTo(row.get("similarity").doubleValue(), within(0.01));
  }

  @ParameterizedTest
  @MethodSource("mentionLimit")
  void more_mentions_than_the_limit_are_too_many(JsonNode row) {
    int platform = row.get("mentions").isNull() ? 0 : row.get("mentions").intValue();
    boolean over =
        Mentions.overLimit(
            row.get("body").stringValue(),
            platform,
            row.get("limit").intValue(),
            row.get("scan_body").booleanValue());
    assertThat(over).isEqualTo(row.get("over").booleanValue());
  }
}
