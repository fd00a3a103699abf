package io.longshore.embedder.vectors;

import io.longshore.embedder.passages.PassageKey;

/** A passage and its cosine to what was asked. */
public record Near(PassageKey key, double cosine) {}
