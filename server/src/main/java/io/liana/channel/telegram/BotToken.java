package io.liana.channel.telegram;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What BotFather gave out: the bot's number and its secret. Never shows itself. */
final class BotToken {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{3,20}):[A-Za-z0-9_-]{20,100}");

  private final String value;
  private final String id;

  private BotToken(String value, String id) {
    this.value = value;
    this.id = id;
  }

  /** Empty when it cannot be a token. */
  static Optional<BotToken> parse(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    return shape.matches()
        ? Optional.of(new BotToken(shape.group(), shape.group(1)))
        : Optional.empty();
  }

  /** The bot's own number; no secret. */
  String id() {
    return id;
  }

  String secret() {
    return value;
  }

  /** Cuts the token out of a text somebody else wrote. */
  String hideIn(String text) {
    return text.replace(value, "<token>");
  }

  @Override
  public String toString() {
    return id + ":…";
  }
}
