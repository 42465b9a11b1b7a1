/**
 * Segments: who meets a condition. {@link io.liana.segment.Condition} is the question, written by
 * an operator and read strictly by {@code ConditionReading}; {@code Evaluation} answers it for one
 * person and says why, {@code ConditionSql} for everybody at once. Both agree, and a test holds
 * them to it. {@code LiveSegments} keeps the segments that are live: it looks again at whom
 * something happened to, and at whom time alone may have moved. Tables {@code segment_*}, some of
 * them beside the facts.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "community",
      "member",
      "insight",
      "customer",
      "gate",
      "statistics"
    })
package io.liana.segment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
