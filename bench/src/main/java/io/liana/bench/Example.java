package io.liana.bench;

import io.liana.moderation.SpamFeatures;

/** A message somebody labelled, with what the detector sees of it. */
record Example(String text, boolean advert, Source source, SpamFeatures features) {

  /**
   * Where examples come from, and how much an advert and an ordinary message of it weigh in
   * training. The group chat we are judged by weighs most; sets in other languages or from other
   * media less.
   */
  enum Source {
    /** Messages of a Chinese QQ group. */
    QQ(1.75, 1),
    /** Our own adverts of many trades and our own tricky ordinary sentences. */
    OWN(2, 2),
    /** Telegram groups, English and Russian. */
    TELEGRAM(0.3, 0.5),
    /** English text messages. */
    SMS(0.1, 0.1),
    /** Heated but advert-free Chinese comments. */
    COLD(0, 0.6),
    /** Chinese programmers' questions and answers. */
    EGRET(0, 0.2),
    /** English IRC. */
    IRC(0, 0.1),
    /** Our own sentences kept away from training. */
    UNSEEN(0, 0);

    private final double advert;
    private final double ordinary;

    Source(double advert, double ordinary) {
      this.advert = advert;
      this.ordinary = ordinary;
    }
  }

  static Example of(String text, boolean advert, Source source) {
    return new Example(text, advert, source, SpamFeatures.of(text));
  }

  double weight() {
    return advert ? source.advert : source.ordinary;
  }
}
