package io.liana.channel.wecom;

import io.liana.channel.Ability;
import io.liana.channel.AccountHealth;
import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.ConnectForm;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.MessageMedia;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * WeCom as {@code delivery} and {@code intake} see it. Nothing can be done by a machine in a
 * customer group: every command is a task for a human, and the event that follows shows whether it
 * was done.
 */
@Component
class WeComConnector implements Connector {
  private final Facts facts;
  private final Corps corps;
  private final ArchiveReader archive;
  private final Health health;
  private final MassForRules massForRules;
  private final Wishes wishes;
  private final ArchiveMediaStore media;
  private final CustomerStore customers;

  WeComConnector(
      Facts facts,
      Corps corps,
      ArchiveReader archive,
      Health health,
      MassForRules massForRules,
      Wishes wishes,
      ArchiveMediaStore media,
      CustomerStore customers) {
    this.facts = facts;
    this.corps = corps;
    this.archive = archive;
    this.health = health;
    this.massForRules = massForRules;
    this.wishes = wishes;
    this.media = media;
    this.customers = customers;
  }

  @Override
  public String platform() {
    return Corps.PLATFORM;
  }

  @Override
  public Set<String> handles(String person) {
    return customers.names(person);
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return Abilities.of(archived(account), wishes.massForRules(account));
  }

  @Override
  public boolean takesCards(String account) {
    return wishes.cards(account);
  }

  @Override
  public List<Ability> abilities(String account) {
    return Abilities.table(archived(account), wishes.massForRules(account));
  }

  private boolean archived(String account) {
    return corps.find(account).filter(archive::readable).isPresent();
  }

  @Override
  public Optional<ConnectForm> form() {
    return Optional.of(Corp.FORM);
  }

  @Override
  public String accountKey(Map<String, String> given) {
    return Corp.of(given).id();
  }

  @Override
  public AccountHealth health(String account) {
    return corps
        .find(account)
        .map(health::walk)
        .orElseGet(
            () ->
                new AccountHealth(
                    List.of(
                        AccountHealth.Check.failed(
                            "secrets", Map.of(), "wecom_enter_secrets_again")),
                    null));
  }

  @Override
  public Map<String, MessageMedia> media(String account, Collection<String> messages) {
    return media.of(account, messages);
  }

  @Override
  public void writeMedia(String account, String message, OutputStream out) throws IOException {
    media.write(account, message, out);
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return facts.read(raw);
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    return new Outcome.NeedsHuman(
        switch (command) {
          case Command.SendText send -> massForRules.prepare(account, key, send);
          case Command.SendDirect _ -> "wecom_person_must_tap";
          case Command.RecallMessage _,
              Command.MuteMember _,
              Command.RemoveMember _,
              Command.LiftBan _ ->
              "wecom_only_in_client";
          case Command.AnswerJoinRequest _ -> "wecom_no_join_requests";
        });
  }
}
