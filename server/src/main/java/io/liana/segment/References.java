package io.liana.segment;

import io.liana.kernel.Given;
import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Funnel;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Segments in segments: pure. */
final class References {
  private final Map<Long, Condition> known;
  private final Set<Long> open = new HashSet<>();
  private final Map<Long, Condition> ordered = new LinkedHashMap<>();

  private References(Map<Long, Condition> known) {
    this.known = known;
  }

  /** The segments a condition asks for itself. */
  static Stream<Long> of(Condition condition) {
    return switch (condition) {
      case All(List<Condition> of) -> of.stream().flatMap(References::of);
      case Any(List<Condition> of) -> of.stream().flatMap(References::of);
      case None(List<Condition> of) -> of.stream().flatMap(References::of);
      case Trait _, Has _, Funnel _ -> Stream.of();
      case InSegment(long segment) -> Stream.of(segment);
    };
  }

  /**
   * Everything that has to be known before the condition: each once, and after what it asks for.
   *
   * @param known all segments of the community
   * @throws io.liana.kernel.Problem 400 where one is not there or comes back to itself
   */
  static Map<Long, Condition> before(Condition condition, Map<Long, Condition> known) {
    var references = new References(known);
    references.visit(condition);
    return references.ordered;
  }

  private void visit(Condition condition) {
    of(condition)
        .forEach(
            id -> {
              Condition asked = known.get(id);
              if (asked == null) {
                throw Given.wrong(
                    "condition", "asks for segment %d, which is not here".formatted(id));
              }
              if (ordered.containsKey(id)) {
                return;
              }
              if (!open.add(id)) {
                throw io.liana.kernel.Problem.invalid(
                    "segment_refers_to_itself",
                    "A segment cannot ask, itself or through others, who is in it.",
                    Map.of("segment", Long.toString(id)));
              }
              visit(asked);
              open.remove(id);
              ordered.put(id, asked);
            });
  }
}
