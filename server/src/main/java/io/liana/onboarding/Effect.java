package io.liana.onboarding;

/** What is to be done for a newcomer. The set is closed; {@link NewcomerActs} are its hands. */
sealed interface Effect {
  /** The timer it belongs to: a newcomer's effects are told apart by it. */
  String timer();

  /**
   * @param prompted they did something and are answered; otherwise it waits out quiet hours and
   *     counts against caps
   */
  record Say(String timer, String text, boolean privately, boolean greeting, boolean prompted)
      implements Effect {}

  record GiveBuddy(String timer, String text, String task) implements Effect {}

  record TakeBack(String timer, String messageKey) implements Effect {}

  record Remove(String timer) implements Effect {}

  record Ask(String timer) implements Effect {}

  /**
   * Nothing is done, and why: {@code spoke}, {@code acknowledged}, {@code renamed}, {@code late}.
   */
  record Skip(String timer, String why) implements Effect {}

  /** They did what was asked for: {@code acknowledged} or {@code answered}. */
  record Note(String timer, String what) implements Effect {}

  /** What waits to be sent is taken back. */
  record Withdraw(String timer) implements Effect {}
}
