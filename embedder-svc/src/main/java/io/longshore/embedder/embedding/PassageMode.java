package io.longshore.embedder.embedding;

import java.util.Locale;

/** How the vectors of passages are made. */
public enum PassageMode {
  /** The model reads each alone, behind its headings. */
  SEPARATE,
  /**
   * Late chunking (Günther et al. 2024): the model reads the text around them too, as much as its
   * window holds, and a passage's vector is the mean of its own tokens.
   */
  LATE;

  /** As people and the API write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
