package io.longshore.contracts.answer;

import java.util.List;

/**
 * Why there is no answer.
 *
 * @param code stable: {@code deadline}, {@code retrieval-unavailable}, {@code internal}, ...
 * @param message what to do, in words
 */
public record Failed(String code, String message, List<String> skipped, List<String> degraded) {
  public Failed {
    skipped = List.copyOf(skipped);
    degraded = List.copyOf(degraded);
  }
}
