package io.longshore.embedder.retrieval;

import io.longshore.embedder.lexical.PassageKey;
import org.jspecify.annotations.Nullable;

/**
 * A passage that at least one leg found.
 *
 * @param dense cosine to the question; null without a vector of the current generation
 * @param lexical BM25; null when it holds no word of the question
 */
record Candidate(PassageKey key, @Nullable Double dense, @Nullable Double lexical) {}
