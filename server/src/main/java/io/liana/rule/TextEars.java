package io.liana.rule;

import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.moderation.AdvertJudge;
import io.liana.moderation.Evidence.Found;
import io.liana.moderation.Finding;
import io.liana.moderation.JudgeSettings;
import io.liana.moderation.Lexicon;
import io.liana.moderation.LexiconTerm;
import io.liana.moderation.Mentions;
import io.liana.moderation.OperatorPattern;
import io.liana.moderation.TextNormaliser;
import io.liana.rule.Heard.Hit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The triggers that listen to what a message says. However many words the rules hold, a message is
 * read once: the judge looks for all of them together and each finding names the trigger it is for.
 */
final class TextEars {
  /** One word or pattern of one trigger. */
  private record Slot(CompiledRule rule, Trigger.Keyword trigger, String word) {}

  private record Ear<T extends Trigger>(CompiledRule rule, T trigger) {}

  private final AdvertJudge judge = AdvertJudge.standard();
  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, List<Slot>> exact = new HashMap<>();
  private static final String SLOT = "slot:";
  private final List<Ear<Trigger.Advert>> adverts = new ArrayList<>();
  private final List<Ear<Trigger.Link>> links = new ArrayList<>();
  private final List<Ear<Trigger.Contact>> contacts = new ArrayList<>();
  private final List<Ear<Trigger.Mentions>> mentions = new ArrayList<>();
  private final List<Ear<Trigger>> always = new ArrayList<>();
  private final JudgeSettings settings;
  private final boolean judging;
  private int longestExact;

  TextEars(List<CompiledRule> rules) {
    List<LexiconTerm> terms = new ArrayList<>();
    List<OperatorPattern> patterns = new ArrayList<>();
    for (CompiledRule rule : rules) {
      for (Trigger trigger : rule.rule().triggers()) {
        switch (trigger) {
          case Trigger.Keyword keyword -> keyword(rule, keyword, terms, patterns);
          case Trigger.Advert advert -> adverts.add(new Ear<>(rule, advert));
          case Trigger.Link link -> links.add(new Ear<>(rule, link));
          case Trigger.Contact contact -> contacts.add(new Ear<>(rule, contact));
          case Trigger.Mentions many -> mentions.add(new Ear<>(rule, many));
          case Trigger.Said _, Trigger.Edited _, Trigger.Mentioned _ ->
              always.add(new Ear<>(rule, trigger));
          case Trigger.Flood _,
              Trigger.Repeat _,
              Trigger.Joined _,
              Trigger.JoinAsked _,
              Trigger.Violated _ -> {
            // not about the words of one message
          }
        }
      }
    }
    settings =
        JudgeSettings.defaults()
            .withWords(Lexicon.of(terms))
            .withPatterns(patterns)
            .withAllowedDomains(allowedByAll());
    judging = !(slots.isEmpty() && adverts.isEmpty() && links.isEmpty() && contacts.isEmpty());
  }

  private void keyword(
      CompiledRule rule,
      Trigger.Keyword keyword,
      List<LexiconTerm> terms,
      List<OperatorPattern> patterns) {
    for (String word : keyword.words()) {
      Slot slot = new Slot(rule, keyword, word);
      String number = SLOT + slots.size();
      switch (keyword.match()) {
        case CONTAINS -> {
          slots.add(slot);
          terms.add(new LexiconTerm(word, number, Finding.Level.REVIEW));
        }
        case PATTERN -> {
          slots.add(slot);
          patterns.add(OperatorPattern.compile(word, number));
        }
        case EXACT -> {
          String folded = TextNormaliser.fold(word).glued();
          exact.computeIfAbsent(folded, key -> new ArrayList<>(1)).add(slot);
          longestExact = Math.max(longestExact, folded.length());
        }
      }
    }
  }

  /**
   * Links every trigger allows need not be found; what only some allow is sorted out per trigger.
   */
  private Set<String> allowedByAll() {
    Set<String> common = new HashSet<>(JudgeSettings.defaults().allowedDomains());
    adverts.forEach(ear -> common.addAll(ear.trigger.linksAllowed()));
    links.forEach(ear -> common.retainAll(ear.trigger.allowed()));
    return common;
  }

