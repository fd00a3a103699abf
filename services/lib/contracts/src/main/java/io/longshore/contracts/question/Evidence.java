package io.longshore.contracts.question;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A passage that the ranker kept.
 *
 * @param score of the ranker; comparable only within one question
 * @param sentences the passage's sentences in their order, each with its own score; empty when the
 *     ranker had no model to score them
 */
public record Evidence(Passage passage, double score, List<Sentence> sentences) {
  /** That say how much of a question the evidence covers. */
  private static final int COVERING = 5;

  public Evidence {
    sentences = List.copyOf(sentences);
  }

  public Evidence withDocumentScore(@Nullable Double documentScore) {
    return new Evidence(passage.withDocumentScore(documentScore), score, sentences);
  }

  /**
   * The largest share of the question's words, weighted by rarity, that stands in one of the best
   * passages, 0 to 1; null where nothing was looked for by its words.
   *
   * @param evidence best first
   */
  public static @Nullable Double coverage(List<Evidence> evidence) {
    return evidence.stream()
        .limit(COVERING)
        .map(one -> one.passage().coverage())
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The sentence that scores best; all of the passage, with a score of 0, where none has one. */
  public Sentence best() {
    return sentences.stream()
        .max(Comparator.comparingDouble(Sentence::score))
        .orElseGet(() -> new Sentence(0, passage.span().length(), 0));
  }

  /**
   * One sentence.
   *
   * @param start code point relative to the passage
   * @param end code point after the last one, relative to the passage
   * @param score MaxSim of the question's tokens against the sentence's tokens, in [-1, 1]
   */
  public record Sentence(int start, int end, double score) {}
}
