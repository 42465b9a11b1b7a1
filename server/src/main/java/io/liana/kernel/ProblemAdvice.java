package io.liana.kernel;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every failure of a request into RFC 9457 with a stable {@code code}. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> answer(Problem problem) {
    return answer(
        problem.status(), problem.code(), String.valueOf(problem.getMessage()), problem.params());
  }

  /** Bytes in the query string that are no UTF-8. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> answer(InvalidParameterException garbled) {
    return answer(
        400, "invalid_request", "The query string cannot be read: it is not UTF-8.", Map.of());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> answer(Exception bug) {
    log.error("A request failed for a reason nobody foresaw", bug);
    return answer(
        500,
        "internal",
        "The server failed for a reason nobody foresaw. Nothing was changed. The log has the details.",
        Map.of());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception exception,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpStatus known = HttpStatus.valueOf(status.value());
    ProblemDetail detail =
        body instanceof ProblemDetail given ? given : ProblemDetail.forStatus(status);
    String code =
        known == HttpStatus.BAD_REQUEST ? "invalid_request" : known.name().toLowerCase(Locale.ROOT);
    detail.setType(type(code));
    detail.setProperty("code", code);
    detail.setProperty("params", Map.of());
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }

  private static ResponseEntity<ProblemDetail> answer(
      int status, String code, String detail, Map<String, Object> params) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
    body.setType(type(code));
    body.setProperty("code", code);
    body.setProperty("params", params);
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
  }

  private static URI type(String code) {
    return URI.create("urn:liana:problem:" + code);
  }
}
