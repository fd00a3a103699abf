package io.longshore.generator;

import io.micrometer.tracing.Tracer;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goes on with the trace of a question where its record was left behind. */
final class Traces {
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

  private final Tracer tracer;

  Traces(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * Runs the work in a span of its own.
   *
   * @param trace W3C trace id; null or anything else for a new trace
   */
  void within(@Nullable String trace, Runnable work) {
    if (trace == null || !TRACE_ID.matcher(trace).matches()) {
      work.run();
      return;
    }
    var parent =
        tracer
            .traceContextBuilder()
            .traceId(trace)
            .spanId(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()))
            .sampled(true)
            .build();
    try (var _ = tracer.currentTraceContext().newScope(parent)) {
      work.run();
    }
  }
}
