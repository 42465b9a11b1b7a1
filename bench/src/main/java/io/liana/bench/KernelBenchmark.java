package io.liana.bench;

import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import io.liana.moderation.AdvertJudge;
import io.liana.moderation.JudgeSettings;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The moderation kernel and what it is measured against, one message an operation, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(java.util.concurrent.TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
  private final AdvertJudge judge = AdvertJudge.standard();
  private JudgeSettings settings = JudgeSettings.defaults();
  private SensitiveWordBs sameJob = SensitiveWordBs.newInstance();
  private SensitiveWordBs wordsOnly = SensitiveWordBs.newInstance();
  private String[] messages = {};
  private String[] longMessages = {};
  private int next;

  @Setup
  public void prepare() throws IOException {
    List<String> words = KernelTexts.lexicon();
    messages = KernelTexts.messages().toArray(new String[0]);
    longMessages = KernelTexts.longMessages().toArray(new String[0]);
    settings = JudgeSettings.defaults().withWords(KernelTexts.compiled(words));
    sameJob = sameJob(words);
    wordsOnly = SensitiveWordBs.newInstance().wordDeny(() -> words).wordAllow(List::of).init();
  }

  /** Configured for the same job: built-in patterns on. */
  static SensitiveWordBs sameJob(List<String> words) {
    return SensitiveWordBs.newInstance()
        .wordDeny(() -> words)
        .wordAllow(List::of)
        .enableNumCheck(true)
        .enableEmailCheck(true)
        .enableUrlCheck(true)
        .init();
  }

  /** Normalise, lexicon, built-in patterns. */
  @Benchmark
  public Object liana() {
    return judge.evidence(message(), 0, settings);
  }

  /** All of that and the learned detector. */
  @Benchmark
  public Object lianaWithDetector() {
    return judge.judge(message(), 0, settings);
  }

  @Benchmark
  public Object sensitiveWord() {
    return sameJob.findAll(message());
  }

  /** Its fastest set-up: words only, no patterns. */
  @Benchmark
  public Object sensitiveWordBare() {
    return wordsOnly.findAll(message());
  }

  /** One message of 200 characters, for its 99th percentile. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
  public Object longMessage() {
    next = next + 1 < longMessages.length ? next + 1 : 0;
    return judge.evidence(longMessages[next], 0, settings);
  }

  private String message() {
    next = next + 1 < messages.length ? next + 1 : 0;
    return messages[next];
  }
}
