package io.liana.channel.wecom;

import io.liana.channel.wecom.FileStore.Kept;
import io.liana.channel.wecom.FileStore.Kind;
import io.liana.channel.wecom.MediaIds.Place;
import io.liana.kernel.Given;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what goes with a text, and says it in WeCom's words with ids it knows at that moment. */
@Component
class Attaching {
  static final int MOST = 9;
  static final int MEDIA_FORGOTTEN = 40007;
  private static final int LONGEST_TITLE_BYTES = 128;
  private static final int LONGEST_PROGRAM_TITLE_BYTES = 64;
  private static final int LONGEST_DESCRIPTION_BYTES = 512;
  private static final int LONGEST_URL_BYTES = 2_048;
  private static final int LONGEST_APPID = 64;
  private static final int LONGEST_PAGE = 1_024;

  /**
   * @param failure what the upload that failed was answered; {@link Answer.Ok} for none
   */
  record Said(List<Map<String, Object>> attachments, Answer failure) {
    boolean complete() {
      return failure instanceof Answer.Ok;
    }
  }

  private final FileBox box;
  private final MediaIds media;

  Attaching(FileBox box, MediaIds media) {
    this.box = box;
    this.media = media;
  }

  // ---------------------------------------------------------------- within WeCom's limits

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  List<Attachment> checked(Corp corp, @Nullable List<@Nullable Attachment> given, int most) {
    if (given == null) {
      return List.of();
    }
    if (given.size() > most) {
      throw Given.wrong("attachments", "are more than %d".formatted(most));
    }
    for (int i = 0; i < given.size(); i++) {
      check(corp, "attachments[%d]".formatted(i), given.get(i));
    }
    return given.stream().map(Objects::requireNonNull).toList();
  }

  private void check(Corp corp, String field, @Nullable Attachment given) {
    switch (given) {
      case null -> throw Given.wrong(field, "is null");
      case Attachment.Link link -> link(field, link);
      case Attachment.Picture picture -> file(corp, field, picture.file(), Kind.IMAGE);
      case Attachment.Video video -> file(corp, field, video.file(), Kind.VIDEO);
      case Attachment.Document document -> file(corp, field, document.file(), Kind.FILE);
      case Attachment.MiniProgram program -> {
        bytes(field + ".title", program.title(), 1, LONGEST_PROGRAM_TITLE_BYTES);
        Given.text(field + ".appid", program.appid(), 1, LONGEST_APPID);
        String page = Given.text(field + ".page", program.page(), 1, LONGEST_PAGE);
        if (!page.matches("[^?]*\\.html(\\?.*)?")) {
          throw Given.wrong(field + ".page", "must end in .html before its parameters");
        }
        file(corp, field, program.file(), Kind.IMAGE);
      }
    }
  }

  private static void link(String field, Attachment.Link link) {
    bytes(field + ".title", link.title(), 1, LONGEST_TITLE_BYTES);
    String url = bytes(field + ".url", link.url(), 1, LONGEST_URL_BYTES);
    if (!url.matches("https?://\\S+")) {
      throw Given.wrong(field + ".url", "must begin with http:// or https://");
    }
    if (link.description() != null) {
      bytes(field + ".description", link.description(), 0, LONGEST_DESCRIPTION_BYTES);
    }
    if (link.picture() != null) {
      bytes(field + ".picture", link.picture(), 0, LONGEST_URL_BYTES);
    }
  }

  private void file(Corp corp, String field, @Nullable String hash, Kind as) {
    Kept file = box.get(corp.id(), Given.text(field + ".file", hash, 64, 64));
    if (as != Kind.FILE && file.kind() != as) {
      throw Given.wrong(
          field + ".file",
          as == Kind.IMAGE
              ? "must be a PNG or JPEG of at most 10 MB"
              : "must be an MP4 of at most 10 MB");
    }
  }

  static String bytes(String field, @Nullable String given, int least, int most) {
    String text = Given.text(field, given, least, most);
    if (text.getBytes(StandardCharsets.UTF_8).length > most) {
      throw Given.wrong(field, "must fit into %,d bytes".formatted(most));
    }
    return text;
  }

  // ---------------------------------------------------------------- in WeCom's words

  /** Uploads what WeCom does not know, or no longer. */
  Said say(Corp corp, List<Attachment> attachments, Place place) {
    List<Map<String, Object>> said = new ArrayList<>();
    for (Attachment each : attachments) {
      String hash = each.hash();
      String id = "";
      if (hash != null) {
        Kept file = box.get(corp.id(), hash);
        MediaIds.Found found = media.find(corp, file, as(each), place);
        if (found.id() == null) {
          return new Said(List.of(), found.failure());
        }
        id = found.id();
      }
      said.add(words(each, id));
    }
    return new Said(said, Answer.nothing());
  }

  /** Whether it can be said without an upload. */
  boolean ready(Corp corp, List<Attachment> attachments, Place place) {
    return attachments.stream()
        .map(Attachment::hash)
        .filter(Objects::nonNull)
        .allMatch(hash -> media.known(box.get(corp.id(), hash), place).isPresent());
  }

  /** WeCom forgot one of them earlier than it said: all are uploaded again. */
  void forgotten(Corp corp, List<Attachment> attachments) {
    attachments.stream()
        .map(Attachment::hash)
        .filter(Objects::nonNull)
        .forEach(hash -> media.died(corp.id(), hash));
  }

  private static Kind as(Attachment attachment) {
    return switch (attachment) {
      case Attachment.Picture _, Attachment.MiniProgram _ -> Kind.IMAGE;
      case Attachment.Video _ -> Kind.VIDEO;
      case Attachment.Document _, Attachment.Link _ -> Kind.FILE;
    };
  }

  private static Map<String, Object> words(Attachment attachment, String id) {
    return switch (attachment) {
      case Attachment.Link link -> {
        Map<String, Object> content = new HashMap<>();
        content.put("title", link.title());
        content.put("url", link.url());
        content.put("desc", link.description());
        content.put("picurl", link.picture());
        content.values().removeIf(each -> each == null || each.equals(""));
        yield Map.of("msgtype", "link", "link", content);
      }
      case Attachment.Picture _ -> Map.of("msgtype", "image", "image", Map.of("media_id", id));
      case Attachment.Video _ -> Map.of("msgtype", "video", "video", Map.of("media_id", id));
      case Attachment.Document _ -> Map.of("msgtype", "file", "file", Map.of("media_id", id));
      case Attachment.MiniProgram program ->
          Map.of(
              "msgtype",
              "miniprogram",
              "miniprogram",
              Map.of(
                  "title",
                  program.title(),
                  "pic_media_id",
                  id,
                  "appid",
                  program.appid(),
                  "page",
                  program.page()));
    };
  }
}
