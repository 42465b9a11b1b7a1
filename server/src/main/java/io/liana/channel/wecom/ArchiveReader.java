package io.liana.channel.wecom;

import io.liana.channel.AccountHealth.Check;
import io.liana.channel.Inbox;
import io.liana.channel.RawEvent;
import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.Facts.Fact;
import io.liana.channel.wecom.Facts.Kind;
import io.liana.channel.wecom.Facts.Who;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the conversation archive on from where it was left, and tells the inbox what was said in
 * customer groups. The place moves after the inbox has the rows: what is read twice is there once.
 */
@Component
class ArchiveReader {
  private static final Logger log = LoggerFactory.getLogger(ArchiveReader.class);
  private static final int ROWS = 500;
  // The archive wakes us with an event; this is for the one that was lost.
  private static final Duration LOOK = Duration.ofMinutes(1);
  // Two wake-ups of one second look the same and count once; while people talk we look anyway.
  private static final Duration TALKING = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int ADDRESS_NOT_ALLOWED = 10009;
  private static final int LONGEST_TEXT = 20_000;

  private final List<ArchiveSource> sources;
  private final CorpStore store;
  private final Facts facts;
  private final Inbox inbox;
  private final ArchiveMedia media;
  private final JsonMapper json;

  ArchiveReader(
      List<ArchiveSource> sources,
      CorpStore store,
      Facts facts,
      Inbox inbox,
      ArchiveMedia media,
      JsonMapper json) {
    this.sources = sources;
    this.store = store;
    this.facts = facts;
    this.inbox = inbox;
    this.media = media;
    this.json = json;
  }

  Optional<ArchiveSource> source() {
    return sources.stream().filter(ArchiveSource::available).findFirst();
  }

  boolean readable(Corp corp) {
    return corp.archive() != null && source().isPresent();
  }

  /** Asks for one row, without moving on. */
  Check health(Corp corp) {
    Corp.ArchiveAccess archive = corp.archive();
    ArchiveSource source = source().orElse(null);
    if (archive == null || source == null) {
      return Check.unknown("archive");
    }
    try {
      var access = new ArchiveSource.Access(corp.id(), archive.secret());
      for (ArchiveSource.Row row : source.fetch(access, store.archiveSeq(corp.id()), 1)) {
        if (!archive.keys().has(row.keyVersion())) {
          return Check.failed(
              "archive", Map.of("version", row.keyVersion()), "wecom_add_archive_key");
        }
      }
      return Check.ok("archive");
    } catch (ArchiveSource.Failed failed) {
      String remedy =
          failed.code() == ADDRESS_NOT_ALLOWED ? "wecom_add_trusted_ip" : "wecom_check_archive";
      return Check.failed("archive", Map.of("evidence", failed.getMessage()), remedy);
    }
  }

  Ending read(Corp corp) {
    Corp.ArchiveAccess archive = corp.archive();
    Optional<ArchiveSource> source = source();
    if (archive == null || source.isEmpty()) {
      return new Ending.Later(LOOK);
    }
    try {
      long before = store.archiveSeq(corp.id());
      while (readPage(corp, archive, source.get())) {}
      return new Ending.Later(store.archiveSeq(corp.id()) > before ? TALKING : LOOK);
    } catch (ArchiveSource.Failed failed) {
      return new Ending.Again(PAUSE, failed.code() + " " + failed.getMessage());
    } catch (KeyMissing missing) {
      // Nothing is stepped over: the rows wait five days for the key.
      return new Ending.Again(PAUSE, String.valueOf(missing.getMessage()));
    }
  }

  private static final class KeyMissing extends Exception {
    private static final long serialVersionUID = 1;

    KeyMissing(int version) {
      super("there is no private key of version " + version);
    }
  }

