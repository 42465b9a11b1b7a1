package io.liana.channel;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator gives to connect an account of a platform; console and API are made from it. */
public record ConnectForm(List<Field> fields) {

  public enum Kind {
    TEXT,
    /** Kept encrypted; leaves the server only towards its platform. */
    SECRET,
    /** An address this server calls: private ones only where they are allowed. */
    URL,
    /** An address of our own that others call. */
    OWN_URL,
    CHOICE;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param code the key in settings or secrets, e.g. {@code token}
   * @param choices of a CHOICE, otherwise empty
   * @param otherwise what an absent value means; null for nothing
   */
  public record Field(
      String code, Kind kind, boolean required, List<String> choices, @Nullable String otherwise) {
    public static Field text(String code, boolean required) {
      return new Field(code, Kind.TEXT, required, List.of(), null);
    }

    public static Field secret(String code, boolean required) {
      return new Field(code, Kind.SECRET, required, List.of(), null);
    }

    public static Field url(String code, boolean required, @Nullable String otherwise) {
      return new Field(code, Kind.URL, required, List.of(), otherwise);
    }

    public static Field ownUrl(String code) {
      return new Field(code, Kind.OWN_URL, false, List.of(), null);
    }

    public static Field choice(String code, List<String> choices, String otherwise) {
      return new Field(code, Kind.CHOICE, false, choices, otherwise);
    }
  }
}
