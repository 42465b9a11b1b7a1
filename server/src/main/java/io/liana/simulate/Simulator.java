package io.liana.simulate;

import java.io.IOException;
import java.net.URI;

/** One imitated platform. To add one: implement this here and list it in {@link Simulators}. */
public interface Simulator {
  /** What is typed: {@code onebot}. */
  String name();

  /** One line for the help. */
  String summary();

  /**
   * Starts it on this machine.
   *
   * @param port 0 takes any free one
   */
  Running start(int port) throws IOException;

  /** A simulator at work until it is closed. */
  interface Running extends AutoCloseable {
    /** Where it listens, e.g. {@code http://localhost:3001}. */
    URI url();

    @Override
    void close();
  }
}
