package io.liana.rule;

import java.util.List;

/** The house rules of one community, judged from top to bottom. */
record RuleSet(List<Rule> rules) {
  static final RuleSet EMPTY = new RuleSet(List.of());
}
