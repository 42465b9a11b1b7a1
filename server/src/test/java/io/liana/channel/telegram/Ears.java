package io.liana.channel.telegram;

import io.liana.kit.RunningLiana;

/** Lets an application without listening threads fetch what waits for its bots. */
public final class Ears {
  private Ears() {}

  /** Returns how many updates came. */
  public static int listen(RunningLiana liana) {
    return liana.bean(Listening.class).runDue();
  }
}
