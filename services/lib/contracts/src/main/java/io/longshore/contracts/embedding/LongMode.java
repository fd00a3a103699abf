package io.longshore.contracts.embedding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens to a text that is longer than its model's window. */
public enum LongMode {
  /** The model reads its beginning, as much as the window holds. */
  NONE;

  /** As people and the API write it: lower case, hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<LongMode> of(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label().equals(label)).findFirst();
  }
}
