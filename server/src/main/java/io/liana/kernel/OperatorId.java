package io.liana.kernel;

/** Identity of a person who signs in to the console. */
public record OperatorId(long value) {
  public static OperatorId parse(String text) {
    return new OperatorId(Problem.parseId(text));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
