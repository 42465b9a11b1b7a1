package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Kind;
import io.liana.kernel.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
 * @param variants what arms of an experiment get instead, each arm once; only of customers
 */
record MassWish(
    String key,
    Kind kind,
    String text,
    List<Attachment> attachments,
    @Nullable String sender,
    List<String> people,
    List<List<String>> tags,
    List<String> groups,
    List<MassVariant> variants) {
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_TEXT_BYTES = 4_000;
  private static final int MOST_PEOPLE = 10_000;
  private static final int MOST_GROUPS = 2_000;
  private static final int MOST_TAG_LISTS = 20;
  private static final int MOST_TAGS = 100;
  private static final int MOST_VARIANTS = 10;
  private static final int NAME = 30;

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  MassWish {
    key = Given.text("key", key, 1, LONGEST_KEY);
    text = words(text);
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
    variants = List.copyOf(variants);
    if (variants.size() > MOST_VARIANTS || (!variants.isEmpty() && kind == Kind.GROUPS)) {
      throw Given.wrong("variants", "are up to %d, for customers".formatted(MOST_VARIANTS));
    }
    if (variants.stream().anyMatch(one -> one.arms().isEmpty())) {
      throw Given.wrong("variants", "each name an arm");
    }
    Set<String> named = new HashSet<>();
    if (!variants.stream().flatMap(one -> one.arms().stream()).allMatch(named::add)) {
      throw Given.wrong("variants", "name an arm twice");
    }
  }

  static String words(String text) {
    return Attaching.bytes("text", text, 1, LONGEST_TEXT_BYTES);
  }

  /** Everybody else's. */
  MassVariant rest() {
    return new MassVariant(Set.of(), false, text, attachments);
  }

  Set<String> arms() {
    return variants.stream().flatMap(one -> one.arms().stream()).collect(Collectors.toSet());
  }

  /** How who is told about it knows it. */
  String name() {
    return text.codePointCount(0, text.length()) <= NAME
        ? text
        : text.substring(0, text.offsetByCodePoints(0, NAME)) + "…";
  }

  private static List<String> ids(String field, List<String> given, int most) {
    if (given.size() > most) {
      throw Given.wrong(field, "has more than %,d entries".formatted(most));
    }
    return given.stream().map(id -> Given.text(field, id, 1, LONGEST_ID)).distinct().toList();
  }
}
