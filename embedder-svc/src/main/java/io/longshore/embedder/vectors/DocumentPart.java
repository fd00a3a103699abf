package io.longshore.embedder.vectors;

/**
 * A part of a document that has a vector of its own.
 *
 * @param start first code point in the document's text
 * @param end exclusive
 * @param tokens of its text
 */
public record DocumentPart(int start, int end, int tokens) {}
