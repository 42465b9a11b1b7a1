package io.liana.acquisition;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** A code as a picture of whole pixels that knows its size in millimetres. */
final class QrPng {
  private static final int HEADER = 33; // signature and IHDR: pHYs comes after them
  private static final double FINEST = 300 / 25.4; // pixels per mm that print shops ask for

  private QrPng() {}

  static byte[] of(boolean[][] dark, int mm) {
    int scale = (int) Math.ceil(mm * FINEST / dark.length);
    int size = dark.length * scale;
    var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        image.setRGB(x, y, dark[y / scale][x / scale] ? 0x000000 : 0xffffff);
      }
    }
    try {
      var bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return withSize(bytes.toByteArray(), (int) Math.round(size * 1_000.0 / mm));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] withSize(byte[] png, int pixelsPerMetre) throws IOException {
    var chunk = new ByteArrayOutputStream();
    var out = new DataOutputStream(chunk);
    out.writeBytes("pHYs");
    out.writeInt(pixelsPerMetre);
    out.writeInt(pixelsPerMetre);
    out.writeByte(1); // metres
    byte[] body = chunk.toByteArray();
    var crc = new CRC32();
    crc.update(body);
    var all = new ByteArrayOutputStream();
    all.write(png, 0, HEADER);
    var sized = new DataOutputStream(all);
    sized.writeInt(body.length - 4);
    sized.write(body);
    sized.writeInt((int) crc.getValue());
    all.write(Arrays.copyOfRange(png, HEADER, png.length));
    return all.toByteArray();
  }
}
