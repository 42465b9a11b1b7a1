package io.liana.moderation;

/** Where invitations to groups of known platforms live: host, then what the path begins with. */
enum InvitePlatform {
  DISCORD(
      "discord",
      "discord.gg/",
      "discord.com/invite/",
      "discordapp.com/invite/",
      "dsc.gg/",
      "discord.me/"),
  TELEGRAM(
      "telegram",
      "t.me/+",
      "t.me/joinchat/",
      "telegram.me/+",
      "telegram.me/joinchat/",
      "telegram.dog/joinchat/",
      "t.me/",
      "telegram.me/"),
  WHATSAPP("whatsapp", "chat.whatsapp.com/invite/", "chat.whatsapp.com/", "whatsapp.com/channel/"),
  QQ("qq", "jq.qq.com/?", "qm.qq.com/q/", "qm.qq.com/cgi-bin/qm/qr?", "qun.qq.com/join?"),
  WECHAT(
      "wechat",
      "u.wechat.com/",
      "weixin.qq.com/g/",
      "work.weixin.qq.com/gm/",
      "work.weixin.qq.com/u/"),
  LINE("line", "line.me/r/ti/g/", "line.me/ti/g/", "line.me/ti/g2/"),
  SIGNAL("signal", "signal.group/#"),
  SLACK("slack", "join.slack.com/t/"),
  MATRIX("matrix", "matrix.to/#/"),
  KOOK("kook", "kook.top/", "kook.vip/", "kaihei.co/"),
  VIBER("viber", "invite.viber.com/?"),
  MESSENGER("messenger", "m.me/j/");

  final String code;
  final String[] prefixes;

  InvitePlatform(String code, String... prefixes) {
    this.code = code;
    this.prefixes = prefixes;
  }

  /** A bare {@code t.me/name} is a channel; {@code t.me/name/79} is a quotation of one message. */
  boolean bareName(String prefix) {
    return this == TELEGRAM && (prefix.equals("t.me/") || prefix.equals("telegram.me/"));
  }
}
