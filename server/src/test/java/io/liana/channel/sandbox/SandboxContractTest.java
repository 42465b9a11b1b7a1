package io.liana.channel.sandbox;

import io.liana.channel.Connector;
import io.liana.channel.ConnectorContract;
import io.liana.channel.OpenFormat;
import io.liana.channel.RawEvent;
import io.liana.kit.RunningLiana;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class SandboxContractTest extends ConnectorContract {
  private final RunningLiana liana = RunningLiana.shared();

  @Override
  protected Connector connector() {
    return liana.bean(SandboxConnector.class);
  }

  @Override
  protected String account() {
    return SandboxConnector.ACCOUNT;
  }

  @Override
  protected String group() {
    return "1";
  }

  @Override
  protected Map<String, String> form() {
    return Map.of();
  }

  @Override
  protected List<RawEvent> samples() {
    return Stream.of(
            """
            {"id":"1","at":"2026-11-22T03:00:00Z","type":"message","sender":{"id":"2","name":"Ana","role":"owner"},"text":"hello","targets":[{"id":"3"}]}""",
            """
            {"id":"1@x","at":"2026-11-22T03:00:01Z","type":"edit","sender":{"id":"2"},"text":"hello!","message_id":"1"}""",
            """
            {"id":"1","at":"2026-11-22T03:00:02Z","type":"recall","sender":{"id":"2"},"message_id":"1"}""",
            """
            {"id":"2","at":"2026-11-22T03:00:03Z","type":"join","sender":{"id":"3","name":"Chen"}}""",
            """
            {"id":"2","at":"2026-11-22T03:00:03Z","type":"join","sender":{"id":"4","name":"Dan"}}""",
            """
            {"id":"3","at":"2026-11-22T03:00:04Z","type":"invite","sender":{"id":"2"},"targets":[{"id":"5"}]}""",
            """
            {"id":"4","at":"2026-11-22T03:00:05Z","type":"leave","sender":{"id":"3"}}""",
            """
            {"id":"5","at":"2026-11-22T03:00:06Z","type":"kick","sender":{"id":"2"},"targets":[{"id":"4"}]}""")
        .map(line -> liana.bean(OpenFormat.class).raw("sandbox", account(), group(), line))
        .toList();
  }
}
