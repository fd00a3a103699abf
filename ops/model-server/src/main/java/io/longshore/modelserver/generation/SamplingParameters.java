package io.longshore.modelserver.generation;

import io.longshore.modelserver.copying.CopyRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are chosen; names, meaning and defaults are vLLM's, {@code copy} is ours.
 *
 * @param maxTokens most tokens; fewer where the context ends before
 * @param minTokens the model may not end it before so many
 * @param temperature 0: always the most probable token
 * @param topP of the most probable tokens, those that together have this probability
 * @param topK the most probable tokens; 0: all
 * @param seed of the random numbers; null: another one each time
 * @param stop strings that end it and aren't part of it
 * @param copy null: whatever the model writes
 */
public record SamplingParameters(
    int maxTokens,
    int minTokens,
    double temperature,
    double topP,
    int topK,
    @Nullable Long seed,
    List<String> stop,
    @Nullable CopyRules copy) {
  public static final SamplingParameters DEFAULT =
      new SamplingParameters(16, 0, 1, 1, 0, null, List.of(), null);

  private static final int MOST_TOKENS = 1 << 20;
  private static final double HOTTEST = 10;
  private static final int MOST_STOPS = 16;
  private static final int LONGEST_STOP = 256;

  public SamplingParameters {
    within("max_tokens", maxTokens, 1, MOST_TOKENS);
    within("min_tokens", minTokens, 0, maxTokens);
    if (!(temperature >= 0 && temperature <= HOTTEST)) {
      throw new IllegalArgumentException("temperature is 0 to 10, got " + temperature);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top_p is above 0 and at most 1, got " + topP);
    }
    within("top_k", topK, 0, MOST_TOKENS);
    stop = List.copyOf(stop);
    within("the number of stop strings", stop.size(), 0, MOST_STOPS);
    stop.forEach(each -> within("the length of a stop string", each.length(), 1, LONGEST_STOP));
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
