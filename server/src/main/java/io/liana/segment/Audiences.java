package io.liana.segment;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import org.springframework.stereotype.Component;

/** Who is in a segment, for modules that ask something of them. */
@Component
public class Audiences {
  private final Segments segments;

  Audiences(Segments segments) {
    this.segments = segments;
  }

  /**
   * Found anew, whether or not the segment is live.
   *
   * @return numbers of members, in their order
   * @throws Problem 404 for a segment of another community
   */
  public long[] members(CommunityId community, long segment, Caller caller) {
    Segment known = segments.get(segment, caller);
    if (!known.community().equals(community)) {
      throw Problem.missing("segment", segment);
    }
    return segments.members(known).all();
  }
}
