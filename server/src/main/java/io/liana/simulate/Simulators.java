package io.liana.simulate;

import java.util.List;

/** Every simulator there is. */
public final class Simulators {
  public static final List<Simulator> ALL = List.of(new OneBotSimulator());

  private Simulators() {}
}
