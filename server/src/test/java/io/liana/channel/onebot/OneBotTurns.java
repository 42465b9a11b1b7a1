package io.liana.channel.onebot;

import io.liana.kit.RunningLiana;

/** Lets an application without worker threads look after its bots' connections. */
public final class OneBotTurns {
  private OneBotTurns() {}

  public static void tend(RunningLiana liana) {
    liana.bean(OneBotAccounts.class).runDue();
  }
}
