package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

/** What a process works, told by the time that it has had processors: nothing else tells. */
record Processor(ProcessHandle process) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Looks in a row at a process that does nothing: half a second. */
  private static final int QUIET = 10;

  Duration used() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Until it has worked so long from now on. */
  void awaitWork(Duration work) {
    var before = used();
    var until = Instant.now().plus(PATIENCE);
    while (used().minus(before).compareTo(work) < 0) {
      assertThat(Instant.now()).as("it does nothing").isBefore(until);
      pause();
    }
  }

  /** What it works until it does nothing for half a second. */
  Duration untilRest() {
    var before = used();
    var until = Instant.now().plus(PATIENCE);
    var used = before;
    for (var quiet = 0; quiet < QUIET; pause()) {
      var now = used();
      quiet = now.equals(used) ? quiet + 1 : 0;
      used = now;
      assertThat(Instant.now()).as("it never rests").isBefore(until);
    }
    return used.minus(before);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
