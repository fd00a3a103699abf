package io.longshore.inference.generation;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A text that was written to its end.
 *
 * @param text all pieces joined
 * @param promptTokens 0 where the server doesn't say
 * @param cachedTokens of the prompt that need not be read again; 0 where the server doesn't say
 * @param tokens written; 0 where the server doesn't say
 * @param logProbability natural logarithm of the whole text, where the server says it
 * @param first time until the first piece, waiting included
 * @param total time until the end
 */
public record Written(
    String text,
    Finish finish,
    int promptTokens,
    int cachedTokens,
    int tokens,
    OptionalDouble logProbability,
    Duration first,
    Duration total) {

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
