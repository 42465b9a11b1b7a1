package io.liana.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** One weight of Noto Sans SC in one document; of it, only what is written is kept. */
final class Letters {
  private static final int MISSING = 0x25a1; // □

  private final PDType0Font font;
  private final CmapLookup known;

  private Letters(PDType0Font font, CmapLookup known) {
    this.font = font;
    this.known = known;
  }

  static Letters of(PDDocument document, boolean bold) throws IOException {
    String name = "/fonts/ttf/NotoSansSC/NotoSansSC-%s.ttf".formatted(bold ? "Bold" : "Regular");
    try (InputStream in = Objects.requireNonNull(Letters.class.getResourceAsStream(name), name)) {
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
      return new Letters(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup());
    }
  }

  PDType0Font font() {
    return font;
  }

  /** What can be written of a text: a letter the font lacks is a box, marks without a width go. */
  String written(String text) {
    return text.codePoints()
        .map(point -> Character.isWhitespace(point) || Character.isISOControl(point) ? ' ' : point)
        .filter(point -> !invisible(point))
        .map(point -> known.getGlyphId(point) == 0 ? MISSING : point)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static boolean invisible(int point) {
    return Character.getType(point) == Character.FORMAT || point >= 0xfe00 && point <= 0xfe0f;
  }

  /** In ems. */
  double width(String written) {
    try {
      return font.getStringWidth(written) / 1000;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
