package io.liana.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  @Test
  void a_ring_ends_the_pause() throws InterruptedException {
    var rung = new Semaphore(0);
    var rounds = new Rounds("test", FOR_EVER, rung::release);
    rounds.start(1);
    rounds.ring();
    assertThat(rung.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    rounds.stop();
  }

  @Test
  void a_stop_waits_for_the_round_under_way_and_does_not_interrupt_it()
      throws InterruptedException {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var interrupted = new AtomicBoolean();
    var ended = new AtomicBoolean();
    var rounds =
        new Rounds(
            "test",
            Duration.ofMillis(1),
            () -> {
              begun.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
              ended.set(true);
            });
    rounds.start(1);
    begun.await();
    Thread stopper = Thread.ofVirtual().start(rounds::stop);
    while (rounds.isRunning()) {
      Thread.onSpinWait();
    }
    assertThat(stopper.isAlive()).isTrue();
    goOn.countDown();
    stopper.join();
    assertThat(ended).isTrue();
    assertThat(interrupted).isFalse();
  }

  @Test
  void a_round_that_fails_is_followed_by_another() throws InterruptedException {
    var tries = new AtomicInteger();
    var second = new CountDownLatch(1);
    var rounds =
        new Rounds(
            "test",
            Duration.ofMillis(1),
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is lost");
              }
              second.countDown();
            });
    rounds.start(1);
    assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
    rounds.stop();
  }

  @Test
  void without_a_thread_nothing_runs_by_itself() {
    var tries = new AtomicInteger();
    var rounds = new Rounds("test", Duration.ZERO, tries::incrementAndGet);
    rounds.start(0);
    rounds.ring();
    assertThat(rounds.isRunning()).isTrue();
    rounds.stop();
    assertThat(rounds.isRunning()).isFalse();
    assertThat(tries).hasValue(0);
  }
}
