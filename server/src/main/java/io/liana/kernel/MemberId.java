package io.liana.kernel;

/** Identity of one person, across platforms. */
public record MemberId(long value) {
  public static MemberId parse(String text) {
    return new MemberId(Problem.parseId(text));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
