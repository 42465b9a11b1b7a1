package io.liana.channel.wecom;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a text: told, kept and shown in the same form. Files are named by the hash of
 * their content, see {@link FileStore}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Attachment.Link.class, name = "link"),
  @JsonSubTypes.Type(value = Attachment.Picture.class, name = "image"),
  @JsonSubTypes.Type(value = Attachment.Video.class, name = "video"),
  @JsonSubTypes.Type(value = Attachment.Document.class, name = "file"),
  @JsonSubTypes.Type(value = Attachment.MiniProgram.class, name = "miniprogram")
})
sealed interface Attachment {
  record Link(String title, String url, @Nullable String description, @Nullable String picture)
      implements Attachment {}

  record Picture(String file) implements Attachment {}

  record Video(String file) implements Attachment {}

  record Document(String file) implements Attachment {}

  /**
   * @param page of the mini program, ending in .html
   * @param file the picture of its card
   */
  record MiniProgram(String title, String appid, String page, String file) implements Attachment {}

  /** The hash of the file it needs. */
  default @Nullable String hash() {
    return switch (this) {
      case Link _ -> null;
      case Picture picture -> picture.file();
      case Video video -> video.file();
      case Document document -> document.file();
      case MiniProgram program -> program.file();
    };
  }
}
