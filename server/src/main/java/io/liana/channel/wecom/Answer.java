package io.liana.channel.wecom;

import io.liana.kernel.Problem;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a call to WeCom came to. Some 700 error codes shrink to these; what WeCom wrote stays as
 * evidence.
 */
sealed interface Answer {
  record Ok(JsonNode body) implements Answer {}

  /** Worth another try. */
  record Retry(Duration after, int code, String evidence) implements Answer {}

  /**
   * It will be refused as long as nobody changes something in WeCom or here.
   *
   * @param remedy the code of what a person can do
   */
  record AskHuman(String remedy, int code, String evidence) implements Answer {}

  /** This one call will never work: what it asks about is gone, used up or wrong. */
  record GiveUp(int code, String evidence) implements Answer {}

  /** No answer came; a call that changes something may have happened. */
  record Unknown(String evidence) implements Answer {}

  default String evidence() {
    return switch (this) {
      case Ok _ -> "";
      case Retry retry -> retry.evidence();
      case AskHuman ask -> ask.evidence();
      case GiveUp given -> given.evidence();
      case Unknown unknown -> unknown.evidence();
    };
  }

  /** Well answered, and nothing told. */
  static Answer nothing() {
    return new Ok(JsonNodeFactory.instance.objectNode());
  }

  /** For whoever waits for it: WeCom did not do it, with what it answered as {@code evidence}. */
  default Problem refused() {
    return new Problem(
        502,
        "wecom_refused",
        "WeCom did not do it: %s.".formatted(evidence()),
        Map.of("evidence", evidence()));
  }

  /**
   * @throws Problem 502 {@code wecom_refused}
   */
  default void mustBeOk() {
    if (!(this instanceof Ok)) {
      throw refused();
    }
  }

  /** WeCom's own number; 0 when it answered well, -2 when it did not answer. */
  default int errcode() {
    return switch (this) {
      case Ok _ -> 0;
      case Retry retry -> retry.code();
      case AskHuman ask -> ask.code();
      case GiveUp given -> given.code();
      case Unknown _ -> -2;
    };
  }
}
