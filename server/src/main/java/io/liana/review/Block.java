package io.liana.review;

import io.liana.insight.Drawing;
import java.util.List;

/** A piece of an exported review; {@code BoardHtml} and {@code BoardPdf} say the same with it. */
sealed interface Block {

  record Heading(String text) implements Block {}

  /**
   * @param quiet small and grey
   */
  record Text(String text, boolean quiet) implements Block {}

  record Warning(String text) implements Block {}

  /**
   * @param weights how wide its columns are, of each other
   */
  record Table(List<String> heads, List<Integer> weights, List<List<Cell>> rows) implements Block {}

  record Figure(Drawing drawing, String title, String caption) implements Block {}

  /** Numbered from one. */
  record Notes(List<Note> notes) implements Block {}

  record Note(String term, String meaning) {}

  /** Lines, the first may stand out. */
  record Cell(List<String> lines, boolean strong) {
    static Cell of(String... lines) {
      return new Cell(List.of(lines), false);
    }

    static Cell strong(List<String> lines) {
      return new Cell(lines, true);
    }
  }
}
