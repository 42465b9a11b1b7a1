package io.liana.content;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** A QR code as one path of an SVG: sharp at every size, on a screen and in print. */
public final class QrCode {
  private static final int QUIET = 4; // modules of white around it, as the standard asks

  private QrCode() {}

  /**
   * @param name read out by screen readers
   * @throws IllegalArgumentException for a text longer than a QR code holds
   */
  public static String svg(String text, String name) {
    ByteMatrix matrix = matrix(text);
    int size = matrix.getWidth() + 2 * QUIET;
    return """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>"""
        .formatted(HtmlUtils.htmlEscape(name), size, size, size, size, path(matrix));
  }

  /**
   * Row by row, true for dark, the quiet zone around it included.
   *
   * @throws IllegalArgumentException for a text longer than a QR code holds
   */
  public static boolean[][] modules(String text) {
    ByteMatrix matrix = matrix(text);
    var modules = new boolean[matrix.getHeight() + 2 * QUIET][matrix.getWidth() + 2 * QUIET];
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        modules[y + QUIET][x + QUIET] = matrix.get(x, y) == 1;
      }
    }
    return modules;
  }

  private static ByteMatrix matrix(String text) {
    try {
      return Encoder.encode(
              text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
          .getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }

  private static String path(ByteMatrix matrix) {
    var path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        if (matrix.get(x, y) == 1) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return path.toString();
  }
}
