package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.question.RetrievalSettings;
import java.time.Instant;

/**
 * Documents under one name.
 *
 * @param documents how many it holds
 * @param settings how it is searched, where that differs from the defaults
 */
public record DocumentCollection(
    CollectionId id, String name, long documents, RetrievalSettings settings, Instant createdAt) {
  /** Where a document goes that names no collection; made on first use. */
  public static final String DEFAULT = "default";
}
