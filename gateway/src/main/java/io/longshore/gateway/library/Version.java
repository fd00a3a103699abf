package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.Metadatum;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was handed in, once.
 *
 * @param owner who handed the document in first
 * @param readers groups that may read it, too; none means everybody
 */
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
    List<Metadatum> metadata,
    String owner,
    List<String> readers) {
  /** With other things said about it; null leaves them as they are. */
  Version described(@Nullable List<Metadatum> otherMetadata, @Nullable List<String> otherReaders) {
    return new Version(
        document,
        version,
        collection,
        name,
        blob,
        bytes,
        mediaType,
        language,
        date,
        otherMetadata == null ? metadata : otherMetadata,
        owner,
        otherReaders == null ? readers : otherReaders);
  }

  /**
   * Whether handing this in after the other would change nothing. A language that was not given was
   * found out for the other one.
   */
  boolean sameAs(Version other) {
    return blob.equals(other.blob)
        && metadata.equals(other.metadata)
        && hasReadersOf(other)
        && Objects.equals(date, other.date)
        && (language == null || language.equals(other.language));
  }

  /** In whichever order they were said. */
  boolean hasReadersOf(Version other) {
    return Set.copyOf(readers).equals(Set.copyOf(other.readers));
  }
}
