package io.longshore.embedder.retrieval;

import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.contracts.question.RetrievalSettings.Fusion;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one question is searched: as its collection says, else by default.
 *
 * @param documentShare of the words' score what they find in the whole document
 * @param lexicalWeight of words beside vectors; null: by how much of the question they cover
 * @param lexicalWeights the same by the language of a passage
 */
record Settings(
    Aggregation aggregation,
    int aggregated,
    double documentShare,
    double documentVectorWeight,
    @Nullable Double lexicalWeight,
    Map<String, Double> lexicalWeights,
    Fusion fusion,
    int candidates) {
  /** Where passages are looked for; figures in RATIONALE.md. */
  static final double PASSAGES_DOCUMENT_SHARE = 1.0 / 3;

  /** Where documents are. */
  static final double DOCUMENTS_DOCUMENT_SHARE = 0.55;

  static final int AGGREGATED = 3;

  static Settings of(Question question, RetrievalProperties properties) {
    RetrievalSettings said =
        Objects.requireNonNullElse(question.scope().settings(), RetrievalSettings.DEFAULT);
    double share =
        question.options().findsDocuments() ? DOCUMENTS_DOCUMENT_SHARE : PASSAGES_DOCUMENT_SHARE;
    return new Settings(
        Objects.requireNonNullElse(said.aggregation(), Aggregation.MEAN),
        Objects.requireNonNullElse(said.aggregated(), AGGREGATED),
        Objects.requireNonNullElse(said.documentShare(), share),
        Objects.requireNonNullElse(said.documentVectorWeight(), properties.documentVectorWeight()),
        said.lexicalWeight(),
        lowerCase(said.lexicalWeights()),
        Objects.requireNonNullElse(said.fusion(), Fusion.SCORES),
        Objects.requireNonNullElse(said.candidates(), properties.candidates()));
  }

  /**
   * What words count beside vectors for a passage: by its language, else by what that is a kind of
   * ({@code zh} for {@code zh-Hant}).
   *
   * @param byCoverage what they would by default
   */
  double lexicalWeight(String language, double byCoverage) {
    String tag = language.toLowerCase(Locale.ROOT);
    double otherwise = lexicalWeight == null ? byCoverage : lexicalWeight;
    return lexicalWeights.getOrDefault(
        tag, lexicalWeights.getOrDefault(tag.split("-", 2)[0], otherwise));
  }

  private static Map<String, Double> lowerCase(Map<String, Double> byLanguage) {
    var byTag = new HashMap<String, Double>();
    byLanguage.forEach((language, weight) -> byTag.put(language.toLowerCase(Locale.ROOT), weight));
    return byTag;
  }
}
