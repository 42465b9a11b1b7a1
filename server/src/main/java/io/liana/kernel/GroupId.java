package io.liana.kernel;

/** Identity of one chat group on one platform account. */
public record GroupId(long value) {
  public static GroupId parse(String text) {
    return new GroupId(Problem.parseId(text));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
