package io.longshore.embedder.embedding;

import io.longshore.contracts.embedding.LongMode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the vectors of a document are made of. */
public enum DocumentMode {
  /** The mean of its passages' vectors: no text is read twice. */
  PASSAGES(null),
  NONE(LongMode.NONE),
  PCW(LongMode.PCW),
  GP(LongMode.GP),
  RP(LongMode.RP),
  PI(LongMode.PI),
  PI_KEEP20(LongMode.PI_KEEP20),
  NTK(LongMode.NTK),
  SELFEXTEND(LongMode.SELFEXTEND);

  private final Optional<LongMode> longMode;

  DocumentMode(@Nullable LongMode longMode) {
    this.longMode = Optional.ofNullable(longMode);
  }

  /** How the model reads its text once more; empty when it doesn't. */
  public Optional<LongMode> longMode() {
    return longMode;
  }

  /** As people and the API write it. */
  public String label() {
    return longMode.map(LongMode::label).orElse(name().toLowerCase(Locale.ROOT));
  }
}
