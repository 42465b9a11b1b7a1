package io.liana.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of the way a community works a decision means to change; the journal tells whether it was.
 */
enum Changed {
  RULES(Set.of("rules_published")),
  FIRST_WEEK(Set.of("onboarding_published", "onboarding_off")),
  PLAYBOOK(Set.of("playbook_made", "playbook_changed")),
  GATE_PAGE(Set.of("page_made", "page_changed")),
  CODE_PLAN(Set.of("plan_made", "plan_changed", "code_changed")),
  COMMUNITY(Set.of("community_changed"));

  static final List<String> CODES = Arrays.stream(values()).map(Changed::code).toList();

  /** Kinds of journal entries of which one is enough. */
  final Set<String> shownBy;

  Changed(Set<String> shownBy) {
    this.shownBy = shownBy;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Changed of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
