package io.liana.channel.telegram;

import io.liana.channel.Person;
import io.liana.channel.Storable;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads Telegram's objects by field and tolerantly: what is absent or of another type is as good as
 * not said, and fields of tomorrow are nobody's business.
 */
final class Wire {
  private static final int LONGEST_NAME = 200;

  private Wire() {}

  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() ? clean(value.asString()) : "";
  }

  static long number(JsonNode object, String field) {
    return object.path(field).asLong(0);
  }

  static boolean flag(JsonNode object, String field) {
    return object.path(field).asBoolean(false);
  }

  /** Unix seconds. */
  static Instant time(JsonNode object, String field) {
    long seconds = number(object, field);
    if (seconds <= 0 || seconds > 4_102_444_800L) { // the year 2100
      throw new IllegalArgumentException("%s is not a plausible time".formatted(field));
    }
    return Instant.ofEpochSecond(seconds);
  }

  static boolean isGroup(JsonNode chat) {
    String type = text(chat, "type");
    return type.equals("group") || type.equals("supergroup");
  }

  /** The key Telegram's own exports use, so that an imported history meets the living group. */
  static String userKey(long id) {
    return "user" + id;
  }

  /** A channel or group that speaks; exports leave out the -100 that the Bot API puts in front. */
  static String chatKey(long id) {
    String digits = Long.toString(Math.abs(id));
    return "channel"
        + (digits.startsWith("100") && digits.length() > 10 ? digits.substring(3) : digits);
  }

  /** Zero when it is nobody a bot could name to Telegram. */
  static long userId(String key) {
    try {
      return key.startsWith("user") ? Long.parseLong(key.substring(4)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static String name(JsonNode user) {
    String name = (text(user, "first_name") + " " + text(user, "last_name")).strip();
    return Storable.text(name, LONGEST_NAME);
  }

  static Person person(JsonNode user, Person.@Nullable Role role) {
    String name = name(user);
    long id = number(user, "id");
    if (id == 0) {
      throw new IllegalArgumentException("a person without an id");
    }
    return new Person(userKey(id), name.isEmpty() ? null : name, role, flag(user, "is_bot"));
  }

  /** Message ids of a basic group and of the supergroup it becomes are counted apart. */
  static String messageKey(JsonNode chat, long message) {
    return text(chat, "type").equals("group") ? "b" + message : Long.toString(message);
  }

  /** Is somebody of this ChatMember object in the chat? */
  static boolean isIn(JsonNode member) {
    return switch (text(member, "status")) {
      case "creator", "administrator", "member" -> true;
      case "restricted" -> flag(member, "is_member");
      default -> false;
    };
  }

  static Person.Role role(JsonNode member) {
    return switch (text(member, "status")) {
      case "creator" -> Person.Role.OWNER;
      case "administrator" -> Person.Role.ADMIN;
      default -> Person.Role.MEMBER;
    };
  }

  static Set<String> rights(JsonNode member) {
    var rights = new TreeSet<String>();
    member
        .propertyStream()
        .filter(field -> field.getKey().startsWith("can_") && field.getValue().asBoolean(false))
        .forEach(field -> rights.add(field.getKey()));
    return rights;
  }

  /** As the database can keep it; NUL gives its place to something, so that offsets stay right. */
  static String clean(String text) {
    return Storable.text(text.replace('\0', '\uFFFD'));
  }
}
