package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.Metadatum;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was handed in, once. */
record Version(
    DocumentId document,
    int version,
    CollectionId collection,
    String name,
    String blob,
    long bytes,
    String mediaType,
    @Nullable String language,
    @Nullable LocalDate date,
    List<Metadatum> metadata) {
  /** Whether handing this in again would change nothing. */
  boolean sameAs(Version other) {
    return new Version(
            document, version, collection, name, other.blob, other.bytes, other.mediaType,
            other.language, other.date, other.metadata)
        .equals(this);
  }
}
