package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.Metadatum;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
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
  /**
   * Whether handing this in after the other would change nothing. A language that was not given was
   * found out for the other one.
   */
  boolean sameAs(Version other) {
    return blob.equals(other.blob)
        && metadata.equals(other.metadata)
        && Objects.equals(date, other.date)
        && (language == null || language.equals(other.language));
  }
}
