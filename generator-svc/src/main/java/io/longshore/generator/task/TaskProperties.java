package io.longshore.generator.task;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tasks are worked on.
 *
 * @param workers of an instance, 1 to {@value #WORKERS_MAX}
 * @param keptForShort workers that take no long task, fewer than {@code workers}
 * @param longFrom code points of evidence from which a task is a long one
 * @param lease how long a task belongs to a worker that says nothing, 1 s to 1 min
 * @param renewal how often a lease is renewed, at most a third of it
 * @param poll how often open tasks are looked for where nobody tells of them, 50 ms to 1 s: an open
 *     task is vouched for as often, and the gateway takes 1.5 s of silence for a dead room
 * @param attempts after which a task is given up, 1 to {@value #ATTEMPTS_MAX}
 * @param checkpointBytes of the longest checkpoint that is kept, at most 1 MB
 * @param kept how long the row of a task stays as the guard against a second answer, 1 h to 7 d; at
 *     least as long as the topic of the questions keeps them
 * @param longestDeadline how far back cancellations are read at the start, at most an hour
 * @param cancellations that are remembered at most, 1 to {@value #CANCELLATIONS_MAX}
 * @param stop how long running tasks may go on when the instance stops, at most a minute
 */
@ConfigurationProperties("longshore.tasks")
record TaskProperties(
    @DefaultValue("4") int workers,
    @DefaultValue("2") int keptForShort,
    @DefaultValue("24000") int longFrom,
    @DefaultValue("3s") Duration lease,
    @DefaultValue("1s") Duration renewal,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("5") int attempts,
    @DefaultValue("262144") int checkpointBytes,
    @DefaultValue("24h") Duration kept,
    @DefaultValue("10m") Duration longestDeadline,
    @DefaultValue("10000") int cancellations,
    @DefaultValue("5s") Duration stop) {
  static final int WORKERS_MAX = 256;
  static final int ATTEMPTS_MAX = 100;
  static final int CANCELLATIONS_MAX = 1_000_000;
  private static final int CHECKPOINT_BYTES_MAX = 1 << 20;

  TaskProperties {
    within("workers", workers, 1, WORKERS_MAX);
    within("kept-for-short", keptForShort, 0, workers - 1);
    within("long-from", longFrom, 1, Integer.MAX_VALUE);
    within("lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(1));
    within("renewal", renewal, Duration.ofMillis(50), lease.dividedBy(3));
    within("poll", poll, Duration.ofMillis(50), Duration.ofSeconds(1));
    within("attempts", attempts, 1, ATTEMPTS_MAX);
    within("checkpoint-bytes", checkpointBytes, 0, CHECKPOINT_BYTES_MAX);
    within("kept", kept, Duration.ofHours(1), Duration.ofDays(7));
    within("longest-deadline", longestDeadline, Duration.ofSeconds(1), Duration.ofHours(1));
    within("cancellations", cancellations, 1, CANCELLATIONS_MAX);
    within("stop", stop, Duration.ZERO, Duration.ofMinutes(1));
  }

  private static <T extends Comparable<T>> void within(String name, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "longshore.tasks.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}
