package io.longshore.embedder.retrieval;

import io.longshore.contracts.DocumentId;

/** A source, as far as results speak of it. */
record SearchedSource(
    int no, DocumentId document, int version, String name, String language, String textHash) {}
