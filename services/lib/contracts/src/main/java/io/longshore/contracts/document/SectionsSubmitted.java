package io.longshore.contracts.document;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of a text to be indexed, or the document is to be forgotten (topic {@code
 * sections.submitted}, key = document id).
 *
 * @param action null when unknown: ignored
 * @param text key of the text in the blob store; null for a delete and a description, like {@code
 *     textHash} and {@code structure}
 * @param item from 0, of {@code items}; both 0 for a delete and a description
 * @param readers groups that may read the document; empty means everybody of the tenant
 * @param revision as in {@link DocumentSubmitted}
 * @param start first code point of the range
 * @param end code point after its last one; at most {@link
 *     io.longshore.contracts.Limits#SECTION_CODE_POINTS} long
 */
public record SectionsSubmitted(
    @Nullable Action action,
    Principal principal,
    DocumentId document,
    int version,
    CollectionId collection,
    String name,
    String language,
    @Nullable LocalDate date,
    List<Metadatum> metadata,
    @Nullable String textHash,
    @Nullable String text,
    @Nullable String structure,
    int item,
    int items,
    int start,
    int end,
    List<String> readers,
    int revision) {
  @SuppressWarnings("ConstantValue") // a record of an older version has no readers
  public SectionsSubmitted {
    metadata = List.copyOf(metadata);
    readers = readers == null ? List.of() : List.copyOf(readers);
  }
}
