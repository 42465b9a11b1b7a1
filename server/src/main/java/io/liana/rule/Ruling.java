package io.liana.rule;

import io.liana.action.Decision;
import java.util.List;
import java.util.Set;

/**
 * What the rules say about one event.
 *
 * @param met arms that decided whether a rule fired: all else of it was there
 */
record Ruling(List<Decision> decisions, Set<String> met) {}
