package io.longshore.gateway.stream;

import io.longshore.contracts.answer.AnswerEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an answer took. */
final class Receipt {
  private Receipt() {}

  /**
   * The rooms' timings with {@code total}, from the request to the last event, and {@code
   * overhead}: what of it was neither a model nor SQL. Milliseconds.
   */
  static Map<String, Long> of(AnswerEvent last, Duration total) {
    var timings = new LinkedHashMap<String, Long>();
    var finished = last.finished();
    if (finished != null) {
      timings.putAll(finished.timings());
    }
    long waited =
        timings.entrySet().stream()
            .filter(stage -> stage.getKey().endsWith(".model") || stage.getKey().endsWith(".sql"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    timings.put("total", total.toMillis());
    timings.put("overhead", Math.max(0, total.toMillis() - waited));
    return Map.copyOf(timings);
  }
}
