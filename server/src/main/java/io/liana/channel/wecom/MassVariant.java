package io.liana.channel.wecom;

import io.liana.kernel.Given;
import java.util.List;
import java.util.Set;

/**
 * What some arms of an experiment are sent instead of what everybody else is.
 *
 * @param arms none for everybody else
 * @param nothing nothing is sent to them; then there are neither words nor files
 */
record MassVariant(Set<String> arms, boolean nothing, String text, List<Attachment> attachments) {
  private static final int MOST_ARMS = 20;

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  MassVariant {
    if (arms.size() > MOST_ARMS) {
      throw Given.wrong("variants", "name more than %d arms".formatted(MOST_ARMS));
    }
    arms = Set.copyOf(arms);
    attachments = List.copyOf(attachments);
    if (!nothing) {
      text = MassWish.words(text);
    } else if (!text.isEmpty() || !attachments.isEmpty()) {
      throw Given.wrong("variants", "send nothing, or words");
    }
  }
}
