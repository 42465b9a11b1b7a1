package io.liana.segment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one person.
 *
 * @param traits what is not known is absent
 * @param lists by name; none is as good as absent
 * @param segments they are in
 */
record Person(Map<String, Value> traits, Map<String, List<Item>> lists, Set<Long> segments) {
  /**
   * @param at null where the list has no times
   */
  record Item(@Nullable Instant at, Map<String, Value> fields) {}
}
