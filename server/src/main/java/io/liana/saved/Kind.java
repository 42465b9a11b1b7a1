package io.liana.saved;

import io.liana.kernel.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is asked, and what one must be allowed to do to ask it. */
enum Kind {
  FUNNEL("report:read"),
  RETENTION("report:read"),
  LIFECYCLE("report:read"),
  STICKINESS("report:read"),
  PATHS("report:read"),
  CHECK_IN("report:read"),
  SQL("sql:read");

  static final List<String> CODES = Arrays.stream(values()).map(Kind::code).toList();

  private final String permission;

  Kind(String permission) {
    this.permission = permission;
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
