package io.liana.simulate.wecom;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events as WeCom does: flat XML, texts in CDATA, numbers bare. */
final class Events {
  private Events() {}

  static String customer(SimulatedCorp corp, String change, String staff, String external) {
    return customer(corp, change, staff, external, Map.of());
  }

  static String customer(
      SimulatedCorp corp, String change, String staff, String external, Map<String, String> more) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ChangeType", change);
    fields.put("UserID", staff);
    fields.put("ExternalUserID", external);
    fields.putAll(more);
    return xml(corp, "change_external_contact", fields, "");
  }

  /**
   * @param scene null for a change of no members
   * @param last the version before; empty when the list and the versions are left out
   */
  static String chat(
      SimulatedCorp corp,
      SimulatedChat chat,
      String change,
      @Nullable String detail,
      @Nullable Integer scene,
      List<String> users,
      String last) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ChatId", chat.id);
    fields.put("ChangeType", change);
    if (detail != null) {
      fields.put("UpdateDetail", detail);
    }
    var rest = new StringBuilder();
    if (scene != null && detail != null) {
      String name = detail.equals("add_member") ? "JoinScene" : "QuitScene";
      rest.append("<%s>%d</%s>".formatted(name, scene, name));
      rest.append("<MemChangeCnt>%d</MemChangeCnt>".formatted(users.size()));
    }
    if (!last.isEmpty()) {
      rest.append("<MemChangeList>");
      users.forEach(user -> rest.append("<Item><![CDATA[").append(user).append("]]></Item>"));
      rest.append("</MemChangeList>");
      fields.put("LastMemVer", last);
      fields.put("CurMemVer", chat.version);
    }
    return xml(corp, "change_external_chat", fields, rest.toString());
  }

  static String xml(SimulatedCorp corp, String event, Map<String, String> fields, String rest) {
    var xml = new StringBuilder("<xml>");
    xml.append("<ToUserName><![CDATA[").append(corp.id).append("]]></ToUserName>");
    xml.append("<FromUserName><![CDATA[sys]]></FromUserName>");
    long now = corp.world.now().getEpochSecond();
    xml.append("<CreateTime>").append(now).append("</CreateTime>");
    xml.append("<MsgType><![CDATA[event]]></MsgType>");
    xml.append("<Event><![CDATA[").append(event).append("]]></Event>");
    fields.forEach(
        (name, value) ->
            xml.append('<')
                .append(name)
                .append("><![CDATA[")
                .append(value)
                .append("]]></")
                .append(name)
                .append('>'));
    return xml.append(rest).append("</xml>").toString();
  }
}
