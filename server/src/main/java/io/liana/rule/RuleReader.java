package io.liana.rule;

import io.liana.kernel.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads a rule set from JSON and says everything that is wrong with it, in one go. */
final class RuleReader {
  static final int MOST_RULES = 500;

  /** More parts than this in one rule are several rules. Measured in other products: 25. */
  static final int MOST_PARTS = 25;

  private static final int MOST_OF_A_KIND = 20;
  private static final int LONGEST_NAME = 120;
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

  private final List<RuleProblem> problems = new ArrayList<>();

  private RuleReader() {}

  /**
   * @throws Problem 400 {@code rules_invalid} with {@code params.errors}
   */
  static RuleSet read(JsonNode json) {
    RuleReader reader = new RuleReader();
    RuleSet rules = reader.ruleSet(json);
    List<RuleProblem> problems = reader.problems;
    if (problems.isEmpty()) {
      RuleChecks.check(rules, problems);
    }
    if (!problems.isEmpty()) {
      throw Problem.invalid(
          "rules_invalid",
          "%d thing(s) are wrong with these rules; nothing was saved. First: rule %s, %s: %s."
              .formatted(
                  problems.size(),
                  problems.getFirst().rule(),
                  problems.getFirst().path(),
                  problems.getFirst().code()),
          Map.of("errors", List.copyOf(problems)));
    }
    return rules;
  }

  private RuleSet ruleSet(JsonNode json) {
    Fields fields = new Fields(json, "", "", problems);
    List<Rule> rules = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    int n = 0;
    for (JsonNode node : fields.array("rules", 0, MOST_RULES)) {
      Rule rule = rule(node, n++);
      if (!keys.add(rule.key())) {
        problems.add(
            new RuleProblem(rule.key(), "key", "key_used_twice", Map.of("key", rule.key())));
      }
      rules.add(rule);
    }
    if (json.get("rules") == null) {
      fields.problem("rules", "missing", Map.of());
    }
    fields.nothingElse();
    return new RuleSet(List.copyOf(rules));
  }

  private Rule rule(JsonNode node, int n) {
    JsonNode named = node.get("key");
    String label = named != null && named.isString() ? named.stringValue() : String.valueOf(n);
    Fields fields = new Fields(node, label, "", problems);
    String key = fields.text("key", 60);
    if (!key.isEmpty() && !KEY.matcher(key).matches()) {
      fields.problem("key", "bad_key", Map.of("pattern", KEY.pattern()));
    }
    String name = fields.text("name", LONGEST_NAME);
    Rule.Mode mode = fields.oneOf("mode", Rule.Mode.class, Rule.Mode.OFF);
    List<Trigger> triggers = new ArrayList<>();
    List<JsonNode> triggerNodes = fields.array("triggers", 1, MOST_OF_A_KIND);
    for (int i = 0; i < triggerNodes.size(); i++) {
      TriggerReader.read(new Fields(triggerNodes.get(i), label, "triggers." + i, problems))
          .ifPresent(triggers::add);
    }
    List<Condition> conditions = new ArrayList<>();
    List<JsonNode> conditionNodes = fields.array("conditions", 0, MOST_OF_A_KIND);
    for (int i = 0; i < conditionNodes.size(); i++) {
      ConditionReader.read(new Fields(conditionNodes.get(i), label, "conditions." + i, problems))
          .ifPresent(conditions::add);
    }
    List<Effect> effects = new ArrayList<>();
    List<JsonNode> effectNodes = fields.array("effects", 1, MOST_OF_A_KIND);
    for (int i = 0; i < effectNodes.size(); i++) {
      EffectReader.read(new Fields(effectNodes.get(i), label, "effects." + i, problems))
          .ifPresent(effects::add);
    }
    int parts = triggerNodes.size() + conditionNodes.size() + effectNodes.size();
    if (parts > MOST_PARTS) {
      fields.problem("", "too_many_parts", Map.of("most", MOST_PARTS, "count", parts));
    }
    fields.nothingElse();
    return new Rule(
        key, name, mode, List.copyOf(triggers), List.copyOf(conditions), List.copyOf(effects));
  }
}
