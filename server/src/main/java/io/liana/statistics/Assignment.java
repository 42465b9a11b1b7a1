package io.liana.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who gets what: decided by a hash of the experiment's salt and the unit's id, so that it is the
 * same everywhere, always, and needs no table. Weighted rendezvous hashing (Thaler, Ravishankar
 * 1998; weights as in Schindelhauer, Schomaker 2005): when one arm's weight grows, units move only
 * into it, when it shrinks only out of it, and as few as the new weights demand. Different salts
 * give independent assignments.
 */
public final class Assignment {
  private final String salt;
  private final List<Arm> arms;
  private final double holdout;

  /** Names are part of the hash: renaming an arm moves its units. */
  public record Arm(String name, double weight) {}

  /** What one unit gets. */
  public sealed interface Outcome {
    record Assigned(String arm) implements Outcome {}

    /** Gets nothing of the experiment and is compared with all of it. */
    record HeldOut() implements Outcome {}
  }

  /**
   * @param salt of the experiment; the same salt for two experiments would pair their arms
   * @param arms at least one, with different names and weights of 0 or more, not all 0
   * @param holdout share of all units that gets nothing, in [0, 1)
   */
  public Assignment(String salt, List<Arm> arms, double holdout) {
    Set<String> names = new HashSet<>();
    double sum = 0;
    for (Arm arm : arms) {
      if (!names.add(arm.name()) || !(arm.weight() >= 0) || Double.isInfinite(arm.weight())) {
        throw new IllegalArgumentException("arm %s: %s".formatted(arm.name(), arm.weight()));
      }
      sum += arm.weight();
    }
    if (salt.isEmpty() || sum <= 0 || !(holdout >= 0 && holdout < 1)) {
      throw new IllegalArgumentException("no salt, no weights, or a holdout outside [0, 1)");
    }
    this.salt = salt;
    this.arms = List.copyOf(arms);
    this.holdout = holdout;
  }

  public Outcome of(String unit) {
    if (holdout > 0 && fraction("holdout", unit, "") < holdout) {
      return new Outcome.HeldOut();
    }
    Arm best = arms.getFirst();
    double highest = Double.NEGATIVE_INFINITY;
    for (Arm arm : arms) {
      // -log(u) is exponential; divided by the weight, the smallest falls to an arm as often as
      // its weight says.
      double score = arm.weight() / -Math.log(fraction("arm", unit, arm.name()));
      if (arm.weight() > 0 && score > highest) {
        highest = score;
        best = arm;
      }
    }
    return new Outcome.Assigned(best.name());
  }

  /** In (0, 1), 53 bits of SHA-256; lengths are hashed too, so that no two inputs run together. */
  private double fraction(String use, String unit, String arm) {
    MessageDigest sha = sha256();
    for (String part : new String[] {use, salt, unit, arm}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      sha.update(bytes);
    }
    long bits = ByteBuffer.wrap(sha.digest()).getLong() >>> 11;
    return (bits + 0.5) * 0x1p-53;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
