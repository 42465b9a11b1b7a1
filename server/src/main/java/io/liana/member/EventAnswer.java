package io.liana.member;

import io.liana.channel.ArchivedEvent;
import io.liana.channel.MessageMedia;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event with the names of those who were part of it. */
record EventAnswer(
    String id,
    String groupId,
    Instant at,
    String type,
    @Nullable MemberRef member,
    @Nullable String text,
    List<MemberRef> targets,
    @Nullable String replyTo,
    @Nullable Instant editedAt,
    @Nullable Instant recalledAt,
    @Nullable String importId,
    @Nullable MediaAnswer media) {

  record MediaAnswer(String state, String kind, String name, @Nullable String type, long size) {
    static @Nullable MediaAnswer of(@Nullable MessageMedia media) {
      return media == null
          ? null
          : new MediaAnswer(
              media.state().code(), media.kind(), media.name(), media.type(), media.size());
    }
  }

  static List<EventAnswer> of(List<ArchivedEvent> events, Names names, MessageMedias medias) {
    Map<Long, MessageMedia> media = medias.of(events);
    Map<MemberId, MemberRef> known =
        names.members(
            events.stream()
                .flatMap(e -> Stream.concat(Stream.ofNullable(e.by()), e.targets().stream()))
                .distinct()
                .toList());
    return events.stream().map(event -> of(event, known, media.get(event.id()))).toList();
  }

  private static EventAnswer of(
      ArchivedEvent event, Map<MemberId, MemberRef> known, @Nullable MessageMedia media) {
    return new EventAnswer(
        Long.toString(event.id()),
        event.group().toString(),
        event.at(),
        event.kind().code(),
        event.by() == null ? null : known.get(event.by()),
        event.text().isEmpty() ? null : event.text(),
        event.targets().stream().flatMap(t -> Stream.ofNullable(known.get(t))).toList(),
        event.replyTo(),
        event.editedAt(),
        event.recalledAt(),
        event.importId() == null ? null : event.importId().toString(),
        MediaAnswer.of(media));
  }
}
