package io.liana.moderation;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a message the way a moderator would and says what is in it. Pure and safe for any number of
 * threads; about a microsecond for a line of chat, and no text or pattern can make it slow.
 *
 * <pre>{@code
 * AdvertJudge judge = AdvertJudge.standard();
 * List<Finding> findings = judge.judge(text, JudgeSettings.defaults());
 * }</pre>
 */
public final class AdvertJudge {
  private static final class Standard {
    static final AdvertJudge JUDGE = new AdvertJudge(SpamModel.builtIn());
  }

  private final SpamModel model;

  private AdvertJudge(SpamModel model) {
    this.model = model;
  }

  /** The judge with the built-in model and word lists, loaded on first use. */
  public static AdvertJudge standard() {
    return Standard.JUDGE;
  }

  /** As {@link #judge(String, int, JudgeSettings)} where the platform names no mentions. */
  public List<Finding> judge(String text, JudgeSettings settings) {
    return judge(text, 0, settings);
  }

  /**
   * @param text the message as it was sent, or as it reads after an edit
   * @param mentions how many members the platform says it mentions; names in the text count too
   * @return everything found, at least at REVIEW level; empty for an ordinary message
   */
  public List<Finding> judge(String text, int mentions, JudgeSettings settings) {
    FoldedText folded = TextNormaliser.fold(text);
    List<Contact> contacts = ContactPatterns.scan(folded);
    List<LexiconMatch> advertWords = AdvertWords.LEXICON.find(folded);
    List<Finding> findings = new ArrayList<>(4);
    double score = model.score(SpamFeatures.of(folded, contacts, advertWords));
    addAdvert(text, score, settings, findings);
    for (LexiconMatch match : advertWords) {
      if (match.term().level().reaches(Finding.Level.REVIEW)) {
        findings.add(keyword(text, match));
      }
    }
    addEvidence(folded, contacts, mentions, settings, findings);
    return List.copyOf(findings);
  }

  /**
   * What the operator's words and patterns and the built-in patterns find, without the learned
   * detector: an advert there may be, but nobody is asked.
   */
  public List<Finding> evidence(String text, int mentions, JudgeSettings settings) {
    FoldedText folded = TextNormaliser.fold(text);
    List<Finding> findings = new ArrayList<>(0);
    addEvidence(folded, ContactPatterns.scan(folded), mentions, settings, findings);
    return findings;
  }

  private static void addEvidence(
      FoldedText folded,
      List<Contact> contacts,
      int mentions,
      JudgeSettings settings,
      List<Finding> findings) {
    String text = folded.original();
    for (LexiconMatch match : settings.words().find(folded)) {
      findings.add(keyword(text, match));
    }
    for (OperatorPattern pattern : settings.patterns()) {
      pattern.find(folded).ifPresent(findings::add);
    }
    for (Contact contact : contacts) {
      Finding finding = ContactPatterns.finding(folded, contact, settings);
      if (finding != null) {
        findings.add(finding);
      }
    }
    Integer limit = settings.mentionLimit();
    if (limit != null && Mentions.overLimit(text, mentions, limit, true)) {
      findings.add(
          Finding.exact(
              Finding.Kind.MENTIONS,
              "mentions",
              Finding.Level.ENFORCE,
              text,
              0,
              text.length(),
              "mentions.over_limit"));
    }
  }

  private void addAdvert(
      String text, double score, JudgeSettings settings, List<Finding> findings) {
    Double review = settings.reviewAt();
    Double enforce = settings.enforceAt();
    Finding.Level level =
        SpamModel.level(
            score,
            review == null ? model.reviewAt() : review,
            enforce == null ? model.enforceAt() : enforce);
    if (level != Finding.Level.NONE) {
      findings.add(
          new Finding(
              Finding.Kind.ADVERT, "advert", score, level, text, 0, text.length(), "advert.model"));
    }
  }

  private static Finding keyword(String text, LexiconMatch match) {
    LexiconTerm term = match.term();
    return Finding.exact(
        Finding.Kind.KEYWORD,
        term.category(),
        term.level(),
        text,
        match.start(),
        match.end(),
        "keyword." + term.category());
  }
}
