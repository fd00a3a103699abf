package io.longshore.contracts.embedding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens to a text that is longer than its model's window; a shorter one has the same vector
 * in every mode. Names as in LongEmbed (Zhu et al. 2024) and Long-CLIP (Zhang et al. 2024). A model
 * allows those that its positions allow.
 */
public enum LongMode {
  /** The model reads its beginning, as much as the window holds. */
  NONE,
  /** Parallel context windows: each is read alone, the vector is their mean. */
  PCW,
  /** Grouped positions: as many neighbours share one as it takes. */
  GP,
  /** Recurrent positions: they begin anew behind the window. */
  RP,
  /** Interpolated positions: they lie closer, by a stride that the length chooses. */
  PI,
  /** The same behind the first 20, which stay where they are. */
  PI_KEEP20,
  /** A larger base of rotary positions. */
  NTK,
  /** Rotary positions: neighbours by their distance, farther ones by groups. */
  SELFEXTEND;

  /** As people and the API write it: lower case, hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<LongMode> of(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label().equals(label)).findFirst();
  }
}
