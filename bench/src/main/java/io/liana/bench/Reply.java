package io.liana.bench;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a server answered over a plain socket; the body is read and thrown away.
 *
 * @param last the server ends the connection after it
 */
record Reply(int status, boolean last) {
  static Reply read(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = 0;
    boolean last = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String low = line.toLowerCase(java.util.Locale.ROOT);
      if (low.startsWith("content-length:")) {
        length = Integer.parseInt(low.substring(15).strip());
      }
      last |= low.equals("connection: close");
    }
    in.readNBytes(length);
    return new Reply(status, last);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
