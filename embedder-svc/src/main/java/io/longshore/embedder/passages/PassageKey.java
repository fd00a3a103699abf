package io.longshore.embedder.passages;

/** A passage inside the index: the number of its source and its own within that. */
public record PassageKey(int source, int ordinal) {}
