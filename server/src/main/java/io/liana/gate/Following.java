package io.liana.gate;

import io.liana.channel.account.SecretBox;
import io.liana.channel.officialaccount.MemberDoor;
import io.liana.channel.officialaccount.MemberDoor.Asking;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.member.Membership;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether the reader of a page follows an official account: WeChat says who they are. */
@Component
class Following {
  private static final String PLATFORM = "officialaccount";

  private final MemberDoor door;
  private final Groups groups;
  private final Members members;
  private final SecretBox secrets;

  Following(MemberDoor door, Groups groups, Members members, SecretBox secrets) {
    this.door = door;
    this.groups = groups;
    this.members = members;
    this.secrets = secrets;
  }

  /**
   * @param unionid keyed hash; null where WeChat does not tell
   */
  record Follower(MemberId member, byte @Nullable [] unionid) {}

  /** Where to send them; WeChat sends them to {@code back} again. */
  URI ask(Gate.Follow follow, URI back, long visitor) {
    return door.ask(follow.account(), Asking.QUIETLY, back, HexFormat.of().toHexDigits(visitor));
  }

  /**
   * Who came back; empty for who does not follow. Calls WeChat: outside any transaction.
   *
   * @throws io.liana.kernel.Problem see {@link MemberDoor#enter}
   */
  Optional<Follower> enter(Gate.Follow follow, String code, String state, long visitor) {
    MemberDoor.Member known =
        door.enter(follow.account(), code, state, HexFormat.of().toHexDigits(visitor));
    return groups
        .find(PLATFORM, follow.account(), follow.account())
        .flatMap(group -> member(group, known.openid()))
        .map(
            member ->
                new Follower(
                    member,
                    known.unionid() == null
                        ? null
                        : secrets.fingerprint(known.unionid(), "gate unionid")));
  }

  private Optional<MemberId> member(GroupView group, String openid) {
    Account account = members.find(group.realm(), List.of(openid)).get(openid);
    if (account == null) {
      return Optional.empty();
    }
    Membership membership =
        members.memberships(group.id(), List.of(account.member())).get(account.member());
    return membership == null || membership.leftAt() != null
        ? Optional.empty()
        : Optional.of(account.member());
  }
}
