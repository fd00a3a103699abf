package io.longshore.contracts.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One typed key; exactly one of the values is set. */
public record Metadatum(
    String key,
    @Nullable String text,
    @Nullable Double number,
    @Nullable Boolean flag,
    @Nullable LocalDate date) {}