  /** False when that was the last page. */
  private boolean readPage(Corp corp, Corp.ArchiveAccess archive, ArchiveSource source)
      throws ArchiveSource.Failed, KeyMissing {
    long from = store.archiveSeq(corp.id());
    var access = new ArchiveSource.Access(corp.id(), archive.secret());
    List<ArchiveSource.Row> rows = source.fetch(access, from, ROWS);
    List<RawEvent> events = new ArrayList<>();
    List<ArchiveMediaStore.Sent> sent = new ArrayList<>();
    long reached = from;
    KeyMissing stop = null;
    for (ArchiveSource.Row row : rows) {
      if (!archive.keys().has(row.keyVersion())) {
        stop = new KeyMissing(row.keyVersion());
        break;
      }
      RawEvent event = open(corp, archive, source, row, sent);
      if (event != null) {
        events.add(event);
      }
      reached = Math.max(reached, row.seq()); // numbers have gaps
    }
    // A recall may stand before what it takes back; it was always said later.
    events.sort(Comparator.comparing(RawEvent::at));
    inbox.acceptNow(events);
    media.note(corp, sent);
    store.moveArchiveSeq(corp.id(), reached);
    if (stop != null) {
      throw stop;
    }
    return rows.size() == ROWS;
  }

  /** Null for what is no message of a group. */
  private @Nullable RawEvent open(
      Corp corp,
      Corp.ArchiveAccess archive,
      ArchiveSource source,
      ArchiveSource.Row row,
      List<ArchiveMediaStore.Sent> sent)
      throws ArchiveSource.Failed {
    try {
      String key = archive.keys().open(row.keyVersion(), row.encryptedKey());
      JsonNode message = json.readTree(source.decrypt(key, row.message()));
      RawEvent event = event(corp, message);
      var media = ArchiveMedia.sent(message, message.path("msgtype").asString(""));
      if (event != null
          && media != null
          && message.path("action").asString("send").equals("send")) {
        sent.add(media);
      }
      return event;
    } catch (GeneralSecurityException | JacksonException e) {
      // One row nobody can open must not hold up all that follow.
      log.warn("Row {} of the archive of {} cannot be opened", row.seq(), corp.id());
      return null;
    }
  }

  private @Nullable RawEvent event(Corp corp, JsonNode message) {
    String room = message.path("roomid").asString("");
    String id = message.path("msgid").asString("");
    String from = message.path("from").asString("");
    if (room.isEmpty() || id.isEmpty() || from.isEmpty()) {
      return null;
    }
    Instant at = Instant.ofEpochMilli(message.path("msgtime").asLong(0));
    boolean robot = from.startsWith("wb");
    boolean staff = !robot && !ChatSteps.external(from);
    var who = new Who(staff ? corp.staffKey(from) : from, null, null, robot);
    String type = message.path("msgtype").asString("");
    if (message.path("action").asString("").equals("recall") || type.equals("revoke")) {
      String original = message.at("/revoke/pre_msgid").asString("");
      return original.isEmpty()
          ? null
          : facts.raw(
              corp,
              room,
              at,
              new Fact(Kind.RECALLED, "recall:" + id, who, null, null, null, null, original));
    }
    if (!message.path("action").asString("send").equals("send")) {
      return null;
    }
    String text = text(message, type);
    Kind kind = type.equals("text") || type.equals("markdown") ? Kind.SAID : Kind.MEDIA;
    return facts.raw(
        corp, room, at, new Fact(kind, "message:" + id, who, null, null, null, text, id));
  }

  /** The words of a message: what a judge of adverts must see, whatever they are wrapped in. */
  private static String text(JsonNode message, String type) {
    JsonNode body = message.path(type);
    String text =
        switch (type) {
          case "text" -> body.path("content").asString("");
          case "markdown" -> message.at("/info/content").asString("");
          case "link" ->
              "%s %s %s"
                  .formatted(
                      body.path("title").asString(""),
                      body.path("description").asString(""),
                      body.path("link_url").asString(""));
          case "weapp" ->
              body.path("displayname").asString("") + " " + body.path("title").asString("");
          case "file" -> body.path("filename").asString("");
          case "location" ->
              body.path("title").asString("") + " " + body.path("address").asString("");
          default -> ""; // images, voices and whatever comes next
        };
    return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).strip();
  }
}
