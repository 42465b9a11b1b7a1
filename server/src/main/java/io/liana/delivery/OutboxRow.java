package io.liana.delivery;

import io.liana.channel.Command;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A committed command on its way out.
 *
 * @param attempts begun so far, this one included once it is claimed
 */
record OutboxRow(
    long id,
    String key,
    CommunityId community,
    GroupId group,
    @Nullable MemberId member,
    SendingAccount account,
    Purpose purpose,
    Command command,
    @Nullable Long caseId,
    Instant dueAt,
    int attempts) {

  /** Whom it is about, as the platform names them. */
  @Nullable String person() {
    return switch (command) {
      case Command.SendDirect send -> send.person();
      case Command.MuteMember mute -> mute.person();
      case Command.RemoveMember remove -> remove.person();
      case Command.LiftBan lift -> lift.person();
      case Command.AnswerJoinRequest answer -> answer.person();
      case Command.SendText _, Command.RecallMessage _ -> null;
    };
  }

  OutboxRow begun() {
    return new OutboxRow(
        id, key, community, group, member, account, purpose, command, caseId, dueAt, attempts + 1);
  }
}
