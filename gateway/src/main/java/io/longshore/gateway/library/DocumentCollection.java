package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import java.time.Instant;

/**
 * Documents under one name.
 *
 * @param documents how many it holds
 */
public record DocumentCollection(CollectionId id, String name, long documents, Instant createdAt) {
  /** Where a document goes that names no collection; made on first use. */
  public static final String DEFAULT = "default";
}
