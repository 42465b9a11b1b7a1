package io.liana.verdict;

import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.kernel.Caller;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.statistics.ReadoutAnswer;
import io.liana.verdict.Judging.Judged;
import io.liana.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an experiment showed, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class VerdictController {
  private final Experiments experiments;
  private final Verdicts verdicts;

  VerdictController(Experiments experiments, Verdicts verdicts) {
    this.experiments = experiments;
    this.verdicts = verdicts;
  }

  record ArmCounted(String key, long members, long groups, long visitors) {}

  record MetricSeen(
      String metric, String role, ReadoutAnswer readout, boolean adjusted, List<ArmCounted> arms) {}

  record Answer(Instant asOf, int exposed, int mature, List<MetricSeen> metrics) {}

  @GetMapping("/experiments/{experiment}/verdict")
  @Permission("experiment:read")
  Answer verdict(@PathVariable String experiment, Caller caller) {
    Experiment asked = experiments.get(Problem.parseId(experiment), caller);
    Verdict verdict = verdicts.of(asked);
    List<ArmCounted> counted = counted(asked, verdict.outcomes());
    List<MetricSeen> metrics = new ArrayList<>();
    for (Judged one : verdict.judged()) {
      metrics.add(
          new MetricSeen(
              one.metric().code(),
              metrics.isEmpty() ? "primary" : "guardrail",
              ReadoutAnswer.of(one.metric().isShare(), one.arms(), one.readout(), one.alpha()),
              one.adjusted(),
              counted));
    }
    return new Answer(verdict.asOf(), verdict.exposed(), verdict.outcomes().size(), metrics);
  }

  private static List<ArmCounted> counted(Experiment experiment, List<Outcome> outcomes) {
    Stream<String> keys = experiment.arms().stream().map(Experiment.Arm::key);
    return (experiment.holdout() > 0 ? Stream.concat(keys, Stream.of(Experiment.HOLDOUT)) : keys)
        .map(
            key -> {
              List<Outcome> its = outcomes.stream().filter(one -> one.arm().equals(key)).toList();
              List<GroupId> groups =
                  its.stream()
                      .filter(Outcome.OfMember.class::isInstance)
                      .map(one -> ((Outcome.OfMember) one).group())
                      .toList();
              return new ArmCounted(
                  key,
                  groups.size(),
                  groups.stream().distinct().count(),
                  its.size() - groups.size());
            })
        .toList();
  }
}
