package io.liana.intake;

import io.liana.channel.EventKind;
import io.liana.channel.InboundEvent;
import io.liana.channel.Person;
import io.liana.channel.SettledEvent;
import io.liana.kernel.GroupId;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who is in a group, after these events. */
final class Presences {
  private Presences() {}

  /** In the caller's transaction: memberships follow joins and leaves. */
  static void follow(List<SettledEvent> settled, List<Heard> heard, Members members) {
    List<Presence> seen = new ArrayList<>(settled.size());
    List<Presence> joined = new ArrayList<>();
    List<Presence> left = new ArrayList<>();
    for (int i = 0; i < settled.size(); i++) {
      SettledEvent event = settled.get(i);
      GroupId group = event.group();
      // Who only asks to be let in is not in the group.
      if (event.by() != null && event.kind() != EventKind.JOIN_REQUEST) {
        seen.add(new Presence(group, event.by(), role(heard.get(i).event()), event.at()));
      }
      event.targets().stream()
          .filter(target -> event.kind() == EventKind.INVITE || event.kind() == EventKind.KICK)
          .forEach(target -> seen.add(new Presence(group, target, null, event.at())));
      switch (event.kind()) {
        case JOIN ->
            joined.add(new Presence(group, Objects.requireNonNull(event.by()), null, event.at()));
        case INVITE ->
            joined.add(new Presence(group, event.targets().getFirst(), null, event.at()));
        case LEAVE ->
            left.add(new Presence(group, Objects.requireNonNull(event.by()), null, event.at()));
        case KICK -> left.add(new Presence(group, event.targets().getFirst(), null, event.at()));
        case MESSAGE,
            MEDIA,
            ACTION,
            EDIT,
            RECALL,
            RENAME,
            TOPIC,
            SYSTEM,
            JOIN_REQUEST,
            REACTION,
            ROLE,
            MUTE,
            SCAN -> {}
      }
    }
    members.seen(seen);
    members.joined(joined);
    members.left(left);
  }

  private static Person.@Nullable Role role(InboundEvent event) {
    List<Person> acting = People.acting(event);
    return event instanceof InboundEvent.MessageHeard
            || event instanceof InboundEvent.MemberJoined
            || event instanceof InboundEvent.RoleChanged
        ? acting.getLast().role()
        : null;
  }
}
