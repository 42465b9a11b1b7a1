package io.liana.channel.officialaccount;

import io.liana.channel.Connector;
import io.liana.channel.ConnectorContract;
import io.liana.channel.RawEvent;
import io.liana.kit.RunningLiana;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

class OfficialAccountContractTest extends ConnectorContract {
  private static final String APP = "wx00c0ffee00c0ffee";
  private static final String CHEN = "oChen0000000000000000000001";
  private static final Map<String, String> FORM =
      Map.of(
          "app_id", APP,
          "app_secret", "s",
          "callback_token", "QDG6eK",
          "encoding_aes_key", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
          "api", "http://127.0.0.1:9");

  @BeforeAll
  static void connect() {
    RunningLiana.shared()
        .script()
        .post(
            "/accounts",
            Map.of("platform", "officialaccount", "name", "Riverside OA", "values", FORM));
  }

  @Override
  protected Connector connector() {
    return RunningLiana.shared().bean(OfficialAccountConnector.class);
  }

  @Override
  protected String account() {
    return APP;
  }

  @Override
  protected String group() {
    return APP;
  }

  @Override
  protected List<RawEvent> samples() {
    return Stream.of(
            event("subscribe", ""),
            event("subscribe", "qrscene_poster-7"),
            event("SCAN", "poster-7"),
            event("unsubscribe", ""),
            message("1", "text", "<Content><![CDATA[几点开门？]]></Content>"),
            message("2", "image", "<PicUrl>http://x/y</PicUrl><MediaId>m</MediaId>"),
            message("3", "voice", "<MediaId>m</MediaId><Recognition>几点</Recognition>"),
            message("4", "video", "<MediaId>m</MediaId>"),
            message("5", "shortvideo", "<MediaId>m</MediaId>"),
            message("6", "location", "<Location_X>1</Location_X><Label>河畔</Label>"),
            message("7", "link", "<Title>茶</Title><Url>http://x/</Url>"))
        .map(
            body ->
                new RawEvent(
                    OfficialAccounts.PLATFORM,
                    APP,
                    APP,
                    "k:" + body.hashCode(),
                    Instant.parse("2026-11-22T03:00:00Z"),
                    body))
        .toList();
  }

  private static String event(String event, String key) {
    return head("event")
        + "<Event>%s</Event><EventKey><![CDATA[%s]]></EventKey></xml>".formatted(event, key);
  }

  private static String message(String id, String kind, String rest) {
    return head(kind) + rest + "<MsgId>" + id + "</MsgId></xml>";
  }

  private static String head(String kind) {
    return "<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName><CreateTime>1763780400</CreateTime><MsgType>%s</MsgType>"
        .formatted(CHEN, kind);
  }

  @Override
  protected Map<String, String> form() {
    return FORM;
  }
}
