package io.liana.channel.wecom;

import io.liana.channel.Command;
import io.liana.kernel.Actor;
import io.liana.kernel.Problem;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What a rule wants said in a customer group, prepared on the owner's phone, where the operator
 * wants that: it costs the group's quota. The desk's task stays, and ends when the owner has
 * tapped.
 */
@Component
class MassForRules {
  private static final String NO_BOT = "wecom_no_bot_in_groups";
  private static final Actor RULES = new Actor.Machine("wecom");

  private final Corps corps;
  private final MassSends sends;
  private final Wishes wishes;

  MassForRules(Corps corps, MassSends sends, Wishes wishes) {
    this.wishes = wishes;
    this.corps = corps;
    this.sends = sends;
  }

  /**
   * @param key the command's: prepared once, however often it is tried
   * @return why a person is needed
   */
  String prepare(String account, String key, Command.SendText send) {
    Corp corp = corps.find(account).orElse(null);
    if (corp == null || !wishes.massForRules(account)) {
      return NO_BOT;
    }
    try {
      var wish =
          new MassWish(
              "command:" + key,
              MassSend.Kind.GROUPS,
              send.text(),
              List.of(),
              null,
              List.of(),
              List.of(),
              List.of(send.group()),
              List.of());
      return sends.make(corp, wish, key, RULES).isPresent()
          ? "wecom_tap_mass_send"
          : "wecom_mass_send_quota_used";
    } catch (Problem tooLong) {
      return NO_BOT;
    }
  }
}
