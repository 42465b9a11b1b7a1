package io.liana.desk;

import io.liana.channel.Command;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The later event by which one sees that a task was done.
 *
 * @param ref the message recalled, or a hash of the words to be said; null where the member says it
 *     all
 */
record Expectation(Kind kind, @Nullable String ref) {
  enum Kind {
    /** The member left or was put out. */
    GONE,
    /** The member joined again. */
    BACK,
    RECALLED,
    MUTED,
    /** Somebody said the words. */
    SAID,
    /** An account brings events again. */
    HEARD_AGAIN;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** Null where no event tells: what is said in private, an answered request. */
  static @Nullable Expectation of(Command command) {
    return switch (command) {
      case Command.RemoveMember _ -> new Expectation(Kind.GONE, null);
      case Command.LiftBan _ -> new Expectation(Kind.BACK, null);
      case Command.RecallMessage recall -> new Expectation(Kind.RECALLED, recall.messageKey());
      case Command.MuteMember _ -> new Expectation(Kind.MUTED, null);
      case Command.SendText send -> new Expectation(Kind.SAID, hash(send.text()));
      case Command.AnswerJoinRequest answer ->
          answer.approve() ? new Expectation(Kind.BACK, null) : null;
      case Command.SendDirect _ -> null;
    };
  }

  /**
   * @param member whom the task is about
   */
  boolean metBy(SettledEvent event, @Nullable MemberId member) {
    return switch (kind) {
      case GONE ->
          event.kind() == EventKind.LEAVE && event.by() != null && event.by().equals(member)
              || event.kind() == EventKind.KICK && event.targets().contains(member);
      case BACK ->
          event.kind() == EventKind.JOIN && event.by() != null && event.by().equals(member)
              || event.kind() == EventKind.INVITE && event.targets().contains(member);
      case RECALLED ->
          event.kind() == EventKind.RECALL && ref != null && ref.equals(event.messageKey());
      case MUTED ->
          event.kind() == EventKind.MUTE
              && !event.text().isEmpty()
              && event.targets().contains(member);
      case SAID -> event.kind() == EventKind.MESSAGE && hash(event.text()).equals(ref);
      case HEARD_AGAIN -> false; // not an event of a group: AccountSilences sees to it
    };
  }

  /**
   * What an event may show to be done: by this one finds the tasks without looking at all of them.
   *
   * @param ref the message, the hash of the words, or whom it is about
   */
  record Sighting(GroupId group, Kind kind, String ref) {}

  static List<Sighting> sightings(SettledEvent event) {
    return switch (event.kind()) {
      case LEAVE -> event.by() == null ? List.of() : about(event, Kind.GONE, List.of(event.by()));
      case KICK -> about(event, Kind.GONE, event.targets());
      case JOIN -> event.by() == null ? List.of() : about(event, Kind.BACK, List.of(event.by()));
      case INVITE -> about(event, Kind.BACK, event.targets());
      case MUTE -> about(event, Kind.MUTED, event.targets());
      case RECALL ->
          event.messageKey() == null
              ? List.of()
              : List.of(new Sighting(event.group(), Kind.RECALLED, event.messageKey()));
      case MESSAGE -> List.of(new Sighting(event.group(), Kind.SAID, hash(event.text())));
      case MEDIA, ACTION, EDIT, RENAME, TOPIC, SYSTEM, JOIN_REQUEST, REACTION, ROLE, SCAN ->
          List.of();
    };
  }

  private static List<Sighting> about(SettledEvent event, Kind kind, List<MemberId> members) {
    return members.stream()
        .map(member -> new Sighting(event.group(), kind, member.toString()))
        .toList();
  }

  /** Who did it, as far as the event tells; null when it does not. */
  static @Nullable MemberId by(SettledEvent event) {
    return event.kind() == EventKind.LEAVE || event.kind() == EventKind.JOIN ? null : event.by();
  }

  // The words themselves belong to delivery, where a member can be forgotten.
  private static String hash(String words) {
    try {
      byte[] plain = words.strip().replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
