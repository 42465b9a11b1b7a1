package io.liana.bench;

import io.liana.moderation.SpamModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code ./liana bench moderation --train}: writes the model that comes with the program. */
public final class AdvertTraining {
  private AdvertTraining() {}

  public static void main(String[] args) throws IOException {
    Path target = Figures.home().resolve("server/src/main/resources/moderation/advert-model.bin");
    SpamModel model = DetectorFit.fit(ExampleSets.all());
    try (OutputStream out = Files.newOutputStream(target)) {
      model.write(out);
    }
    System.out.printf(
        "%s: %,d bytes, review from %.3f, enforce from %.3f%n",
        target, Files.size(target), model.reviewAt(), model.enforceAt());
  }
}
