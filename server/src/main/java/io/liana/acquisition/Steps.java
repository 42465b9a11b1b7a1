package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Takes down how far people came between the scan and the order. The first time counts; told again
 * changes nothing. A code nobody knows is ignored: whoever opens a page with a wrong one is still
 * served.
 */
@Component
public class Steps {
  public enum Step {
    LANDING_SEEN,
    GATE_PASSED,
    FIRST_ORDER
  }

  private final StepStore store;

  Steps(StepStore store) {
    this.store = store;
  }

  /**
   * @param code its name in the address
   * @param visitor the number in the cookie
   */
  public void seen(Step step, String code, long visitor, Instant at) {
    Slug.parse(code).ifPresent(slug -> store.visitor(step, slug, visitor, at));
  }

  public void seen(Step step, CommunityId community, MemberId member, Instant at) {
    store.member(step, community, member, at);
  }

  /** A gate or a personal link knows whose browser it is: a join of theirs is known exactly. */
  public void known(String code, long visitor, MemberId member, Instant at) {
    Slug.parse(code).ifPresent(slug -> store.known(slug, visitor, member, at));
  }
}
