package io.liana.kit;

import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.ConnectForm;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.OpenFormat;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import io.liana.channel.account.AccountChanged;
import io.liana.channel.account.AccountConnected;
import io.liana.channel.account.AccountRemoved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;

/** A platform that exists in tests only: pigeons. It remembers what it was told. */
public final class Pigeon implements Connector {
  public final List<String> told = new CopyOnWriteArrayList<>();
  public final List<Command> performed = new ArrayList<>();
  public volatile boolean reachable = true;
  private final OpenFormat format;

  public Pigeon(OpenFormat format) {
    this.format = format;
  }

  @Override
  public String platform() {
    return "pigeon";
  }

  @Override
  public Optional<ConnectForm> form() {
    return Optional.of(
        new ConnectForm(
            List.of(
                ConnectForm.Field.text("ring", true),
                ConnectForm.Field.secret("whistle", true),
                ConnectForm.Field.url("loft", false, "https://loft.example"),
                ConnectForm.Field.choice("breed", List.of("homing", "fancy"), "homing"))));
  }

  @Override
  public String accountKey(Map<String, String> given) {
    return given.get("ring");
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return Set.of(Capability.RECEIVE, Capability.SEND);
  }

  @Override
  public boolean reachable(String account) {
    return reachable;
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return List.of(format.read(raw));
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    performed.add(command);
    return new Outcome.Delivered(null);
  }

  @EventListener
  public void on(AccountConnected news) {
    told.add("connected " + news.account().account());
  }

  @EventListener
  public void on(AccountChanged news) {
    told.add("changed " + news.account().account());
  }

  @EventListener
  public void on(AccountRemoved news) {
    told.add("removed " + news.account());
  }
}
