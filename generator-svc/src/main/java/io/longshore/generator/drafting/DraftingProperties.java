package io.longshore.generator.drafting;

import io.longshore.contracts.Limits;
import io.longshore.contracts.question.Options;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a model drafts answers.
 *
 * @param draft where the asker leaves it open; {@code auto}: copying where the model can be bound
 *     to sources, free where it can't, sentences of the documents where there is none
 * @param passages of the evidence that the model server's model reads at most, 1 to 16
 * @param passageTokens that these have together at most, by estimate, 64 to 8,192; the best one is
 *     read whatever it has. On a machine without a GPU reading is nearly all that an answer costs
 * @param endpointPassages that the model of an endpoint reads, 1 to 16
 * @param spans that are copied at most where a question asks for several things, 1 to 10
 * @param copyTokens of a copied answer at most, 8 to 1,024
 * @param freeTokens of a free answer at most, 8 to 4,096
 * @param within how long a draft may take, 1 s to 10 min; never longer than until the deadline
 * @param first how long a model may take until its first piece, its turn at the server and the
 *     reading of the prompt included, 100 ms to 10 min; then the draft is given up
 * @param reserve of the time until the deadline that is kept for an answer without a model, 0 to 1
 *     min
 */
@ConfigurationProperties("longshore.drafting")
public record DraftingProperties(
    @DefaultValue("auto") Options.Draft draft,
    @DefaultValue("8") int passages,
    @DefaultValue("480") int passageTokens,
    @DefaultValue("5") int endpointPassages,
    @DefaultValue("3") int spans,
    @DefaultValue("64") int copyTokens,
    @DefaultValue("192") int freeTokens,
    @DefaultValue("40s") Duration within,
    @DefaultValue("15s") Duration first,
    @DefaultValue("2s") Duration reserve) {
  static final int SPANS_MAX = 10;

  public DraftingProperties {
    within("passages", passages, 1, Limits.RANKED_PASSAGES);
    within("passage-tokens", passageTokens, 64, 8_192);
    within("endpoint-passages", endpointPassages, 1, Limits.RANKED_PASSAGES);
    within("spans", spans, 1, SPANS_MAX);
    within("copy-tokens", copyTokens, 8, 1_024);
    within("free-tokens", freeTokens, 8, 4_096);
    within("within", within, Duration.ofSeconds(1), Duration.ofMinutes(10));
    within("first", first, Duration.ofMillis(100), Duration.ofMinutes(10));
    within("reserve", reserve, Duration.ZERO, Duration.ofMinutes(1));
  }

  private static <T extends Comparable<T>> void within(String name, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "longshore.drafting.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}
