package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.Metadatum;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as its latest version stands.
 *
 * @param collection its name
 * @param version from 1; the latest that was handed in
 * @param progress from 0 to 1
 * @param stage what is being done, in words; null when nothing is
 * @param queuePosition from 1, among the tenant's documents that were not sent yet; null later
 * @param words null until it was parsed; {@code pages} also for a text without pages
 * @param tokensSeen that went into vectors; null until it was indexed
 * @param tokensGiven of its text; more than seen means that something was cut
 * @param readers groups that may read it beside its owner; none means everybody
 * @param code why it waits or failed
 */
public record Document(
    DocumentId id,
    String collection,
    String name,
    int version,
    DocumentState state,
    double progress,
    @Nullable String stage,
    @Nullable Long secondsLeft,
    @Nullable Integer queuePosition,
    @Nullable Integer words,
    @Nullable Integer pages,
    @Nullable Long tokensSeen,
    @Nullable Long tokensGiven,
    long bytes,
    String mediaType,
    @Nullable String language,
    @Nullable LocalDate date,
    List<Metadatum> metadata,
    List<String> readers,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String code,
    @Nullable String message) {
  public Document {
    metadata = List.copyOf(metadata);
    readers = List.copyOf(readers);
  }
}
