package io.liana.gate;

import io.liana.experiment.Experiment;
import io.liana.gate.Question.Kind;
import io.liana.kernel.Given;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The written form of a {@link PageDocument}; makes one of what an operator gave, or says what is
 * wrong.
 */
@Component
class PageReading {
  static final int MOST_GATES = 10;
  static final int MOST_VARIANTS = 10;
  static final int MOST_ARMS = 100; // as a condition of a house rule
  static final int MOST_QUESTIONS = 50;
  static final int MOST_OPTIONS = 50;
  static final int MOST_FRIENDS = 50;
  static final long MOST_FEE = 10_000_000; // 100,000 yuan in 分
  private static final int LONGEST_LABEL = 200;
  // They stand in addresses and in names of fields.
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,19}");
  // PageServlet serves these below each page.
  private static final Set<String> ADDRESSES = Set.of("challenge", "i", "invited", "picture");
  static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final JsonMapper json;

  PageReading(JsonMapper json) {
    this.json =
        json.rebuild()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
  }

  JsonNode tree(PageDocument document) {
    return json.valueToTree(document);
  }

  String write(PageDocument document) {
    return json.writeValueAsString(document);
  }

  PageDocument kept(String document) {
    return json.readValue(document, PageDocument.class);
  }

  PageDocument read(JsonNode given) {
    PageDocument document;
    try {
      document = json.treeToValue(given, PageDocument.class);
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw Given.wrong(
          "document", "is no page: " + (why.length() <= 200 ? why : why.substring(0, 200) + "…"));
    }
    check(document);
    return document;
  }

  private static void check(PageDocument document) {
    Given.text("title", document.title(), 1, 100);
    Given.text("text", document.text(), 0, 5_000);
    checkPicture("picture", document.picture());
    between("variants", document.variants().size(), 0, MOST_VARIANTS);
    for (int i = 0; i < document.variants().size(); i++) {
      PageDocument.Variant variant = document.variants().get(i);
      String field = "variants[%d]".formatted(i);
      if (variant.arms().isEmpty()) {
        throw Given.wrong(field + ".arms", "must name one arm at least");
      }
      checkArms(field + ".arms", variant.arms());
      Given.text(field + ".title", variant.title(), 1, 100);
      Given.text(field + ".text", variant.text(), 0, 5_000);
    }
    if (document.gates().size() > MOST_GATES) {
      throw Given.wrong("gates", "may be 10 at most");
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < document.gates().size(); i++) {
      Gate gate = document.gates().get(i);
      String field = "gates[%d]".formatted(i);
      checkKey(field + ".key", gate.key(), keys);
      if (ADDRESSES.contains(gate.key())) {
        throw Given.wrong(field + ".key", "is an address of every page");
      }
      keys.add(gate.key());
      Given.text(field + ".title", gate.title(), 1, 100);
      checkArms(field + ".arms", gate.arms());
      check(field, gate);
    }
  }

  private static void check(String field, Gate gate) {
    switch (gate) {
      case Gate.Form form -> checkQuestions(field, form.questions());
      case Gate.Application application -> checkQuestions(field, application.questions());
      case Gate.Quiz quiz -> checkQuiz(field, quiz);
      case Gate.Membership _ -> {}
      case Gate.Invite invite -> between(field + ".friends", invite.friends(), 1, MOST_FRIENDS);
      case Gate.Follow follow -> {
        Given.text(field + ".account", follow.account(), 1, 64);
        checkPicture(field + ".picture", follow.picture());
      }
      case Gate.Fee fee -> between(field + ".amount", fee.amount(), 1, MOST_FEE);
    }
  }

  private static void checkQuiz(String field, Gate.Quiz quiz) {
    between(field + ".items", quiz.items().size(), 1, MOST_QUESTIONS);
    between(field + ".pass", quiz.pass(), 1, quiz.items().size());
    between(field + ".tries", quiz.tries(), 0, 100);
    for (int i = 0; i < quiz.items().size(); i++) {
      Gate.Quiz.Item item = quiz.items().get(i);
      String at = "%s.items[%d]".formatted(field, i);
      Given.text(at + ".text", item.text(), 1, LONGEST_LABEL);
      checkOptions(at + ".options", item.options());
      int options = item.options().size();
      if (item.right().isEmpty() || item.right().stream().anyMatch(r -> r < 0 || r >= options)) {
        throw Given.wrong(
            at + ".right", "must name one option at least, and none that is not there");
      }
    }
  }

  private static void checkQuestions(String field, List<Question> questions) {
    between(field + ".questions", questions.size(), 1, MOST_QUESTIONS);
    Map<String, Question> before = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      String at = "%s.questions[%d]".formatted(field, i);
      checkKey(at + ".key", question.key(), before.keySet());
      Given.text(at + ".label", question.label(), 1, LONGEST_LABEL);
      checkArms(at + ".arms", question.arms());
      if (question.hint() != null) {
        Given.text(at + ".hint", question.hint(), 0, LONGEST_LABEL);
      }
      if (question.kind() == Kind.ONE || question.kind() == Kind.MANY) {
        checkOptions(at + ".options", question.options());
      } else if (!question.options().isEmpty()) {
        throw Given.wrong(at + ".options", "belong to questions with a choice only");
      }
      if (question.when() != null) {
        checkWhen(at + ".when", question.when(), before);
      }
      before.put(question.key(), question);
    }
  }

  private static void checkWhen(String at, Question.When when, Map<String, Question> before) {
    Question asked = before.get(when.question());
    if (asked == null || (asked.kind() != Kind.ONE && asked.kind() != Kind.MANY)) {
      throw Given.wrong(at + ".question", "must be an earlier question with a choice");
    }
    if (when.is().isEmpty() || !asked.options().containsAll(when.is())) {
      throw Given.wrong(at + ".is", "must be options of that question");
    }
  }

  private static void checkOptions(String at, List<String> options) {
    between(at, options.size(), 1, MOST_OPTIONS);
    options.forEach(option -> Given.text(at, option, 1, LONGEST_LABEL));
    if (Set.copyOf(options).size() < options.size()) {
      throw Given.wrong(at, "repeat each other");
    }
    if (options.stream().anyMatch(option -> !option.equals(option.strip()))) {
      throw Given.wrong(at, "may not begin or end with a blank");
    }
  }

  private static void checkKey(String at, String key, Set<String> taken) {
    if (!KEY.matcher(Given.text(at, key, 1, 20)).matches()) {
      throw Given.wrong(at, "must be small letters, digits and _, a letter first");
    }
    if (taken.contains(key)) {
      throw Given.wrong(at, "stands twice");
    }
  }

  static void checkArms(String at, Set<String> arms) {
    if (arms.size() > MOST_ARMS) {
      throw Given.wrong(at, "may be %d at most".formatted(MOST_ARMS));
    }
    if (!arms.stream().allMatch(arm -> arm != null && Experiment.isCode(arm))) {
      throw Given.wrong(at, "must name arms of experiments, such as 7:b");
    }
  }

  private static void checkPicture(String at, @Nullable String hash) {
    if (hash != null && !HASH.matcher(hash).matches()) {
      throw Given.wrong(at, "is no picture that was uploaded");
    }
  }

  private static void between(String at, long number, long least, long most) {
    if (number < least || number > most) {
      throw Given.wrong(at, "must be %d to %d".formatted(least, most));
    }
  }
}
