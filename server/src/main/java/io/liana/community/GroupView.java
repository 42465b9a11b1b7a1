package io.liana.community;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.time.ZoneId;

/**
 * One chat group as the rest of the system sees it.
 *
 * @param externalId the platform's own id of the group
 */
public record GroupView(
    GroupId id,
    CommunityId community,
    String name,
    String platform,
    String account,
    String externalId,
    ZoneId zone) {

  /** A group nobody connected: filled by imports and by the open door. */
  public static final String OPEN = "open";

  /** A group that lives no more, or elsewhere: filled by imports only. */
  public static final String HISTORY = "history";

  /**
   * Within which person keys mean the same person. A platform's ids are its own; whoever posts
   * through the open door, or exports a history, only promises ids that are unique in the
   * community.
   */
  public String realm() {
    return platform.equals(OPEN) || platform.equals(HISTORY)
        ? platform + ":" + community
        : platform;
  }
}
