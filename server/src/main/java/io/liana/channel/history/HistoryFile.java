package io.liana.channel.history;

import java.io.IOException;
import java.io.InputStream;

/**
 * One file of an export; it may lie in an archive.
 *
 * @param name as shown to the user: the path below what they named
 * @param size bytes to read, for progress only
 */
record HistoryFile(String name, long size, Opener opener) {
  interface Opener {
    InputStream open() throws IOException;
  }

  InputStream open() throws IOException {
    return opener.open();
  }

  String lastName() {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
