package io.longshore.runtime.trace;

import io.micrometer.tracing.Tracer;
import java.util.Optional;

/** The trace that the current thread works under. */
public final class CurrentTrace {
  private final Tracer tracer;

  CurrentTrace(Tracer tracer) {
    this.tracer = tracer;
  }

  /** W3C trace id: 32 digits of lower-case hex, for {@code Question.trace}. */
  public Optional<String> id() {
    return Optional.ofNullable(tracer.currentTraceContext().context()).map(c -> c.traceId());
  }
}
