package io.longshore.runtime.tail;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/** Whether fetches are answered: a consumer does not say that its broker is gone. */
final class Contact {
  private final Duration bound;
  private final Metric fetches;
  private double seen;
  private long seenAt;

  /**
   * @param bound within which a broker that lives answers; none has answered yet
   */
  Contact(Consumer<?, ?> consumer, Duration bound) {
    this.bound = bound;
    this.seenAt = System.nanoTime() - bound.toNanos();
    this.fetches =
        consumer.metrics().entrySet().stream()
            .filter(metric -> metric.getKey().name().equals("fetch-total"))
            .filter(metric -> metric.getKey().group().equals("consumer-fetch-manager-metrics"))
            .<Metric>map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
  }

  boolean isThere() {
    var answered = (double) Objects.requireNonNull(fetches.metricValue());
    if (answered != seen) {
      seen = answered;
      seenAt = System.nanoTime();
    }
    return System.nanoTime() - seenAt < bound.toNanos();
  }
}
