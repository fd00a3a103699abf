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
 * longshore.answer.first} until the first statement was sent, {@code longshore.generation.queue} in
 * the model server's line, {@code longshore.generation.first} until the model's first piece, {@code
 * longshore.generation.rate} in tokens a second behind the first token.
 */
final class AnswerMeters {
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
    written
        .queue()
        .ifPresent(queue -> timer("longshore.generation.queue").register(meters).record(queue));
    written.rate().ifPresent(meters.summary("longshore.generation.rate")::record);
  }

  private static Timer.Builder timer(String name) {
    return Timer.builder(name).publishPercentiles(0.5, 0.95);
  }
}
