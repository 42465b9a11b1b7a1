package io.liana.intake;

import io.liana.channel.Archive.MessageRef;
import io.liana.channel.EventKind;
import io.liana.channel.InboundEvent;
import io.liana.channel.Person;
import io.liana.channel.SettledEvent;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the archive's event out of what was heard: one shape for all kinds. */
final class Settling {
  private Settling() {}

  /**
   * @param answered who wrote the messages that are answered, as far as known
   */
  static SettledEvent settle(
      long id, Heard heard, People people, Map<MessageRef, MemberId> answered) {
    SettledEvent event = asHeard(id, heard, people, answered);
    return people.touchesErased(heard) ? withoutErased(event, heard, people) : event;
  }

  /** An old event of somebody erased: known again by its key, and without a word of theirs. */
  private static SettledEvent withoutErased(SettledEvent event, Heard heard, People people) {
    String message = event.messageKey();
    return new SettledEvent(
        event.id(),
        event.group(),
        event.at(),
        event.kind(),
        event.by(),
        event.bot(),
        "",
        event.targets(),
        event.replyTo(),
        message == null ? null : people.blind(heard, message),
        people.blind(heard, event.eventKey()),
        event.via());
  }

  private static SettledEvent asHeard(
      long id, Heard heard, People people, Map<MessageRef, MemberId> answered) {
    var draft = new Draft(id, heard, people);
    return switch (heard.event()) {
      case InboundEvent.MessageHeard message ->
          draft.event(
              switch (message.form()) {
                case TEXT -> EventKind.MESSAGE;
                case MEDIA -> EventKind.MEDIA;
                case ACTION -> EventKind.ACTION;
              },
              message.by(),
              message.text(),
              directedAt(message, heard, people, answered),
              message.replyTo(),
              message.messageKey());
      case InboundEvent.MessageEdited edit ->
          draft.event(EventKind.EDIT, edit.by(), edit.text(), List.of(), null, edit.messageKey());
      case InboundEvent.MessageRecalled recall ->
          draft.event(EventKind.RECALL, recall.by(), "", List.of(), null, recall.messageKey());
      case InboundEvent.MemberJoined join ->
          join.invitedBy() == null
              ? draft.via(
                  join.via(), draft.event(EventKind.JOIN, join.who(), "", List.of(), null, null))
              : draft.via(
                  join.via(),
                  draft.event(
                      EventKind.INVITE,
                      join.invitedBy(),
                      "",
                      List.of(people.member(heard, join.who())),
                      null,
                      null));
      case InboundEvent.MemberLeft left ->
          left.removedBy() == null
              ? draft.event(EventKind.LEAVE, left.who(), "", List.of(), null, null)
              : draft.event(
                  EventKind.KICK,
                  left.removedBy(),
                  "",
                  List.of(people.member(heard, left.who())),
                  null,
                  null);
      case InboundEvent.MemberRenamed renamed ->
          draft.event(EventKind.RENAME, renamed.who(), renamed.name(), List.of(), null, null);
      case InboundEvent.TopicChanged topic ->
          draft.event(EventKind.TOPIC, topic.by(), topic.topic(), List.of(), null, null);
      case InboundEvent.GroupRenamed renamed ->
          draft.event(EventKind.TOPIC, renamed.by(), renamed.name(), List.of(), null, null);
      case InboundEvent.GroupMigrated _ ->
          throw new IllegalStateException("a migration is not settled");
      case InboundEvent.JoinRequested asks ->
          draft.via(
              asks.via(),
              draft.event(
                  EventKind.JOIN_REQUEST,
                  asks.who(),
                  asks.comment(),
                  List.of(),
                  null,
                  asks.handle()));
      case InboundEvent.ReactionAdded reaction ->
          draft.event(
              EventKind.REACTION,
              reaction.by(),
              reaction.reaction(),
              List.of(),
              null,
              reaction.messageKey());
      case InboundEvent.ScanSeen scan ->
          draft.via(scan.via(), draft.event(EventKind.SCAN, scan.who(), "", List.of(), null, null));
      case InboundEvent.RoleChanged changed ->
          draft.event(
              EventKind.ROLE, changed.who(), roleWord(changed.who()), List.of(), null, null);
      case InboundEvent.MemberMuted muted ->
          draft.event(
              EventKind.MUTE,
              muted.by(),
              muted.until() == null ? "" : muted.until().toString(),
              List.of(people.member(heard, muted.who())),
              null,
              null);
    };
  }

  private static String roleWord(Person person) {
    return person.role() == null ? "" : person.role().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Directed as docs/metrics.md defines it: an explicit reply, or a mention. To oneself does not
   * count.
   */
  private static List<MemberId> directedAt(
      InboundEvent.MessageHeard message,
      Heard heard,
      People people,
      Map<MessageRef, MemberId> answered) {
    if (message.replyTo() == null && message.mentions().isEmpty()) {
      return List.of();
    }
    Set<MemberId> targets = new LinkedHashSet<>();
    if (message.replyTo() != null) {
      MemberId author = answered.get(new MessageRef(heard.group().id(), message.replyTo()));
      if (author != null) {
        targets.add(author);
      }
    }
    for (String mention : message.mentions()) {
      MemberId member = people.mentioned(heard, mention);
      if (member != null) {
        targets.add(member);
      }
    }
    targets.remove(people.member(heard, message.by()));
    return List.copyOf(targets);
  }

  /** What all kinds of event have in common. */
  private record Draft(long id, Heard heard, People people) {
    SettledEvent event(
        EventKind kind,
        @Nullable Person by,
        String text,
        List<MemberId> targets,
        @Nullable String replyTo,
        @Nullable String messageKey) {
      Account account = by == null ? null : people.account(heard, by);
      return new SettledEvent(
          id,
          heard.group().id(),
          heard.event().head().at(),
          kind,
          account == null ? null : account.member(),
          account != null && account.bot(),
          text,
          targets,
          replyTo,
          messageKey,
          heard.event().head().key());
    }

    SettledEvent via(@Nullable String via, SettledEvent event) {
      return new SettledEvent(
          event.id(),
          event.group(),
          event.at(),
          event.kind(),
          event.by(),
          event.bot(),
          event.text(),
          event.targets(),
          event.replyTo(),
          event.messageKey(),
          event.eventKey(),
          via);
    }
  }
}
