package io.liana.identity;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an operator is here for; decides what they may do. What they see is a set of communities.
 */
enum Role {
  OWNER(permission -> true),
  OPERATOR(
      permission ->
          !Set.of("operator:write", "settings:write", "backup:make", "member:erase")
              .contains(permission)),
  ANALYST(
      permission ->
          permission.equals("saved:write")
              || permission.endsWith(":read") && !permission.equals("token:read")),
  GROUP_ADMIN(
      Set.of(
              "community:read",
              "member:read",
              "report:read",
              "rule:read",
              "case:read",
              "case:decide",
              "admission:read",
              "admission:decide",
              "desk:read",
              "desk:write",
              "onboarding:read",
              "journal:read")
          ::contains);

  /** Every permission an endpoint may ask for; a test compares them with the endpoints. */
  static final Set<String> ALL_PERMISSIONS =
      Set.of(
          "operator:read",
          "operator:write",
          "token:read",
          "token:write",
          "settings:read",
          "settings:write",
          "backup:make",
          "community:read",
          "community:write",
          "account:read",
          "account:write",
          "event:write",
          "import:read",
          "import:write",
          "parked:read",
          "parked:write",
          "report:read",
          "member:read",
          "member:write",
          "member:erase",
          "rule:read",
          "rule:write",
          "case:read",
          "case:decide",
          "admission:read",
          "admission:decide",
          "acquisition:read",
          "acquisition:write",
          "payment:read",
          "payment:write",
          "payment:refund",
          "onboarding:read",
          "onboarding:write",
          "playbook:read",
          "playbook:write",
          "experiment:read",
          "experiment:write",
          "segment:read",
          "segment:write",
          "sql:read",
          "saved:write",
          "review:read",
          "review:write",
          "customer:read",
          "customer:write",
          "gate:read",
          "gate:write",
          "sandbox:use",
          "journal:read",
          "delivery:read",
          "delivery:write",
          "desk:read",
          "desk:write");

  private final Predicate<String> allows;

  Role(Predicate<String> allows) {
    this.allows = allows;
  }

  Set<String> permissions() {
    return ALL_PERMISSIONS.stream().filter(allows).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The stored and spoken form: {@code group_admin}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
