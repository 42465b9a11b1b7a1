package io.liana.cli;

import tools.jackson.databind.JsonNode;

/** The server answered, and the answer is a problem (RFC 9457). */
final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient JsonNode problem;

  ApiFailure(int status, String code, String detail, JsonNode problem) {
    super(detail);
    this.status = status;
    this.code = code;
    this.problem = problem;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** The whole problem, for its {@code params}. */
  JsonNode problem() {
    return problem;
  }

  int exitCode() {
    return status < 500 ? ExitCode.REFUSED : ExitCode.FAILED;
  }
}
