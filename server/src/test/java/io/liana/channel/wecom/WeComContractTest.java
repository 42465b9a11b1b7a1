package io.liana.channel.wecom;

import io.liana.channel.Connector;
import io.liana.channel.ConnectorContract;
import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import io.liana.channel.wecom.Facts.Fact;
import io.liana.channel.wecom.Facts.Kind;
import io.liana.channel.wecom.Facts.Who;
import io.liana.kit.RunningLiana;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

class WeComContractTest extends ConnectorContract {
  private static final Map<String, String> FORM =
      Map.of(
          "corp_id", "ww0123456789abcdef",
          "agent_id", "1000002",
          "secret", "s",
          "callback_token", "QDG6eK",
          "encoding_aes_key", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");
  private final Facts facts = new Facts(JsonMapper.builder().build());

  @Override
  protected Connector connector() {
    return RunningLiana.shared().bean(WeComConnector.class);
  }

  @Override
  protected String account() {
    return "ww0123456789abcdef";
  }

  @Override
  protected String group() {
    return "wrGroup";
  }

  @Override
  protected List<RawEvent> samples() {
    var chen = new Who("wmChen", "陈晨 Chen", null, false);
    var ana = new Who("ana@ww0123456789abcdef", "Ana", Person.Role.OWNER, false);
    Instant at = Instant.parse("2026-11-22T03:00:00Z");
    return Arrays.stream(Kind.values())
        .map(kind -> new Fact(kind, "k:" + kind, chen, ana, "poster", 3, "你好", "m1"))
        .map(fact -> facts.raw(Corp.of(FORM), group(), at, fact))
        .toList();
  }

  @Override
  protected Map<String, String> form() {
    return FORM;
  }
}
