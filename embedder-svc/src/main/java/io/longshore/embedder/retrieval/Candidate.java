package io.longshore.embedder.retrieval;

import io.longshore.embedder.passages.PassageKey;
import org.jspecify.annotations.Nullable;

/**
 * A passage that at least one leg found.
 *
 * @param language of its document, BCP 47
 * @param dense cosine to the question; null without a vector of the current generation
 * @param lexical BM25; 0 when it holds no word of the question
 * @param document BM25 of the whole document that it stands in
 * @param documentCoverage share of the question's words that stand anywhere in that document
 * @param documentCosine best cosine of its document's vectors to the question; null without one of
 *     the current generation
 * @param coverage share of the question's words that it holds, weighted by how much each tells
 */
record Candidate(
    PassageKey key,
    String language,
    @Nullable Double dense,
    double lexical,
    double document,
    double documentCoverage,
    @Nullable Double documentCosine,
    double coverage) {}
