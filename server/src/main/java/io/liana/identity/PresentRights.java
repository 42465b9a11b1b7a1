package io.liana.identity;

import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What somebody may do at this moment, for work that is done in their name later. */
@Component
public class PresentRights {
  private final OperatorStore operators;
  private final Tokens tokens;

  PresentRights(OperatorStore operators, Tokens tokens) {
    this.operators = operators;
    this.tokens = tokens;
  }

  /** Empty for an operator who is gone or disabled, and for a token that no longer counts. */
  public Optional<Caller> now(Actor actor) {
    return switch (actor) {
      case Actor.Operator known ->
          operators
              .find(known.id())
              .filter(operator -> !operator.disabled())
              .map(
                  operator ->
                      new Caller(actor, operator.role().permissions(), operator.communities()));
      case Actor.Machine machine -> tokens.caller(machine);
      case Actor.Member _ -> Optional.empty();
    };
  }
}
