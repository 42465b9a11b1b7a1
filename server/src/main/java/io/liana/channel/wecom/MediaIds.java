package io.liana.channel.wecom;

import io.liana.channel.wecom.FileStore.Kept;
import io.liana.channel.wecom.FileStore.Kind;
import io.liana.channel.wecom.FileStore.Media;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What WeCom calls our files. It forgets after three days: they are uploaded again before. */
@Component
class MediaIds {
  static final Duration FORGOTTEN = Duration.ofDays(3);
  private static final Duration IN_TIME = Duration.ofHours(6); // a call may wait for its turn

  /** What it is uploaded for; the ids of one are unknown to the other. */
  enum Place {
    /** media/upload: messages. */
    MESSAGES,
    /** media/upload_attachment: moments. */
    MOMENTS
  }

  /**
   * @param id null where it could not be had; then {@code failure} says why
   */
  record Found(@Nullable String id, Answer failure) {}

  private final Api api;
  private final FileStore store;
  private final Clock clock;

  MediaIds(Api api, FileStore store, Clock clock) {
    this.api = api;
    this.store = store;
    this.clock = clock;
  }

  /** Without asking WeCom: empty where it would have to be uploaded first. */
  Optional<String> known(Kept file, Place place) {
    return store
        .media(file, place.name())
        .filter(
            media -> clock.instant().isBefore(media.uploadedAt().plus(FORGOTTEN).minus(IN_TIME)))
        .map(Media::id);
  }

  Found find(Corp corp, Kept file, Kind as, Place place) {
    Optional<String> known = known(file, place);
    return known.isPresent()
        ? new Found(known.get(), Answer.nothing())
        : upload(corp, file, as, place);
  }

  /** A file uploaded twice because an answer was lost does no harm: the first is forgotten. */
  Found upload(Corp corp, Kept file, Kind as, Place place) {
    String path =
        switch (place) {
          case MESSAGES -> "/media/upload";
          case MOMENTS -> "/media/upload_attachment";
        };
    Map<String, String> query =
        switch (place) {
          case MESSAGES -> Map.of("type", as.code());
          case MOMENTS -> Map.of("media_type", as.code(), "attachment_type", "1");
        };
    Answer answer = api.upload(corp, path, query, file.name(), store.bytes(file));
    if (!(answer instanceof Answer.Ok ok)) {
      return new Found(null, answer);
    }
    String id = ok.body().path("media_id").asString("");
    store.uploaded(file, place.name(), id, clock.instant());
    return new Found(id, answer);
  }

  void died(String corp, String hash) {
    store.died(corp, hash);
  }
}
