package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.Link;
import io.liana.kernel.Given;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants sent, and to whom. Within WeCom's limits, or it is not made.
 *
 * @param key the same wish twice is one
 * @param sender only what belongs to this member of staff; null for everybody's
 * @param people external user ids; empty for all
 * @param tags any tag of a list, and of every list
 * @param groups chat ids; empty for all
 */
record MassWish(
    String key,
    Kind kind,
    String text,
    List<Link> links,
    @Nullable String sender,
    List<String> people,
    List<List<String>> tags,
    List<String> groups) {
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_TEXT_BYTES = 4_000;
  private static final int MOST_LINKS = 9;
  private static final int LONGEST_TITLE_BYTES = 128;
  private static final int LONGEST_DESCRIPTION_BYTES = 512;
  private static final int LONGEST_URL_BYTES = 2_048;
  private static final int MOST_PEOPLE = 10_000;
  private static final int MOST_GROUPS = 2_000;
  private static final int MOST_TAG_LISTS = 20;
  private static final int MOST_TAGS = 100;

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  MassWish {
    key = Given.text("key", key, 1, LONGEST_KEY);
    text = fits("text", Given.text("text", text, 1, LONGEST_TEXT_BYTES), LONGEST_TEXT_BYTES);
    links = links(links);
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

  private static List<Link> links(List<Link> given) {
    if (given.size() > MOST_LINKS) {
      throw Given.wrong("links", "are more than %d".formatted(MOST_LINKS));
    }
    IntStream.range(0, given.size()).forEach(i -> link("links[%d]".formatted(i), given.get(i)));
    return List.copyOf(given);
  }

  private static void link(String field, Link link) {
    fits(field + ".title", Given.text(field + ".title", link.title(), 1, 128), LONGEST_TITLE_BYTES);
    String url = Given.text(field + ".url", link.url(), 1, LONGEST_URL_BYTES);
    if (!url.matches("https?://.*")) {
      throw Given.wrong(field + ".url", "must begin with http:// or https://");
    }
    if (link.description() != null) {
      fits(
          field + ".description",
          Given.text(field + ".description", link.description(), 0, LONGEST_DESCRIPTION_BYTES),
          LONGEST_DESCRIPTION_BYTES);
    }
    if (link.picture() != null) {
      Given.text(field + ".picture", link.picture(), 0, LONGEST_URL_BYTES);
    }
  }

  private static String fits(String field, String text, int bytes) {
    if (text.getBytes(StandardCharsets.UTF_8).length > bytes) {
      throw Given.wrong(field, "must fit into %,d bytes".formatted(bytes));
    }
    return text;
  }

  private static List<String> ids(String field, List<String> given, int most) {
    if (given.size() > most) {
      throw Given.wrong(field, "has more than %,d entries".formatted(most));
    }
    return given.stream().map(id -> Given.text(field, id, 1, LONGEST_ID)).distinct().toList();
  }
}
