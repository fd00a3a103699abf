package io.longshore.modelserver.copying;

/**
 * What was copied.
 *
 * @param source index of the text
 * @param start its first code point in that text
 * @param end the one behind its last
 */
public record CopiedSpan(int source, int start, int end) {}
