package io.liana.bench;

import io.liana.bench.Example.Source;
import io.liana.moderation.SpamModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How good is the advert detector? Every figure is of messages the judging model has not seen:
 * five-fold, with calibration and thresholds chosen inside the training folds only.
 */
public final class DetectorEvaluation {
  private static final double LEAST_F1 = 0.87;
  private static final double LEAST_PRECISION = 0.97;
  private static final double LEAST_RECALL = 0.65;
  private static final double MOST_FALSE_ALARMS = 0.002;

  /** An advert or not, and what the two thresholds of a model that had not seen it said. */
  private record Verdict(boolean advert, boolean review, boolean enforce) {}

  private final Figures figures = new Figures("advert detector");
  private final Map<Source, List<Verdict>> verdicts = new HashMap<>();
  private final Map<String, Verdict> byText = new HashMap<>();

  private DetectorEvaluation() {}

  public static void main(String[] args) throws IOException {
    Figures figures = evaluate();
    figures.report(BenchOptions.json(args));
  }

  static Figures evaluate() throws IOException {
    DetectorEvaluation evaluation = new DetectorEvaluation();
    evaluation.crossValidate(ExampleSets.all());
    evaluation.strangers();
    return evaluation.figures;
  }

  private void crossValidate(List<Example> all) throws IOException {
    List<Example> comments = ExampleSets.cold("dev");
    List<Example> unseen = ExampleSets.unseen();
    List<Verdict> onComments = new ArrayList<>();
    List<Verdict> onUnseen = new ArrayList<>();
    for (int fold = 0; fold < DetectorFit.FOLDS; fold++) {
      SpamModel model = DetectorFit.fit(DetectorFit.without(all, fold));
      for (Example example : DetectorFit.only(all, fold)) {
        Verdict verdict = verdict(model, example);
        verdicts.computeIfAbsent(example.source(), s -> new ArrayList<>()).add(verdict);
        byText.put(example.text(), verdict);
      }
      comments.forEach(example -> onComments.add(verdict(model, example)));
      unseen.forEach(example -> onUnseen.add(verdict(model, example)));
    }
    List<Verdict> chat = verdicts.getOrDefault(Source.QQ, List.of());
    double precision = precision(chat, Verdict::review);
    double recall = recall(chat, Verdict::review);
    figures
        .add("qq.review.f1", 2 * precision * recall / (precision + recall), "", LEAST_F1)
        .add("qq.review.precision", precision, "")
        .add("qq.review.recall", recall, "")
        .add("qq.enforce.precision", precision(chat, Verdict::enforce), "", LEAST_PRECISION)
        .add("qq.enforce.recall", recall(chat, Verdict::enforce), "", LEAST_RECALL)
        .add(
            "comments.review.false_alarms",
            falseAlarms(onComments, Verdict::review),
            "",
            MOST_FALSE_ALARMS)
        .add(
            "comments.enforce.false_alarms",
            falseAlarms(onComments, Verdict::enforce),
            "",
            MOST_FALSE_ALARMS);
    both("unseen", onUnseen);
    both("group_mix", groupMix());
    both("telegram", verdicts.getOrDefault(Source.TELEGRAM, List.of()));
    both("sms", verdicts.getOrDefault(Source.SMS, List.of()));
  }

  /** Platforms and languages the model was never shown: trained on Chinese alone. */
  private void strangers() throws IOException {
    List<Example> chinese =
        ExampleSets.all().stream()
            .filter(e -> e.source() != Source.TELEGRAM && e.source() != Source.SMS)
            .toList();
    SpamModel model = DetectorFit.fit(chinese);
    both(
        "telegram_untrained", ExampleSets.telegram().stream().map(e -> verdict(model, e)).toList());
    both("sms_untrained", ExampleSets.sms().stream().map(e -> verdict(model, e)).toList());
  }

  /** Adverts in the stream of a whole group; its texts are those of two training sets. */
  private List<Verdict> groupMix() throws IOException {
    JsonMapper json = JsonMapper.shared();
    Set<Integer> adverts = new HashSet<>();
    json.readTree(SharedFolder.path("data/zh-group-mix/gold_ads.json"))
        .get("ad_message_ids")
        .forEach(id -> adverts.add(id.intValue()));
    SpamModel shipped = SpamModel.builtIn();
    List<Verdict> out = new ArrayList<>();
    for (String line : Files.readAllLines(SharedFolder.path("data/zh-group-mix/events.jsonl"))) {
      JsonNode event = json.readTree(line);
      if (event.get("type").stringValue().equals("message")) {
        String text = event.get("text").stringValue();
        boolean advert = adverts.contains(event.get("id").intValue());
        Verdict held = byText.get(text);
        out.add(
            held != null
                ? new Verdict(advert, held.review, held.enforce)
                : verdict(shipped, Example.of(text, advert, Source.UNSEEN)));
      }
    }
    return out;
  }

  private void both(String set, List<Verdict> judged) {
    figures
        .add(set + ".review.recall", recall(judged, Verdict::review), "")
        .add(set + ".review.false_alarms", falseAlarms(judged, Verdict::review), "")
        .add(set + ".enforce.recall", recall(judged, Verdict::enforce), "")
        .add(set + ".enforce.false_alarms", falseAlarms(judged, Verdict::enforce), "");
  }

  private static Verdict verdict(SpamModel model, Example example) {
    double score = model.score(example.features());
    return new Verdict(example.advert(), score >= model.reviewAt(), score >= model.enforceAt());
  }

  private static double precision(List<Verdict> verdicts, Predicate<Verdict> flagged) {
    return share(verdicts.stream().filter(flagged).toList(), Verdict::advert);
  }

  private static double recall(List<Verdict> verdicts, Predicate<Verdict> flagged) {
    return share(verdicts.stream().filter(Verdict::advert).toList(), flagged);
  }

  private static double falseAlarms(List<Verdict> verdicts, Predicate<Verdict> flagged) {
    return share(verdicts.stream().filter(v -> !v.advert).toList(), flagged);
  }

  private static double share(List<Verdict> verdicts, Predicate<Verdict> what) {
    return verdicts.stream().filter(what).count() / (double) Math.max(1, verdicts.size());
  }
}
