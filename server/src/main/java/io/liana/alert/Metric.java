package io.liana.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be watched; docs/metrics.md says how each is counted. */
enum Metric {
  MESSAGES(Kind.COUNT),
  ACTIVE_MEMBERS(Kind.COUNT),
  JOINS(Kind.COUNT),
  LEAVES(Kind.COUNT),
  ANSWER_RATE(Kind.SHARE),
  ORDERS(Kind.COUNT),
  ACQUISITION(Kind.RATIO),
  ACTIVITY(Kind.RATIO),
  CONVERSION(Kind.RATIO),
  REPURCHASE(Kind.RATIO);

  enum Kind {
    /** So many a day. */
    COUNT,
    /** So many of so many, each day. */
    SHARE,
    /** Of the review: people are counted once in the whole period, not day by day. */
    RATIO
  }

  static final List<String> CODES = Arrays.stream(values()).map(Metric::code).toList();

  final Kind kind;

  Metric(Kind kind) {
    this.kind = kind;
  }

  boolean share() {
    return kind != Kind.COUNT;
  }

  /** Orders and ratios are a community's; of no group is known which order belongs to it. */
  boolean ofGroups() {
    return kind != Kind.RATIO && this != ORDERS;
  }

  /** Days after which a day is known whole: a question has 24 hours to be answered. */
  int settles() {
    return this == ANSWER_RATE ? 2 : 1;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Metric of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
