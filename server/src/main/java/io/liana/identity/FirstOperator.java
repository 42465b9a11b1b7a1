package io.liana.identity;

import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The one-time token that makes the first operator. There is no default password: whoever started
 * the server reads the link on its terminal. The token lives in memory, so each start prints a new
 * one until an operator exists.
 */
@Component
public class FirstOperator {
  private final OperatorStore operators;
  private final Secret token = Secret.random("");

  FirstOperator(OperatorStore operators) {
    this.operators = operators;
  }

  /** The token while there is nobody yet. */
  public Optional<String> token() {
    return operators.isEmpty() ? Optional.of(token.text()) : Optional.empty();
  }

  boolean needed() {
    return operators.isEmpty();
  }

  boolean matches(String given) {
    return token.matches(given);
  }
}
