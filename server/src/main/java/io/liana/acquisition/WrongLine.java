package io.liana.acquisition;

import java.util.List;

/**
 * What is wrong with a line of a table.
 *
 * @param line its number in the file, from 1
 */
record WrongLine(int line, String detail) {
  private static final int MOST_TOLD = 20;
  private static final int LONGEST = 40;

  static List<WrongLine> first(List<WrongLine> wrong) {
    return List.copyOf(wrong.subList(0, Math.min(MOST_TOLD, wrong.size())));
  }

  /** A cell as it may be told. */
  static String clip(String cell) {
    return cell.length() <= LONGEST ? cell : cell.substring(0, LONGEST) + "…";
  }
}
