package io.liana.moderation;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The learned advert detector: a linear model over {@link SpamFeatures}, calibrated to a
 * probability. Trained by {@code ./liana bench moderation --train}; see {@code MODEL_CARD.md}
 * beside the model.
 */
public final class SpamModel {
  private static final String RESOURCE = "/moderation/advert-model.bin";
  private static final int MAGIC = 0x4C534D31; // LSM1

  private static final class BuiltIn {
    static final SpamModel MODEL = load();
  }

  private final float[] weights;
  private final double slope;
  private final double offset;
  private final double reviewAt;
  private final double enforceAt;

  /**
   * @param weights one for each feature
   * @param slope and
   * @param offset turn the linear score into a probability: 1 / (1 + e^−(slope·score + offset))
   * @param reviewAt probability from which a human should look
   * @param enforceAt probability from which the ladder may act by itself
   */
  public SpamModel(
      float[] weights, double slope, double offset, double reviewAt, double enforceAt) {
    if (weights.length != SpamFeatures.SIZE) {
      throw new IllegalArgumentException(
          "the model has %d weights, this version expects %d: train it again"
              .formatted(weights.length, SpamFeatures.SIZE));
    }
    this.weights = weights.clone();
    this.slope = slope;
    this.offset = offset;
    this.reviewAt = reviewAt;
    this.enforceAt = enforceAt;
  }

  /** The model that comes with the program. */
  public static SpamModel builtIn() {
    return BuiltIn.MODEL;
  }

  public double reviewAt() {
    return reviewAt;
  }

  public double enforceAt() {
    return enforceAt;
  }

  /** Probability that a message with these features is an advert. */
  public double score(SpamFeatures features) {
    return 1 / (1 + Math.exp(-(slope * features.dot(weights) + offset)));
  }

  /** Which of the model's own thresholds a probability reaches. */
  public Finding.Level level(double score) {
    return level(score, reviewAt, enforceAt);
  }

  static Finding.Level level(double score, double reviewAt, double enforceAt) {
    if (score >= enforceAt) {
      return Finding.Level.ENFORCE;
    }
    return score >= reviewAt ? Finding.Level.REVIEW : Finding.Level.NONE;
  }

  /** Weights are stored as 16-bit multiples of the largest one: a third of a megabyte. */
  public void write(OutputStream target) throws IOException {
    float largest = 1e-6f;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(target))) {
      out.writeInt(MAGIC);
      out.writeInt(weights.length);
      out.writeDouble(slope);
      out.writeDouble(offset);
      out.writeDouble(reviewAt);
      out.writeDouble(enforceAt);
      out.writeFloat(largest);
      for (float weight : weights) {
        out.writeShort(Math.round(weight / largest * Short.MAX_VALUE));
      }
    }
  }

  public static SpamModel read(InputStream source) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new GZIPInputStream(source)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("this is not an advert model");
      }
      float[] weights = new float[in.readInt()];
      double slope = in.readDouble();
      double offset = in.readDouble();
      double reviewAt = in.readDouble();
      double enforceAt = in.readDouble();
      float largest = in.readFloat();
      for (int i = 0; i < weights.length; i++) {
        weights[i] = in.readShort() * largest / Short.MAX_VALUE;
      }
      return new SpamModel(weights, slope, offset, reviewAt, enforceAt);
    }
  }

  private static SpamModel load() {
    try (InputStream in = SpamModel.class.getResourceAsStream(RESOURCE)) {
      return read(Objects.requireNonNull(in, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
