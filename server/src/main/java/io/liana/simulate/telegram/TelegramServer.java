package io.liana.simulate.telegram;

import io.liana.simulate.Simulator;
import java.io.IOException;
import java.time.Clock;

/** The server behind the Bot API, simulated. */
public final class TelegramServer implements Simulator {
  @Override
  public String name() {
    return "telegram";
  }

  @Override
  public String summary() {
    return "the Bot API's server; people act through /control/VERB";
  }

  @Override
  public Running start(int port) throws IOException {
    return new TelegramSimulator(port, Clock.systemUTC()).open();
  }
}
