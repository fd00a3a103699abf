package io.longshore.gateway.library;

import io.longshore.contracts.document.Metadatum;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;

/**
 * What is handed in.
 *
 * @param name as the client gave it
 * @param declaredType as the client declared it
 * @param readers null when nothing was said of them
 * @param content can be read more than once
 */
public record Upload(
    @Nullable String collection,
    @Nullable String name,
    @Nullable String declaredType,
    long bytes,
    InputStreamSource content,
    List<Metadatum> metadata,
    @Nullable String language,
    @Nullable LocalDate date,
    @Nullable List<String> readers) {
  public Upload {
    metadata = List.copyOf(metadata);
    readers = readers == null ? null : List.copyOf(readers);
  }
}
