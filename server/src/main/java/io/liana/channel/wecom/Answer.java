package io.liana.channel.wecom;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

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
