package io.longshore.embedder.index;

/**
 * What the vectors of a source were made with.
 *
 * @param no names its table of vectors
 * @param key the encoder's own generation, the size of passages, and how documents are read
 */
public record Generation(int no, String key) {}
