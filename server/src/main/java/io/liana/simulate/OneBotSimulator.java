package io.liana.simulate;

import java.io.IOException;
import java.time.Clock;

/** A QQ account behind a OneBot 11 implementation such as NapCat. */
final class OneBotSimulator implements Simulator {
  @Override
  public String name() {
    return "onebot";
  }

  @Override
  public String summary() {
    return "a QQ bot behind OneBot 11";
  }

  @Override
  public Running start(int port) throws IOException {
    return new OneBotServer(port, Clock.systemUTC());
  }
}
