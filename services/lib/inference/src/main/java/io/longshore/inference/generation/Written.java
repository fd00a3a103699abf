package io.longshore.inference.generation;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A text that was written to its end.
 *
 * @param text all pieces joined
 * @param promptTokens 0 where the server doesn't say
 * @param cachedTokens of the prompt that need not be read again; 0 where the server doesn't say
 * @param tokens written; 0 where the server doesn't say
 * @param logProbability natural logarithm of the whole text, where the server says it
 * @param queue time until the server began to read the prompt, where it says it
 * @param firstToken time until the first token at the server, queue included, where it says it
 * @param first time until the first piece, waiting included; a piece may come later than its tokens
 * @param total time until the end
 */
public record Written(
    String text,
    Finish finish,
    int promptTokens,
    int cachedTokens,
    int tokens,
    OptionalDouble logProbability,
    Optional<Duration> queue,
    Optional<Duration> firstToken,
    Duration first,
    Duration total) {
  private static final double NANOS = 1e9;

  /** Tokens a second behind the first one, queue and prompt left out; empty for fewer than two. */
  public OptionalDouble rate() {
    double nanos = total.minus(firstToken.orElse(first)).toNanos();
    return tokens > 1 && nanos > 0
        ? OptionalDouble.of((tokens - 1) * NANOS / nanos)
        : OptionalDouble.empty();
  }

  /** Why it ended. */
  public enum Finish {
    /** The model had said all, or a stop word came. */
    STOP,
    /** It was longer than allowed. */
    LENGTH,
    /** The server stopped it, or didn't say why. */
    OTHER
  }
}
