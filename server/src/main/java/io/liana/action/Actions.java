package io.liana.action;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The only hands: carries decisions out, inside the caller's transaction. */
@Component
public class Actions {
  @Transactional(propagation = Propagation.MANDATORY)
  public void perform(List<Decision> decisions) {
    if (!decisions.isEmpty()) {
      throw new IllegalStateException("decisions without rules");
    }
  }
}
