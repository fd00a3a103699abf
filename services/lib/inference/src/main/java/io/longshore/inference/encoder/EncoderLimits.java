package io.longshore.inference.encoder;

import io.longshore.inference.call.GuardLimits;
import java.time.Duration;

/**
 * Bounds of what one client asks of a model server. How long a call may take is said by who calls.
 *
 * @param callTokens texts are sent together up to so many tokens
 * @param ingestionCalls calls of ingestion at the same time
 * @param questionCalls calls of questions at the same time
 * @param turn how long a call waits for its turn among these before it counts as refused
 * @param questionAttempts of a question's call while the model server is away or full; ingestion
 *     tries again for as long as its call may take
 * @param backoff before the second attempt; doubles, half of it at random
 * @param backoffMax the longest pause
 * @param openFor how long nothing is asked after half of the calls failed
 */
public record EncoderLimits(
    int callTokens,
    int ingestionCalls,
    int questionCalls,
    Duration turn,
    int questionAttempts,
    Duration backoff,
    Duration backoffMax,
    Duration openFor) {
  public static final EncoderLimits DEFAULT =
      new EncoderLimits(
          512,
          8,
          16,
          Duration.ofSeconds(2),
          3,
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  public EncoderLimits {
    within("call-tokens", callTokens, 64, 4_096);
    within("ingestion-calls", ingestionCalls, 1, 256);
    within("question-calls", questionCalls, 1, 256);
    within("turn-ms", turn.toMillis(), 100, 30_000);
    within("question-attempts", questionAttempts, 1, 5);
    within("backoff-ms", backoff.toMillis(), 1, 5_000);
    within("backoff-max-ms", backoffMax.toMillis(), backoff.toMillis(), 30_000);
    within("open-for-ms", openFor.toMillis(), 100, 60_000);
  }

  GuardLimits guard(int calls, int attempts) {
    return new GuardLimits(calls, turn, attempts, backoff, backoffMax, openFor);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
