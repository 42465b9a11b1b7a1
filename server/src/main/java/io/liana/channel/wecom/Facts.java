package io.liana.channel.wecom;

import io.liana.channel.InboundEvent;
import io.liana.channel.InboundEvent.Head;
import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import io.liana.channel.Storable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a callback, a read group or the archive told about a group, in the form in which it waits in
 * the inbox. A callback itself waits there too, as the XML it was; nobody interprets that but
 * {@link Signals}.
 */
@Component
class Facts {
  enum Kind {
    JOINED,
    LEFT,
    /** They were there when we first looked. */
    PRESENT,
    ROLE,
    GROUP_RENAMED,
    SAID,
    MEDIA,
    RECALLED
  }

  record Who(String id, @Nullable String name, Person.@Nullable Role role, boolean bot) {
    Person person() {
      return new Person(id, name == null ? null : Storable.text(name), role, bot);
    }
  }

  /**
   * @param scene WeCom's raw number of how somebody came or went; kept because documents disagree
   * @param message the id of the message said or recalled
   */
  record Fact(
      Kind kind,
      String key,
      @Nullable Who who,
      @Nullable Who by,
      @Nullable String via,
      @Nullable Integer scene,
      @Nullable String text,
      @Nullable String message) {}

  private final JsonMapper json;

  Facts(JsonMapper json) {
    this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  RawEvent raw(Corp corp, String chat, Instant at, Fact fact) {
    return new RawEvent(
        Corps.PLATFORM, corp.id(), chat, fact.key(), at, json.writeValueAsString(fact));
  }

  /** Empty for a callback, which is XML. */
  List<InboundEvent> read(RawEvent raw) {
    if (raw.body().startsWith("<xml>")) {
      return List.of();
    }
    try {
      Fact fact = json.readValue(raw.body(), Fact.class);
      if (fact == null || fact.kind() == null || fact.key() == null || fact.key().isBlank()) {
        throw new IllegalArgumentException("a fact has a kind and a key");
      }
      var head = new Head(raw.platform(), raw.account(), raw.group(), fact.key(), raw.at());
      return List.of(event(head, fact));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is no fact of a group", e);
    }
  }

  private static InboundEvent event(Head head, Fact fact) {
    return switch (fact.kind()) {
      case JOINED ->
          new InboundEvent.MemberJoined(head, needed(fact.who()), person(fact.by()), fact.via());
      case LEFT -> new InboundEvent.MemberLeft(head, needed(fact.who()), person(fact.by()));
      case PRESENT, ROLE -> new InboundEvent.RoleChanged(head, needed(fact.who()));
      case GROUP_RENAMED ->
          new InboundEvent.GroupRenamed(head, person(fact.by()), text(fact.text()));
      case SAID, MEDIA ->
          new InboundEvent.MessageHeard(
              head,
              needed(fact.who()),
              text(fact.message()),
              fact.kind() == Kind.SAID ? InboundEvent.Form.TEXT : InboundEvent.Form.MEDIA,
              text(fact.text()),
              null,
              List.of());
      case RECALLED ->
          new InboundEvent.MessageRecalled(head, person(fact.who()), text(fact.message()));
    };
  }

  private static Person needed(@Nullable Who who) {
    if (who == null || who.id() == null || who.id().isBlank()) {
      throw new IllegalArgumentException("a fact about somebody names nobody");
    }
    return who.person();
  }

  private static @Nullable Person person(@Nullable Who who) {
    return who == null ? null : needed(who);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : Storable.text(text);
  }
}