  void listen(SettledEvent event, List<Hit> hits) {
    boolean edit = event.kind() == EventKind.EDIT;
    for (Ear<Trigger> ear : always) {
      boolean heard =
          switch (ear.trigger) {
            case Trigger.Said _ -> !edit;
            case Trigger.Edited _ -> edit;
            default -> !edit && !event.targets().isEmpty();
          };
      if (heard) {
        hits.add(new Hit(ear.rule, ear.trigger, List.of()));
      }
    }
    String text = event.text();
    if (text.isEmpty()) {
      return;
    }
    mentions(event, text, hits);
    if (!exact.isEmpty() && text.length() <= 4 * longestExact + 16) {
      for (Slot slot : exact.getOrDefault(TextNormaliser.fold(text).glued(), List.of())) {
        hits.add(hit(slot.rule, slot.trigger, "keyword", slot.word, 0, text.length()));
      }
    }
    if (judging) {
      List<Finding> findings = judge.judge(text, settings);
      if (!findings.isEmpty()) {
        sort(findings, hits);
      }
    }
  }

  private void mentions(SettledEvent event, String text, List<Hit> hits) {
    // Whom a reply answers is a target too, but nobody called upon them.
    int called = event.targets().size() - (event.replyTo() == null ? 0 : 1);
    for (Ear<Trigger.Mentions> ear : mentions) {
      if (Mentions.overLimit(text, Math.max(0, called), ear.trigger.moreThan(), true)) {
        int count = Math.max(called, Mentions.inText(text));
        hits.add(
            new Hit(
                ear.rule,
                ear.trigger,
                List.of(
                    new Found(
                        "mentions",
                        null,
                        -1,
                        -1,
                        (double) count,
                        (double) ear.trigger.moreThan()))));
      }
    }
  }

  private void sort(List<Finding> findings, List<Hit> hits) {
    for (Finding finding : findings) {
      switch (finding.kind()) {
        case KEYWORD, PATTERN -> {
          if (!finding.category().startsWith(SLOT)) {
            continue; // one of the built-in words of adverts: evidence, no trigger of its own
          }
          Slot slot = slots.get(Integer.parseInt(finding.category().substring(SLOT.length())));
          String source = finding.kind() == Finding.Kind.KEYWORD ? "keyword" : "pattern";
          hits.add(hit(slot.rule, slot.trigger, source, slot.word, finding.start(), finding.end()));
        }
        case ADVERT -> {
          for (Ear<Trigger.Advert> ear : adverts) {
            if (finding.level().reaches(ear.trigger.threshold())) {
              hits.add(new Hit(ear.rule, ear.trigger, supported(finding, findings)));
            }
          }
        }
        case CONTACT -> {
          for (Ear<Trigger.Contact> ear : contacts) {
            Set<String> kinds = ear.trigger.kinds();
            if (kinds.isEmpty() || kinds.contains(finding.category())) {
              hits.add(new Hit(ear.rule, ear.trigger, List.of(found(finding))));
            }
          }
        }
        case LINK, INVITE -> {
          for (Ear<Trigger.Link> ear : links) {
            if (!allows(ear.trigger.allowed(), finding)) {
              hits.add(new Hit(ear.rule, ear.trigger, List.of(found(finding))));
            }
          }
        }
        case MENTIONS -> {
          // counted here, with each trigger's own limit
        }
      }
    }
  }

  /** An advert is shown with everything else that was found in it. */
  private static List<Found> supported(Finding advert, List<Finding> all) {
    List<Found> found = new ArrayList<>();
    found.add(found(advert));
    for (Finding finding : all) {
      switch (finding.kind()) {
        case CONTACT, LINK, INVITE -> found.add(found(finding));
        case ADVERT, KEYWORD, PATTERN, MENTIONS -> {
          // itself, or somebody else's word
        }
      }
    }
    return found;
  }

  private static boolean allows(Set<String> domains, Finding link) {
    String host = host(link.matched());
    for (int at = 0; at >= 0; at = host.indexOf('.', at + 1)) {
      if (domains.contains(at == 0 ? host : host.substring(at + 1))) {
        return true;
      }
    }
    return false;
  }

  private static String host(String link) {
    int scheme = link.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int end = start;
    while (end < link.length() && "/?#:".indexOf(link.charAt(end)) < 0) {
      end++;
    }
    return link.substring(start, end).toLowerCase(java.util.Locale.ROOT);
  }

  private static Found found(Finding finding) {
    String source =
        switch (finding.kind()) {
          case ADVERT -> "learned";
          case CONTACT -> "contact";
          case LINK, INVITE -> "link";
          case KEYWORD -> "keyword";
          case PATTERN -> "pattern";
          case MENTIONS -> "mentions";
        };
    return new Found(
        source, finding.category(), finding.start(), finding.end(), finding.score(), null);
  }

  private static Hit hit(
      CompiledRule rule,
      Trigger trigger,
      String source,
      @Nullable String word,
      int start,
      int end) {
    return new Hit(rule, trigger, List.of(new Found(source, word, start, end, null, null)));
  }
}
