package io.liana.acquisition;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One scan, as a plan looks at it.
 *
 * @param time in the community's zone, as is {@code day}
 * @param region as ip2region names it, "四川省 成都市"; empty where nobody knows
 * @param returning has been here before, by the cookie
 * @param tags of the member whose browser it is; looked up when a rule asks
 * @param arms what experiments give this visitor; worked out when a rule asks
 */
record Visit(
    LocalTime time,
    DayOfWeek day,
    String region,
    Device device,
    App app,
    boolean returning,
    Supplier<Set<String>> tags,
    Supplier<Set<String>> arms) {

  enum Device {
    IOS,
    ANDROID,
    HARMONY,
    OTHER;

    static Device of(String agent) {
      if (agent.contains("OpenHarmony") || agent.contains("ArkWeb")) {
        return HARMONY;
      }
      if (agent.contains("Android")) {
        return ANDROID;
      }
      return agent.contains("iPhone") || agent.contains("iPad") ? IOS : OTHER;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Inside which app the page opens. */
  enum App {
    WECHAT("MicroMessenger"),
    WECOM("wxwork"),
    QQ(" QQ/"),
    ALIPAY("AlipayClient"),
    DINGTALK("DingTalk"),
    WEIBO("Weibo"),
    DOUYIN("aweme"),
    XIAOHONGSHU("xhsdiscover"),
    BROWSER("");

    private final String mark;

    App(String mark) {
      this.mark = mark;
    }

    static App of(String agent) {
      if (agent.contains(WECOM.mark)) { // names itself MicroMessenger, too
        return WECOM;
      }
      for (App app : values()) {
        if (agent.contains(app.mark)) {
          return app;
        }
      }
      return BROWSER;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
