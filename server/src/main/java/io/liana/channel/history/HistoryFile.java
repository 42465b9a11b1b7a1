package io.liana.channel.history;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One file of an export; it may lie in an archive. */
final class HistoryFile {
  interface Opener {
    InputStream open() throws IOException;
  }

  private final String name;
  private final long size;
  private final Opener opener;
  private @Nullable TextEncoding encoding;

  /**
   * @param name as shown to the user: the path below what they named
   * @param size bytes to read, for progress only
   */
  HistoryFile(String name, long size, Opener opener) {
    this.name = name;
    this.size = size;
    this.opener = opener;
  }

  String name() {
    return name;
  }

  long size() {
    return size;
  }

  InputStream open() throws IOException {
    return opener.open();
  }

  /** Found out once, by reading all of it. */
  TextEncoding encoding() throws IOException {
    TextEncoding known = encoding;
    if (known == null) {
      known = TextEncoding.of(this);
      encoding = known;
    }
    return known;
  }

  String lastName() {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
