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

  /** Reads the stored form. */
  static Actor of(String code) {
    String name = code.substring(code.indexOf(':') + 1);
    return switch (code.substring(0, Math.max(0, code.indexOf(':')))) {
      case "operator" -> new Operator(new OperatorId(Long.parseLong(name)));
      case "member" -> new Member(new MemberId(Long.parseLong(name)));
      case "machine" -> new Machine(name);
      case String unknown -> throw new IllegalArgumentException("unknown kind of actor " + unknown);
    };
  }
}
