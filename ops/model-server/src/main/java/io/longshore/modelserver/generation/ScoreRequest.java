package io.longshore.modelserver.generation;

import java.util.List;

/**
 * Continuations whose likelihood is wanted.
 *
 * @param prompt what they all continue, as the model reads it
 * @param continuations as they follow, with the space before them if there is one
 * @param first whether it goes before those that aren't
 */
public record ScoreRequest(String prompt, List<String> continuations, boolean first) {
  static final int MOST = 1_024;

  public ScoreRequest {
    continuations = List.copyOf(continuations);
    if (continuations.isEmpty() || continuations.size() > MOST) {
      throw new IllegalArgumentException(
          "continuations are 1 to %d, got %d".formatted(MOST, continuations.size()));
    }
  }
}
