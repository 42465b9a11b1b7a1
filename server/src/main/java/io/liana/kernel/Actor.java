package io.liana.kernel;

/** Who did it: a person at the console, a person in a chat, or the machine following a rule. */
public sealed interface Actor {
  record Operator(OperatorId id) implements Actor {}

  record Member(MemberId id) implements Actor {}

  /**
   * @param name the module or rule that acted, e.g. {@code rule:adverts}
   */
  record Machine(String name) implements Actor {}

  /** The stored form: {@code operator:7}, {@code member:12}, {@code machine:rule:adverts}. */
  default String code() {
    return switch (this) {
      case Operator operator -> "operator:" + operator.id();
      case Member member -> "member:" + member.id();
      case Machine machine -> "machine:" + machine.name();
    };
  }
}
