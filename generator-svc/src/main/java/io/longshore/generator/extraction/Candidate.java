package io.longshore.generator.extraction;

import io.longshore.contracts.question.Passage;

/**
 * A sentence that may become part of an answer.
 *
 * @param passage its passage
 * @param place of the passage among the evidence, from 0
 * @param index of the sentence in its passage, from 0
 * @param start code point relative to the passage
 * @param end code point after the last one
 * @param score comparable only within one question
 */
record Candidate(
    Passage passage, int place, int index, int start, int end, String text, double score) {
  Candidate scored(double other) {
    return new Candidate(passage, place, index, start, end, text, other);
  }
}
