package io.liana.channel.officialaccount;

import io.liana.channel.InboundEvent;
import io.liana.channel.InboundEvent.Form;
import io.liana.channel.InboundEvent.Head;
import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import io.liana.channel.Storable;
import io.liana.channel.callback.CallbackXml;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a callback says. Pure. */
final class NewsReader {
  /** Before the scene of a code, where its scan made somebody follow. */
  private static final String FOLLOWED_BY = "qrscene_";

  private NewsReader() {}

  static List<InboundEvent> read(RawEvent raw) {
    CallbackXml news = CallbackXml.parse(raw.body());
    String openid = news.field("FromUserName");
    if (!isOpenid(openid)) {
      throw new IllegalArgumentException("nobody sent this");
    }
    var head = new Head(raw.platform(), raw.account(), raw.group(), raw.key(), raw.at());
    Person who = Person.of(openid, null); // WeChat tells no names any more
    return switch (news.field("MsgType")) {
      case "event" -> happened(head, who, news);
      case "text" -> said(head, who, news, Form.TEXT, news.field("Content"));
      case "voice" -> said(head, who, news, Form.MEDIA, news.field("Recognition"));
      case "location" -> said(head, who, news, Form.MEDIA, news.field("Label"));
      case "link" ->
          said(head, who, news, Form.MEDIA, news.field("Title") + " " + news.field("Url"));
      case "" -> throw new IllegalArgumentException("a callback has a MsgType");
      default -> said(head, who, news, Form.MEDIA, ""); // a picture, a film, and what comes yet
    };
  }

  private static List<InboundEvent> said(
      Head head, Person who, CallbackXml news, Form form, String text) {
    String message = messageKey(who.key(), news.field("MsgId"));
    return List.of(
        new InboundEvent.MessageHeard(
            head, who, message, form, Storable.text(text.strip()), null, List.of()));
  }

  private static List<InboundEvent> happened(Head head, Person who, CallbackXml news) {
    return switch (news.field("Event")) {
      case "subscribe" -> List.of(new InboundEvent.MemberJoined(head, who, null, scene(news)));
      case "unsubscribe" -> List.of(new InboundEvent.MemberLeft(head, who, null));
      case "SCAN" -> {
        String scene = scene(news);
        yield scene == null ? List.of() : List.of(new InboundEvent.ScanSeen(head, who, scene));
      }
      default -> List.of(); // menus, places, fates of template messages
    };
  }

  private static @Nullable String scene(CallbackXml news) {
    String key = news.field("EventKey");
    String scene = key.startsWith(FOLLOWED_BY) ? key.substring(FOLLOWED_BY.length()) : key;
    return scene.isEmpty() ? null : Storable.text(scene, 64);
  }

  /** Names the sender too: an answer to a message then needs nothing else to find them. */
  private static String messageKey(String openid, String id) {
    if (!id.matches("\\d{1,20}")) {
      throw new IllegalArgumentException("a message without an id");
    }
    return openid + "/" + id;
  }

  static @Nullable String senderOf(@Nullable String messageKey) {
    int end = messageKey == null ? -1 : messageKey.indexOf('/');
    return messageKey == null || end < 0 ? null : messageKey.substring(0, end);
  }

  static boolean isOpenid(String text) {
    return text.matches("[A-Za-z0-9_-]{16,64}");
  }
}
