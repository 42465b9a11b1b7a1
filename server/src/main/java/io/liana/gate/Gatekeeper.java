package io.liana.gate;

import io.liana.acquisition.Passes.Ticket;
import io.liana.acquisition.Steps;
import io.liana.acquisition.Steps.Step;
import io.liana.channel.account.SecretBox;
import io.liana.gate.AnswerStore.Answer;
import io.liana.gate.Answers.Checked;
import io.liana.gate.Outcome.Fault;
import io.liana.gate.Outcome.Faulty;
import io.liana.gate.Question.Kind;
import io.liana.gate.Visit.Progress;
import io.liana.gate.Visit.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The story of one visitor on one page: seen, sent something, let through. Everything happens with
 * their visit held, so that a double tap or a reload changes nothing twice.
 */
@Component
class Gatekeeper {
  private final VisitStore visits;
  private final AnswerStore answers;
  private final PageStore pages;
  private final Captchas captchas;
  private final Applications applications;
  private final Fees fees;
  private final Steps steps;
  private final Variants variants;
  private final SecretBox secrets;
  private final Clock clock;

  Gatekeeper(
      VisitStore visits,
      AnswerStore answers,
      PageStore pages,
      Captchas captchas,
      Applications applications,
      Fees fees,
      Steps steps,
      Variants variants,
      SecretBox secrets,
      Clock clock) {
    this.visits = visits;
    this.answers = answers;
    this.pages = pages;
    this.captchas = captchas;
    this.applications = applications;
    this.fees = fees;
    this.steps = steps;
    this.variants = variants;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * What is known about who asks, apart from their ticket.
   *
   * @param robot no person: it meets no experiment
   */
  record Guest(byte[] device, @Nullable Long host, boolean robot) {}

  /**
   * They opened the page. Who has begun goes on with the variant they began with, even when its
   * experiment is over: what they answered was asked there.
   */
  @Transactional
  Standing open(Page page, Ticket ticket, Guest guest) {
    Instant now = clock.instant();
    Set<String> dealt = variants.dealt(page, ticket.visitor());
    Visit visit = visits.hold(page.id(), ticket, guest.device(), dealt, now);
    if (!visit.arms().equals(dealt) && !begun(visit)) {
      visit = visits.deal(visit.id(), dealt);
    }
    Standing standing = look(page, visit, guest);
    if (!guest.robot()) {
      variants.seen(page, standing, now);
    }
    return standing;
  }

  private boolean begun(Visit visit) {
    return visits.progress(visit.id()).values().stream().anyMatch(one -> one.state() != State.SEEN);
  }

  private Visit hold(Page page, Ticket ticket, Guest guest) {
    Set<String> dealt = variants.dealt(page, ticket.visitor());
    return visits.hold(page.id(), ticket, guest.device(), dealt, clock.instant());
  }

  /** The page as it is for them. */
  private static PageDocument theirs(Page page, Visit visit) {
    return page.document().as(visit.arms());
  }

  /** They began with a gate: what is counted, and nothing else. */
  @Transactional
  void started(Page page, Ticket ticket, String gate) {
    visits
        .find(page.id(), ticket.visitor())
        .ifPresent(visit -> visits.start(visit.id(), gate, clock.instant()));
  }

  /** They sent something for one gate. */
  @Transactional
  Outcome sent(Page page, Ticket ticket, Guest guest, String key, Sent sent) {
    Visit visit = hold(page, ticket, guest);
    Standing standing = look(page, visit, guest);
    Gate gate =
        theirs(page, visit).next(standing.passed()).stream()
            .filter(one -> one.key().equals(key))
            .findFirst()
            .orElse(null);
    if (gate == null || closed(standing.state(gate))) {
      return new Outcome.Taken();
    }
    if (sent.strange()) {
      return new Faulty(Fault.STRANGE, Map.of(), Map.of());
    }
    if (!asShown(page, visit, gate, sent)) {
      return Faulty.of(Fault.CHANGED, sent);
    }
    visits.start(visit.id(), key, clock.instant());
    return take(page, standing, gate, sent);
  }

  /** The same gate stood in the version they saw; a price always is today's. */
  private boolean asShown(Page page, Visit visit, Gate gate, Sent sent) {
    int shown = sent.number("v");
    return shown == page.version()
        || pages
            .version(page.id(), shown)
            .flatMap(document -> document.as(visit.arms()).gate(gate.key()))
            .filter(gate::equals)
            .isPresent();
  }

  private static boolean closed(State state) {
    return state == State.PASSED || state == State.REFUSED || state == State.WAITING;
  }

  private Outcome take(Page page, Standing standing, Gate gate, Sent sent) {
    Visit visit = standing.visit();
    return switch (gate) {
      case Gate.Form form -> form(page, visit, form, form.questions(), sent);
      case Gate.Application asked -> form(page, visit, asked, asked.questions(), sent);
      case Gate.Quiz quiz -> quiz(page, standing, quiz, sent);
      case Gate.Membership _ -> membership(page, visit, gate, sent);
      case Gate.Fee fee -> fees.ask(page, visit, fee);
      case Gate.Invite _, Gate.Follow _ -> new Outcome.Taken(); // nothing is sent there
    };
  }

  private Outcome form(Page page, Visit visit, Gate gate, List<Question> questions, Sent sent) {
    Checked checked = Answers.check(questions, sent.answers());
    uploadsAsAsked(questions, sent, checked);
    if (!checked.wrong().isEmpty()) {
      return new Faulty(Fault.ANSWERS, sent.answers(), checked.wrong());
    }
    if (!human(page, sent)) {
      return Faulty.of(Fault.CAPTCHA, sent);
    }
    Instant now = clock.instant();
    boolean decided = gate instanceof Gate.Form;
    byte[] phone = phone(page, questions, checked.kept());
    long answer =
        answers.insert(
            visit,
            gate.key(),
            page.version(),
            checked.kept(),
            phone,
            answers.doubled(visit, phone).orElse(null),
            decided ? "kept" : "waiting",
            now);
    sent.files()
        .forEach(
            (key, file) -> {
              if (checked.kept().containsKey(key)) {
                answers.insertUpload(answer, key, file);
              }
            });
    if (!decided) {
      applications.waits(page, answer, visit);
    }
    settle(page, visit, gate.key(), decided ? State.PASSED : State.WAITING, 1);
    return new Outcome.Taken();
  }

  /** Words where a file belongs are no file, and a file is no words. */
  private static void uploadsAsAsked(List<Question> questions, Sent sent, Checked checked) {
    for (Question question : questions) {
      String key = question.key();
      boolean file = sent.files().containsKey(key);
      boolean words = checked.kept().containsKey(key) && !file;
      boolean upload = question.kind() == Kind.UPLOAD;
      if (sent.wrong().contains(key) || (upload ? words : file)) {
        checked.wrong().put(key, Answers.Wrong.NO_UPLOAD);
      }
    }
  }

  private Outcome quiz(Page page, Standing standing, Gate.Quiz quiz, Sent sent) {
    int tries = standing.tries(quiz);
    if (sent.number("try") != tries) {
      return new Outcome.Taken(); // the second half of a double tap
    }
    if (!human(page, sent)) {
      return Faulty.of(Fault.CAPTCHA, sent);
    }
    Visit visit = standing.visit();
    if (Answers.right(quiz, sent.answers()) >= quiz.pass()) {
      settle(page, visit, quiz.key(), State.PASSED, tries + 1);
      return new Outcome.Taken();
    }
    boolean over = quiz.tries() > 0 && tries + 1 >= quiz.tries();
    settle(page, visit, quiz.key(), over ? State.REFUSED : State.STARTED, tries + 1);
    return over ? new Outcome.Taken() : Faulty.of(Fault.QUIZ, sent);
  }

  private Outcome membership(Page page, Visit visit, Gate gate, Sent sent) {
    if (!human(page, sent)) {
      return Faulty.of(Fault.CAPTCHA, sent);
    }
    byte[] hash = Memberships.hash(secrets, sent.control("code"));
    if (!visits.useMembership(page.id(), gate.key(), hash)) {
      return Faulty.of(Fault.CODE, sent);
    }
    settle(page, visit, gate.key(), State.PASSED, 1);
    return new Outcome.Taken();
  }

  private boolean human(Page page, Sent sent) {
    return !page.document().captcha() || captchas.use(sent.control("altcha"), page.id());
  }

  /** Their phone, hashed under this page: pages cannot be compared by it. */
  private byte @Nullable [] phone(
      Page page, List<Question> questions, Map<String, List<String>> kept) {
    return questions.stream()
        .filter(question -> question.kind() == Kind.PHONE && kept.containsKey(question.key()))
        .map(question -> String.join("", kept.getOrDefault(question.key(), List.of())))
        .map(phone -> secrets.fingerprint(phone, "gate phone " + page.id()))
        .findFirst()
        .orElse(null);
  }

  /** A friend's guest says yes. Only the host's visit is held: two may invite each other. */
  @Transactional
  Outcome accept(Page page, Ticket ticket, Guest guest, Sent sent) {
    Long host = guest.host();
    if (host == null || visits.accepted(page.id(), ticket.visitor())) {
      return new Outcome.Taken();
    }
    if (!human(page, sent)) {
      return Faulty.of(Fault.CAPTCHA, sent);
    }
    Visit inviting = visits.hold(host);
    if (visits.accept(page.id(), host, ticket.visitor(), clock.instant())) {
      int friends = visits.friends(host);
      theirs(page, inviting).gates().stream()
          .filter(gate -> gate instanceof Gate.Invite invite && friends >= invite.friends())
          .forEach(gate -> settle(page, inviting, gate.key(), State.PASSED, 1));
    }
    return new Outcome.Taken();
  }

  /** WeChat says that they follow, and who they are. */
  @Transactional
  void followed(Page page, Ticket ticket, Guest guest, Gate gate, Following.Follower follower) {
    Instant now = clock.instant();
    Visit visit = hold(page, ticket, guest);
    visits.known(visit.id(), follower.member(), follower.unionid());
    steps.known(visit.code(), visit.visitor(), follower.member(), now);
    if (!new Standing(visit, visits.progress(visit.id()), Map.of(), 0, false)
        .passed()
        .contains(gate.key())) {
      settle(page, visit, gate.key(), State.PASSED, 1);
    }
  }

  /** One gate of theirs was settled: here, by a person, by money. With the visit held. */
  @Transactional
  void settle(Page page, Visit visit, String gate, State state, int tries) {
    visits.move(visit.id(), gate, page.version(), state, tries, clock.instant());
    if (state == State.PASSED) {
      letThrough(page, visit, visits.progress(visit.id()));
    }
  }

  private void letThrough(Page page, Visit visit, Map<String, Progress> progress) {
    var standing = new Standing(visit, progress, Map.of(), 0, false);
    Instant now = clock.instant();
    if (theirs(page, visit).open(standing.passed()) && visits.pass(visit.id(), now)) {
      steps.seen(Step.GATE_PASSED, visit.code(), visit.visitor(), now);
    }
  }

  private Standing look(Page page, Visit visit, Guest guest) {
    Instant now = clock.instant();
    steps.seen(Step.LANDING_SEEN, visit.code(), visit.visitor(), now);
    Map<String, Progress> before = visits.progress(visit.id());
    var standing = new Standing(visit, before, Map.of(), 0, false);
    List<String> next =
        theirs(page, visit).next(standing.passed()).stream().map(Gate::key).toList();
    visits.see(visit.id(), page.version(), next, now);
    letThrough(page, visit, before);
    Map<String, String> words =
        answers.of(visit.id()).stream()
            .filter(answer -> answer.words() != null)
            .collect(Collectors.toMap(Answer::gate, answer -> String.valueOf(answer.words())));
    boolean invited = guest.host() != null && !visits.accepted(page.id(), visit.visitor());
    return new Standing(
        visit, visits.progress(visit.id()), words, visits.friends(visit.id()), invited);
  }
}
