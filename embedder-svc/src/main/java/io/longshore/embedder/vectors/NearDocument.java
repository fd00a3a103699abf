package io.longshore.embedder.vectors;

/** A source and the best cosine of its document's vectors to what was asked. */
public record NearDocument(int source, double cosine) {}
