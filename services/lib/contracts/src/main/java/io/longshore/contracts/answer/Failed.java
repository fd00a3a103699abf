package io.longshore.contracts.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer.
 *
 * @param code stable: {@code deadline}, {@code retrieval-unavailable}, {@code internal}, ...
 * @param message what to do, in words
 * @param tokens that a language model took until then, null where none did or its server doesn't
 *     say
 */
public record Failed(
    String code,
    String message,
    List<String> skipped,
    List<String> degraded,
    @Nullable Tokens tokens) {
  public Failed {
    skipped = List.copyOf(skipped);
    degraded = List.copyOf(degraded);
  }

  /** Without a model. */
  public Failed(String code, String message, List<String> skipped, List<String> degraded) {
    this(code, message, skipped, degraded, null);
  }
}
