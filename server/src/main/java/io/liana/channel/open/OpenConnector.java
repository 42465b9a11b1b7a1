package io.liana.channel.open;

import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.OpenFormat;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A system without a connector: it tells us what happens, and a human acts there. */
@Component
class OpenConnector implements Connector {
  private final OpenFormat format;

  OpenConnector(OpenFormat format) {
    this.format = format;
  }

  @Override
  public String platform() {
    return "open";
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return Set.of(Capability.RECEIVE);
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return List.of(format.read(raw));
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    return new Outcome.NeedsHuman("no_connector");
  }
}
