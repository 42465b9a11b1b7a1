package io.liana.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A double of a mail server that does what a real one rarely does: refuses a receiver, or breaks
 * off right after it was given the whole letter.
 */
public final class StubbornPost implements AutoCloseable {
  public enum Mood {
    REFUSES,
    BREAKS_OFF
  }

  private final ServerSocket door;
  private final AtomicInteger letters = new AtomicInteger();
  private volatile Mood mood = Mood.REFUSES;

  public StubbornPost() {
    try {
      door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::open);
  }

  public int port() {
    return door.getLocalPort();
  }

  public void is(Mood now) {
    mood = now;
  }

  /** Letters it was given to their last line. */
  public int letters() {
    return letters.get();
  }

  private void open() {
    try {
      while (true) {
        serve(door.accept());
      }
    } catch (SocketException e) {
      return; // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket guest) throws IOException {
    try (guest;
        var in =
            new BufferedReader(
                new InputStreamReader(guest.getInputStream(), StandardCharsets.US_ASCII));
        var out = guest.getOutputStream();
        Writer says = new OutputStreamWriter(out, StandardCharsets.US_ASCII)) {
      say(says, "220 stubborn");
      boolean letter = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (letter) {
          if (line.equals(".")) {
            letters.incrementAndGet();
            return; // and never says whether it took it
          }
        } else if (line.startsWith("RCPT") && mood == Mood.REFUSES) {
          say(says, "550 no such receiver");
        } else if (line.startsWith("DATA")) {
          letter = true;
          say(says, "354 go on");
        } else {
          say(says, line.startsWith("QUIT") ? "221 bye" : "250 well");
        }
      }
    }
  }

  private static void say(Writer says, String line) throws IOException {
    says.write(line + "\r\n");
    says.flush();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
