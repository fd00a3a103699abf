package io.longshore.generator;

import io.longshore.contracts.question.Question;
import io.longshore.generator.drafting.Outcome;
import io.longshore.generator.task.Tasks;
import io.longshore.inference.generation.Written;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What answers take: {@code longshore.answer.queue} until a worker began, {@code
 * longshore.answer.first} until the first statement was sent, {@code longshore.generation.first}
 * until the model's first piece, {@code longshore.generation.rate} in tokens a second behind it.
 */
final class AnswerMeters {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final MeterRegistry meters;

  AnswerMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void begun(Question question) {
    long waited = question.timings().getOrDefault(Tasks.QUEUE, 0L);
    timer("longshore.answer.queue").register(meters).record(waited, TimeUnit.MILLISECONDS);
  }

  /**
   * @param after since the room has the question
   */
  void firstSaid(Draft draft, Duration after) {
    timer("longshore.answer.first")
        .tag("draft", draft.abstained() ? "refusal" : draft.byModel() ? "model" : "documents")
        .register(meters)
        .record(after);
  }

  void drafted(Outcome outcome) {
    meters
        .counter(
            "longshore.generation.drafts", "end", outcome.end().name().toLowerCase(Locale.ROOT))
        .increment();
    outcome.written().ifPresent(this::written);
  }

  private void written(Written written) {
    timer("longshore.generation.first").register(meters).record(written.first());
    double nanos = written.total().minus(written.first()).toNanos();
    if (written.tokens() > 1 && nanos > 0) {
      meters.summary("longshore.generation.rate").record((written.tokens() - 1) * NANOS / nanos);
    }
  }

  private static Timer.Builder timer(String name) {
    return Timer.builder(name).publishPercentiles(0.5, 0.95);
  }
}
