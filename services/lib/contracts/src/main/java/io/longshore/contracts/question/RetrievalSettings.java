package io.longshore.contracts.question;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a collection is searched, where that differs from what the service does by default; a part
 * that is null doesn't.
 *
 * @param aggregation how a document is scored by its passages
 * @param aggregated passages that {@link Aggregation#MEAN} is of, 1 to {@value #AGGREGATED_MAX}
 * @param documentShare of the words' score what they find in the whole document instead of the
 *     passage, 0 to 1
 * @param documentVectorWeight of a document's own vectors beside those of its passages, 0 to
 *     {@value #WEIGHT_MAX}
 * @param lexicalWeight of words beside vectors, 0 to {@value #WEIGHT_MAX}; null: by how much of the
 *     question the words cover
 * @param lexicalWeights the same for passages of a language (BCP 47), where it differs
 * @param fusion how the legs are joined
 * @param candidates that each leg gives to fusion, {@value #CANDIDATES_MIN} to {@value
 *     #CANDIDATES_MAX}
 */
public record RetrievalSettings(
    @Nullable Aggregation aggregation,
    @Nullable Integer aggregated,
    @Nullable Double documentShare,
    @Nullable Double documentVectorWeight,
    @Nullable Double lexicalWeight,
    Map<String, Double> lexicalWeights,
    @Nullable Fusion fusion,
    @Nullable Integer candidates) {
  public static final int AGGREGATED_MAX = 20;
  public static final double WEIGHT_MAX = 4;
  public static final int LANGUAGES_MAX = 64;
  public static final int CANDIDATES_MIN = 50;
  public static final int CANDIDATES_MAX = 1_000;

  /** All as the service does it. */
  public static final RetrievalSettings DEFAULT =
      new RetrievalSettings(null, null, null, null, null, Map.of(), null, null);

  @SuppressWarnings("ConstantValue") // a record may leave the map out
  public RetrievalSettings {
    lexicalWeights = lexicalWeights == null ? Map.of() : Map.copyOf(lexicalWeights);
    require("aggregated", aggregated, 1, AGGREGATED_MAX);
    require("documentShare", documentShare, 0, 1);
    require("documentVectorWeight", documentVectorWeight, 0, WEIGHT_MAX);
    require("lexicalWeight", lexicalWeight, 0, WEIGHT_MAX);
    lexicalWeights.forEach(
        (language, weight) -> require("lexicalWeights." + language, weight, 0, WEIGHT_MAX));
    require("candidates", candidates, CANDIDATES_MIN, CANDIDATES_MAX);
    if (lexicalWeights.size() > LANGUAGES_MAX) {
      throw new IllegalArgumentException(
          "lexicalWeights names at most %d languages".formatted(LANGUAGES_MAX));
    }
  }

  private static void require(String name, @Nullable Number value, double from, double to) {
    if (value != null && !(value.doubleValue() >= from && value.doubleValue() <= to)) {
      throw new IllegalArgumentException(
          "%s is %s to %s, not %s".formatted(name, plain(from), plain(to), value));
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  /** How a document is scored by the scores of its passages. */
  public enum Aggregation {
    /** As its first passage. */
    FIRST,
    /** As its best one. */
    MAX,
    /** As all that were found together. */
    SUM,
    /** As the mean of its best ones. */
    MEAN
  }

  /** How the scores of words and of vectors are joined. */
  public enum Fusion {
    /** Their distances from the mean in standard deviations are added. */
    SCORES,
    /** Reciprocals of their ranks are added (Cormack et al. 2009). */
    RANKS
  }
}
