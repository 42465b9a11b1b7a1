package io.liana.simulate;

import io.liana.simulate.officialaccount.OfficialAccountSimulator;
import io.liana.simulate.telegram.TelegramServer;
import io.liana.simulate.wechatpay.WeChatPaySimulator;
import io.liana.simulate.wecom.WeComSimulator;
import java.util.List;

/** Every simulator there is. */
public final class Simulators {
  public static final List<Simulator> ALL =
      List.of(
          new OneBotSimulator(),
          new TelegramServer(),
          new WeComSimulator(),
          new OfficialAccountSimulator(),
          new WeChatPaySimulator());

  private Simulators() {}
}
