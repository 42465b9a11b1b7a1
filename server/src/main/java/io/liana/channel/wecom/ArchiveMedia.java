package io.liana.channel.wecom;

import io.liana.channel.MessageMedia.State;
import io.liana.channel.Storable;
import io.liana.channel.wecom.ArchiveMediaStore.Loading;
import io.liana.channel.wecom.ArchiveMediaStore.Sent;
import io.liana.channel.wecom.Errand.Ending;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Loads what was sent with archived messages, slice by slice, before WeCom throws it away. What it
 * is told counts for nothing: sizes are limited as it comes, types are read from the bytes.
 */
@Component
class ArchiveMedia {
  static final long LARGEST = 50L << 20;
  private static final int SLICES_AT_ONCE = 8; // other errands want their turn too
  private static final Duration KEPT = Duration.ofDays(5); // by WeCom
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int UNKNOWN_FILE = 10005;
  private static final int EXPIRED = 10010;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_FILE_ID = 4_000;

  private final List<ArchiveSource> sources;
  private final ArchiveMediaStore store;
  private final ErrandStore errands;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ArchiveMedia(
      List<ArchiveSource> sources,
      ArchiveMediaStore store,
      ErrandStore errands,
      TransactionTemplate transaction,
      Clock clock) {
    this.sources = sources;
    this.store = store;
    this.errands = errands;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What a message of this type carries; null for nothing that can be loaded. */
  static @Nullable Sent sent(JsonNode message, String type) {
    JsonNode body = message.path(type);
    String file = body.path("sdkfileid").asString("");
    if (file.isEmpty() || file.length() > LONGEST_FILE_ID) {
      return null;
    }
    long size =
        switch (type) {
          case "image", "video", "file" -> body.path("filesize").asLong(0);
          case "voice" -> body.path("voice_size").asLong(0);
          case "emotion" -> body.path("imagesize").asLong(0);
          default -> -1;
        };
    if (size < 0) {
      return null;
    }
    String name = Storable.text(body.path("filename").asString(""));
    return new Sent(
        Storable.text(message.path("msgid").asString("")),
        type,
        name.substring(0, Math.min(name.length(), LONGEST_NAME)),
        Storable.text(file),
        body.path("md5sum").asString("").toLowerCase(Locale.ROOT),
        size,
        Instant.ofEpochMilli(message.path("msgtime").asLong(0)));
  }

  /** Written down before the archive's place moves: what is read twice is there once. */
  void note(Corp corp, List<Sent> all) {
    for (Sent sent : all) {
      boolean large = sent.size() > LARGEST;
      if (store.insert(corp.id(), sent, large ? State.TOO_LARGE : State.WAITING) && !large) {
        errands.wish(corp.id(), Errand.Kind.ARCHIVE_MEDIA, sent.message(), Map.of());
      }
    }
  }

  Ending load(Corp corp, String message) {
    Corp.ArchiveAccess archive = corp.archive();
    Optional<ArchiveSource> source = sources.stream().filter(ArchiveSource::available).findFirst();
    if (archive == null || source.isEmpty()) {
      return new Ending.Later(Duration.ofMinutes(10));
    }
    var access = new ArchiveSource.Access(corp.id(), archive.secret());
    for (int i = 0; i < SLICES_AT_ONCE; i++) {
      Loading media = store.find(corp.id(), message).orElse(null);
      if (media == null || media.state() != State.WAITING) {
        return new Ending.Done();
      }
      ArchiveSource.Slice slice;
      try {
        slice = source.get().media(access, media.fileId(), media.nextIndex());
      } catch (ArchiveSource.Failed failed) {
        return failed(media, failed);
      }
      if (media.received() + slice.bytes().length > LARGEST) {
        end(media, State.TOO_LARGE, "larger than it said");
        return new Ending.Done();
      }
      boolean added = Boolean.TRUE.equals(transaction.execute(status -> store.add(media, slice)));
      if (added && slice.last()) {
        store.find(corp.id(), message).ifPresent(whole -> finish(corp, whole));
        return new Ending.Done();
      }
    }
    return new Ending.Later(Duration.ZERO);
  }

  private Ending failed(Loading media, ArchiveSource.Failed failed) {
    String evidence = failed.code() + " " + failed.getMessage();
    boolean over = clock.instant().isAfter(media.at().plus(KEPT));
    if (failed.code() == EXPIRED || over) {
      end(media, State.EXPIRED, evidence);
      return new Ending.Done();
    }
    if (failed.code() == UNKNOWN_FILE) {
      end(media, State.MISSING, evidence);
      return new Ending.Done();
    }
    return new Ending.Again(PAUSE, evidence);
  }

  private void end(Loading media, State state, String evidence) {
    transaction.executeWithoutResult(status -> store.ended(media, state, evidence));
  }

  private void finish(Corp corp, Loading whole) {
    MessageDigest sha = digest("SHA-256");
    MessageDigest md5 = digest("MD5");
    byte[] first = whole.pieces() == 0 ? new byte[0] : store.piece(whole.id(), 0);
    for (int n = 0; n < whole.pieces(); n++) {
      byte[] piece = n == 0 ? first : store.piece(whole.id(), n);
      sha.update(piece);
      md5.update(piece);
    }
    String sum = HexFormat.of().formatHex(md5.digest());
    if (!whole.md5().isEmpty() && !whole.md5().equals(sum)) {
      end(whole, State.BROKEN, "md5 " + sum);
      return;
    }
    String hash = HexFormat.of().formatHex(sha.digest());
    transaction.executeWithoutResult(
        status -> store.kept(corp.id(), whole, hash, FileBox.type(first)));
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has both
    }
  }
}
