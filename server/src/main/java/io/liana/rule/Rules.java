package io.liana.rule;

import io.liana.action.Decision;
import io.liana.channel.SettledEvent;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The live house rules. */
@Component
public class Rules {

  /**
   * Decides a batch of one lane, in order; reads, but changes nothing outside {@code memory}. When
   * the batch fails afterwards, throw {@code memory} away.
   *
   * @param batch settled events with their ids, in the order they happened
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Decision> decide(List<SettledEvent> batch, LaneMemory memory) {
    return List.of();
  }
}
