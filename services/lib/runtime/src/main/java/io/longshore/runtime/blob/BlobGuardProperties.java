package io.longshore.runtime.blob;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is asked of the blob store at once, and for how long.
 *
 * @param calls at once, reading, writing and {@code put} each, 1 to {@value #CALLS_MAX}
 * @param turn how long a call but {@code put} waits for its turn, at most a minute
 * @param limit of a call but {@code put}, 100 ms to a minute
 * @param putLimit of what a {@code put} does between two reads of its stream, whose time is not the
 *     store's, and after the last one, when all that was written goes to the disk; and of its wait
 *     for its turn; 100 ms to 10 min
 * @param attempts of a call but {@code put}, 1 to {@value #ATTEMPTS_MAX}
 * @param pause between two attempts, at most 5 s
 * @param openFor how long a store that failed too often is left alone, 100 ms to a minute
 */
@ConfigurationProperties("longshore.blob-store")
record BlobGuardProperties(
    @DefaultValue("64") int calls,
    @DefaultValue("2s") Duration turn,
    @DefaultValue("10s") Duration limit,
    @DefaultValue("1m") Duration putLimit,
    @DefaultValue("2") int attempts,
    @DefaultValue("100ms") Duration pause,
    @DefaultValue("5s") Duration openFor) {
  static final int CALLS_MAX = 1024;
  static final int ATTEMPTS_MAX = 5;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  BlobGuardProperties {
    within("calls", calls, 1, CALLS_MAX);
    within("turn", turn, Duration.ZERO, MINUTE);
    within("limit", limit, SHORTEST, MINUTE);
    within("put-limit", putLimit, SHORTEST, Duration.ofMinutes(10));
    within("attempts", attempts, 1, ATTEMPTS_MAX);
    within("pause", pause, Duration.ofMillis(1), Duration.ofSeconds(5));
    within("open-for", openFor, SHORTEST, MINUTE);
  }

  private static <T extends Comparable<T>> void within(String name, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "longshore.blob-store.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}
