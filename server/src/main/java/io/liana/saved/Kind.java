package io.liana.saved;

import io.liana.kernel.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is asked, and what one must be allowed to do to ask it. */
enum Kind {
  FUNNEL("report:read", "funnel"),
  RETENTION("report:read", "habits"),
  LIFECYCLE("report:read", "habits"),
  STICKINESS("report:read", "habits"),
  PATHS("report:read", "habits"),
  CHECK_IN("report:read", "customers"),
  SQL("sql:read", "sql");

  static final List<String> CODES = Arrays.stream(values()).map(Kind::code).toList();

  private final String permission;
  private final String page; // of the console

  Kind(String permission, String page) {
    this.permission = permission;
    this.page = page;
  }

  String page() {
    return page;
  }

  boolean mayBeAskedBy(Caller caller) {
    return caller.may(permission);
  }

  String permission() {
    return permission;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
