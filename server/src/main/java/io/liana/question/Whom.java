package io.liana.question;

import io.liana.acquisition.Yields;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import io.liana.segment.Audiences;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Of whom a question is asked: of everybody, a segment, or those who came by a channel. */
@Component
class Whom {
  private final Audiences segments;
  private final Yields channels;

  Whom(Audiences segments, Yields channels) {
    this.segments = segments;
    this.channels = channels;
  }

  /**
   * @param segment is of the members it has now
   * @param channel with those below it, by the last scan before they came in; what a person
   *     corrected counts
   * @return null for everybody
   */
  long @Nullable [] members(
      CommunityId community, @Nullable String segment, @Nullable String channel, Caller caller) {
    if (segment != null && channel != null) {
      throw Given.wrong("channel", "cannot be asked beside a segment");
    }
    if (segment != null) {
      return segments.members(community, Problem.parseId(segment), caller);
    }
    return channel == null ? null : channels.members(community, Problem.parseId(channel));
  }
}
