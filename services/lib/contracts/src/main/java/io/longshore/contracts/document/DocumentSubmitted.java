package io.longshore.contracts.document;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version was handed in, or the document is to be forgotten (topic {@code documents.submitted},
 * key = document id). Submit and delete share a topic and a key, so nothing late brings a deleted
 * thing back.
 *
 * @param action null when a newer version sent one that this one does not know: ignored
 * @param version from 1; a delete carries a version above all that it deletes
 * @param blob key of the bytes in the blob store; null for a delete
 * @param mediaType as the client declared it, null when it did not
 * @param language BCP 47, null = to be detected
 * @param date of the document, null when unknown
 * @param readers groups that may read it; empty means everybody of the tenant
 * @param revision counts what was said about the document; the highest holds
 */
public record DocumentSubmitted(
    @Nullable Action action,
    Principal principal,
    DocumentId document,
    int version,
    CollectionId collection,
    String name,
    @Nullable String blob,
    long bytes,
    @Nullable String mediaType,
    @Nullable String language,
    @Nullable LocalDate date,
    List<Metadatum> metadata,
    List<String> readers,
    int revision) {
  @SuppressWarnings("ConstantValue") // a record of an older version has no readers
  public DocumentSubmitted {
    metadata = List.copyOf(metadata);
    readers = readers == null ? List.of() : List.copyOf(readers);
  }
}
