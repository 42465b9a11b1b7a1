package io.liana.gate;

import io.liana.acquisition.Arrival;
import io.liana.acquisition.Arrivals;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.gate.Question.Kind;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.member.Birthdays;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What members answered before they came in, for who greets them; and whose a visit was. */
@Component
public class GateAnswers {
  private static final Actor GATE = new Actor.Machine("gate");

  /**
   * @param gate its key on the page
   * @param question its key within the gate; {@code label} as it stood when it was answered
   * @param chosen the values are words of ours, not of theirs: of a choice or a region
   */
  public record Given(
      long page, String gate, String question, String label, boolean chosen, List<String> values) {}

  private record Asked(Question question, List<String> values) {}

  private final VisitStore visits;
  private final AnswerStore answers;
  private final PageStore pages;
  private final Arrivals arrivals;
  private final Birthdays birthdays;

  GateAnswers(
      VisitStore visits,
      AnswerStore answers,
      PageStore pages,
      Arrivals arrivals,
      Birthdays birthdays) {
    this.visits = visits;
    this.answers = answers;
    this.pages = pages;
    this.arrivals = arrivals;
    this.birthdays = birthdays;
  }

  /** On pages of this community, the oldest first. Who answered nothing is absent. */
  public Map<MemberId, List<Given>> of(CommunityId community, Collection<MemberId> members) {
    Map<MemberId, List<Given>> given = new HashMap<>();
    for (Visit visit : visits.of(community, members)) {
      List<Given> theirs =
          given.computeIfAbsent(Objects.requireNonNull(visit.member()), m -> new ArrayList<>());
      for (AnswerStore.Answer answer : answers.of(visit.id())) {
        asked(answer)
            .forEach(
                one ->
                    theirs.add(
                        new Given(
                            answer.page(),
                            answer.gate(),
                            one.question().key(),
                            one.question().label(),
                            chosen(one.question().kind()),
                            one.values())));
      }
    }
    given.values().removeIf(List::isEmpty);
    return given;
  }

  /**
   * In the caller's transaction, after the arrivals: whose browser is known for certain by the way
   * they came, is now whose answers are known. A guess would put somebody else's words into their
   * mouth.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void seen(List<SettledEvent> settled) {
    List<Long> joins =
        settled.stream()
            .filter(one -> one.kind() == EventKind.JOIN || one.kind() == EventKind.INVITE)
            .map(SettledEvent::id)
            .toList();
    if (joins.isEmpty()) {
      return;
    }
    for (Arrival arrival : arrivals.of(joins).values()) {
      Long visitor = arrival.visitor();
      if (arrival.sure() && visitor != null) {
        visits
            .belongs(arrival.community(), visitor, arrival.member())
            .forEach(visit -> celebrate(arrival.member(), visit));
      }
    }
  }

  /** Only a birthday nobody knew, and only if whatever consent was asked for was given. */
  private void celebrate(MemberId member, long visit) {
    Set<String> arms = visits.find(visit).map(Visit::arms).orElse(Set.of());
    for (AnswerStore.Answer answer : answers.of(visit)) {
      List<Question> questions = Question.as(questions(answer), arms);
      boolean agreed =
          questions.stream()
              .filter(question -> question.kind() == Kind.CONSENT)
              .allMatch(question -> answer.answers().containsKey(question.key()));
      asked(answer).stream()
          .filter(one -> agreed && one.question().kind() == Kind.BIRTHDAY)
          .map(one -> MonthDay.from(LocalDate.parse(one.values().getFirst())))
          .filter(day -> birthdays.find(member).isEmpty())
          .findFirst()
          .ifPresent(day -> birthdays.set(member, day, GATE));
    }
  }

  private List<Asked> asked(AnswerStore.Answer answer) {
    return questions(answer).stream()
        .filter(question -> answer.answers().containsKey(question.key()))
        .map(
            question ->
                new Asked(question, answer.answers().getOrDefault(question.key(), List.of())))
        .collect(Collectors.toList());
  }

  private List<Question> questions(AnswerStore.Answer answer) {
    return pages
        .version(answer.page(), answer.version())
        .flatMap(document -> document.gate(answer.gate()))
        .map(Gate::asked)
        .orElse(List.of());
  }

  private static boolean chosen(Kind kind) {
    return switch (kind) {
      case ONE, MANY, REGION -> true;
      case TEXT, LONG_TEXT, PHONE, DATE, BIRTHDAY, CONSENT, UPLOAD -> false;
    };
  }
}
