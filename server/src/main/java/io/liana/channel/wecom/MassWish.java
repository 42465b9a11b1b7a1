package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Kind;
import io.liana.kernel.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants sent, and to whom. Within WeCom's limits, or it is not made.
 *
 * @param key the same wish twice is one
 * @param attachments checked, see {@link Attaching}
 * @param sender only what belongs to this member of staff; null for everybody's
 * @param people external user ids; empty for all
 * @param tags any tag of a list, and of every list
 * @param groups chat ids; empty for all
 */
record MassWish(
    String key,
    Kind kind,
    String text,
    List<Attachment> attachments,
    @Nullable String sender,
    List<String> people,
    List<List<String>> tags,
    List<String> groups) {
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_TEXT_BYTES = 4_000;
  private static final int MOST_PEOPLE = 10_000;
  private static final int MOST_GROUPS = 2_000;
  private static final int MOST_TAG_LISTS = 20;
  private static final int MOST_TAGS = 100;

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  MassWish {
    key = Given.text("key", key, 1, LONGEST_KEY);
    text = Attaching.bytes("text", text, 1, LONGEST_TEXT_BYTES);
    attachments = List.copyOf(attachments);
    sender = sender == null ? null : Given.text("sender", sender, 1, LONGEST_ID);
    people = ids("people", people, MOST_PEOPLE);
    groups = ids("groups", groups, MOST_GROUPS);
    if (tags.size() > MOST_TAG_LISTS) {
      throw Given.wrong("tags", "has more than %d lists".formatted(MOST_TAG_LISTS));
    }
    tags =
        tags.stream()
            .filter(list -> !list.isEmpty())
            .map(list -> ids("tags", list, MOST_TAGS))
            .toList();
  }

  private static List<String> ids(String field, List<String> given, int most) {
    if (given.size() > most) {
      throw Given.wrong(field, "has more than %,d entries".formatted(most));
    }
    return given.stream().map(id -> Given.text(field, id, 1, LONGEST_ID)).distinct().toList();
  }
}
