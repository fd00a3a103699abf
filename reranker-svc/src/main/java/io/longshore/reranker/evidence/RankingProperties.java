package io.longshore.reranker.evidence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How evidence is ordered. The defaults are measured: see the README.
 *
 * @param rescored how many of the best passages the model reads again, 1 to {@value #RESCORED_MAX}
 * @param modelWithin longest time that the model may take for a question, 100 ms to 30 s; never
 *     more than half of what is left until the deadline
 * @param retrievalWeight of the retrieval score beside MaxSim, both as z-scores, 0 to 10
 * @param documentWeight of the retrieval scores of a passage's document (mean of its best three)
 *     beside MaxSim, both as z-scores, 0 to 10
 * @param documentMaxSimWeight where documents are searched for: of the best MaxSim of a document
 *     beside its retrieval score, both as z-scores, 0 to 10; above 1 the model decides between two
 *     documents, whose z-scores are 1 and -1
 * @param sameDocumentPenalty what each further passage of a document loses, in standard deviations,
 *     0 to 5
 * @param duplicateSimilarity share of common shingles from which two passages say the same, 0.5 to
 *     1
 */
@ConfigurationProperties("longshore.ranking")
public record RankingProperties(
    @DefaultValue("16") int rescored,
    @DefaultValue("10s") Duration modelWithin,
    @DefaultValue("0.6") double retrievalWeight,
    @DefaultValue("0.3") double documentWeight,
    @DefaultValue("1.1") double documentMaxSimWeight,
    @DefaultValue("0.2") double sameDocumentPenalty,
    @DefaultValue("0.8") double duplicateSimilarity) {
  static final int RESCORED_MAX = 50;

  public RankingProperties {
    within("rescored", rescored, 1, RESCORED_MAX);
    if (modelWithin.toMillis() < 100 || modelWithin.toMillis() > 30_000) {
      throw new IllegalArgumentException(
          "longshore.ranking.model-within must be 100ms to 30s, not " + modelWithin);
    }
    within("retrieval-weight", retrievalWeight, 0, 10);
    within("document-weight", documentWeight, 0, 10);
    within("document-max-sim-weight", documentMaxSimWeight, 0, 10);
    within("same-document-penalty", sameDocumentPenalty, 0, 5);
    within("duplicate-similarity", duplicateSimilarity, 0.5, 1);
  }

  private static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "longshore.ranking.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}
