package io.liana.gate;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What members answered before they came in, for who greets them; and whose a visit was. */
@Component
public class GateAnswers {
  /**
   * @param gate its key on the page
   * @param question its key within the gate; {@code label} as it stood when it was answered
   */
  public record Given(long page, String gate, String question, String label, List<String> values) {}

  private final VisitStore visits;
  private final AnswerStore answers;
  private final PageStore pages;

  GateAnswers(VisitStore visits, AnswerStore answers, PageStore pages) {
    this.visits = visits;
    this.answers = answers;
    this.pages = pages;
  }

  /** On pages of this community, the oldest first. */
  public List<Given> of(CommunityId community, MemberId member) {
    List<Given> given = new ArrayList<>();
    for (Visit visit : visits.of(community, member)) {
      for (AnswerStore.Answer answer : answers.of(visit.id())) {
        pages
            .version(answer.page(), answer.version())
            .flatMap(document -> document.gate(answer.gate()))
            .map(Gate::asked)
            .orElse(List.of())
            .stream()
            .filter(question -> answer.answers().containsKey(question.key()))
            .map(
                question ->
                    new Given(
                        answer.page(),
                        answer.gate(),
                        question.key(),
                        question.label(),
                        answer.answers().getOrDefault(question.key(), List.of())))
            .forEach(given::add);
      }
    }
    return given;
  }

  /**
   * It has become known whose browser a visitor's is: what was answered there is theirs, where it
   * is nobody's yet.
   *
   * @param visitor the number in the cookie
   */
  @Transactional
  public void belongs(CommunityId community, long visitor, MemberId member) {
    visits.belongs(community, visitor, member);
  }
}
