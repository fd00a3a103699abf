package io.longshore.inference.encoder;

import java.time.Duration;

/**
 * Bounds of what one client asks of a model server.
 *
 * @param callTokens texts are sent together up to so many tokens
 * @param ingestionCalls calls of ingestion at the same time
 * @param questionCalls calls of questions at the same time
 * @param ingestionDeadline for a call of ingestion, and for its turn
 * @param questionDeadline for a call of a question, and for its turn
 * @param attempts of a call while the model server can't be reached or is full
 * @param backoff before the second attempt; doubles
 * @param openFor how long nothing is asked after half of the calls failed
 */
public record EncoderLimits(
    int callTokens,
    int ingestionCalls,
    int questionCalls,
    Duration ingestionDeadline,
    Duration questionDeadline,
    int attempts,
    Duration backoff,
    Duration openFor) {
  public static final EncoderLimits DEFAULT =
      new EncoderLimits(
          512,
          8,
          16,
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          3,
          Duration.ofMillis(100),
          Duration.ofSeconds(5));

  public EncoderLimits {
    within("call-tokens", callTokens, 64, 4_096);
    within("ingestion-calls", ingestionCalls, 1, 256);
    within("question-calls", questionCalls, 1, 256);
    within("ingestion-deadline-ms", ingestionDeadline.toMillis(), 100, 300_000);
    within("question-deadline-ms", questionDeadline.toMillis(), 100, 30_000);
    within("attempts", attempts, 1, 5);
    within("backoff-ms", backoff.toMillis(), 1, 5_000);
    within("open-for-ms", openFor.toMillis(), 100, 60_000);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
