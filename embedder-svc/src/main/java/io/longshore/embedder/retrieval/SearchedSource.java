package io.longshore.embedder.retrieval;

import io.longshore.contracts.DocumentId;

/** A source that is searched, as far as results speak of it. */
record SearchedSource(
    int no,
    DocumentId document,
    int version,
    int generation,
    String name,
    String language,
    String textHash,
    int passages,
    long terms) {}
