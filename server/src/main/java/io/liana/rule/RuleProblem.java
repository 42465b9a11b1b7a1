package io.liana.rule;

import java.util.Map;

/**
 * What is wrong with a rule set, for the person who wrote it.
 *
 * @param rule key of the rule; its number (from 0) where it has no key
 * @param path inside the rule, e.g. {@code triggers.0.words}
 * @param code stable; the console translates it with {@code params}
 */
record RuleProblem(String rule, String path, String code, Map<String, Object> params) {}
